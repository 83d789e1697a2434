import type { Json } from '../kernel/json';
import { byteLength } from '../kernel/text';
import type { ReservedCommand } from './commands';

/** A numbered menu as it was shown. Item 1 is `items[0]`. */
export interface Menu {
  nonce: string;
  items: MenuItem[];
}

export interface MenuItem {
  label: string;
  action: MenuAction;
}

/** What choosing an item means. */
export type MenuAction =
  /** As if the follower had typed this question. */
  | { kind: 'say'; text: string }
  | { kind: 'entry'; id: string }
  /** None of the suggestions fits this question. */
  | { kind: 'none_of_these'; question: string; best?: { id: string; score: number } }
  | { kind: 'command'; command: ReservedCommand }
  /** Stars for the chat with people that has just ended. */
  | { kind: 'rate'; chat: string; stars: number }
  /** For the form with this frame id. */
  | { kind: 'form'; frame: string; choice: FormChoice };

/** What choosing an item of a form means. */
export type FormChoice =
  | { act: 'value'; slot: string; value: Json }
  | { act: 'page'; slot: string; from: number }
  | { act: 'yes' | 'no' | 'edit'; step: string }
  | { act: 'edit_slot'; slot: string }
  | { act: 'cancel' | 'continue' | 'drop' }
  | { act: 'entry'; id: string }
  | { act: 'take'; slot: string; text: string };

/** The most items of a menu of content or of a form: one digit each. */
export const MAX_MENU_ITEMS = 9;
/** The most items of a list, such as the ten questions that are read most. */
export const MAX_LIST_ITEMS = 10;

/** Whether a menu with this nonce was shown by a form: its items mean nothing outside of it. */
export function isFormMenu(nonce: string): boolean {
  return /^f\d/.test(nonce);
}

const MAX_LABEL_LETTERS = 30;

/** A label of a length that leaves room for the others. */
export function shortenLabel(text: string, max = MAX_LABEL_LETTERS): string {
  const letters = [...text.replace(/\s+/gu, ' ').trim()];
  return letters.length <= max ? letters.join('') : `${letters.slice(0, max - 1).join('')}…`;
}

/** What a link costs beside its label, and what all links of a list may cost, in bytes: they share one message. */
const LINK_BYTES = 75;
const LIST_BYTES = 1650;
const MIN_LABEL_LETTERS = 5;

/**
 * The labels of a list, shortened alike until all of them fit into one message as links: there a label stands twice, once
 * with each Chinese character as nine bytes of an address.
 */
export function shortenLabels(texts: readonly string[]): string[] {
  const cost = (label: string) => LINK_BYTES + byteLength(label) + byteLength(encodeURIComponent(label));
  for (let max = MAX_LABEL_LETTERS; ; max -= 1) {
    const labels = texts.map((text) => shortenLabel(text, max));
    const bytes = labels.reduce((sum, label) => sum + cost(label), 0);
    if (bytes <= LIST_BYTES || max === MIN_LABEL_LETTERS) return labels;
  }
}

/** What a tap on the item says for the follower: still good to type when the menu is no longer the current one. */
export function tapText(item: MenuItem): string {
  return item.action.kind === 'say' ? item.action.text : item.label;
}

/** The id that a tap carries: `t12.2` is item 2 of the menu shown in turn 12; `f12.2` when a form showed it, `v12.1` below an answer. */
export function tapId(menu: Menu, index: number): string {
  return `${menu.nonce}.${index + 1}`;
}

/** Reads a tap's id back; undefined when it is none of ours. */
export function readTapId(id: string): { nonce: string; item: number } | undefined {
  const [, nonce, item] = /^([tfv]\d{1,15})\.([1-9]\d?)$/.exec(id) ?? [];
  return nonce === undefined || item === undefined ? undefined : { nonce, item: Number(item) };
}
