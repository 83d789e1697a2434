import type { Json } from '../../kernel/json';
import { type AskOption, extractLabelled, type SlotLabels } from '../extract';
import type { SlotRule } from '../flow/flow';
import { type Form, isFilled } from '../frame/form';
import { readOptions } from '../frame/options';
import { extractSlot, offerValues, SAME, SURE } from '../frame/read-slot';
import type { Found } from './form-reading';
import { parentOf, readBoth, readFamily, withValues } from './read-family';

/** Kinds of values that are recognised among other words. Names and free text are taken only where they are asked for. */
const RECOGNISABLE = new Set([
  'phone_cn',
  'email',
  'choice',
  'catalog',
  'date',
  'time_span',
  'ticket_no',
  'person_name',
]);

/** How followers may call the slots. Descriptions may have several lines, with colons in them. */
export function labelsOf(rules: readonly SlotRule[]): SlotLabels[] {
  return rules.map(({ name, label, aliases, type }) => ({
    slot: name,
    labels: [label, ...aliases],
    multiline: type === 'longtext',
  }));
}

export interface LabelledValues {
  found: Found[];
  /** Labels that belong to no slot. */
  unknown: string[];
  /** The first slot that was given different values, which somebody has to choose from. */
  twice?: { slot: string; options: AskOption<Json>[] };
}

/** Values with labels before them. A later slot may depend on an earlier one of the same message. */
export function readLabels(form: Form, words: string): LabelledValues {
  const rules = [...form.flow.slots.values()].filter(({ type }) => type !== 'media_list');
  const { values, unknown, conflicts } = extractLabelled(words, labelsOf(rules));
  const said = new Map<string, readonly string[]>([
    ...Object.entries(values).map(([slot, value]) => [slot, [value]] as const),
    ...Object.entries(conflicts),
  ]);
  const found: Found[] = [];
  let twice: LabelledValues['twice'];
  for (const rule of rules) {
    const tentative = withValues(form, found);
    const readings = (said.get(rule.name) ?? [])
      .map((raw) => readLabelled(tentative, rule, raw))
      .filter((reading) => reading.length > 0);
    const own = distinct(readings.flatMap((reading) => reading.filter(({ slot }) => slot === rule.name)));
    if (own.length > 1 && rule.type === 'longtext') {
      // Two descriptions are one that came in two parts.
      found.push({ slot: rule.name, value: own.map(({ value }) => value).join('\n'), why: 'labelled' });
    } else if (own.length > 1) {
      const offered = own.map(({ value }) => value);
      twice ??= { slot: rule.name, options: offerValues(tentative, rule, offered) };
    } else {
      // What has a label of its own is not read from the words behind another.
      const isFree = (slot: string) => slot === rule.name || !said.has(slot);
      found.push(...(readings[0] ?? []).filter(({ slot }) => isFree(slot)));
    }
  }
  return { found, unknown, ...(twice === undefined ? {} : { twice }) };
}

function readLabelled(form: Form, rule: SlotRule, raw: string): Found[] {
  const words = raw.trim();
  if (words === '') return [];
  if (rule.type === 'text' || rule.type === 'longtext')
    return [{ slot: rule.name, value: words, why: 'labelled' }];
  return readFamily(form, rule, raw).found.map((one) => ({ ...one, why: 'labelled' }));
}

function distinct(found: readonly Found[]): Found[] {
  return [...new Map(found.map((one) => [JSON.stringify(one.value), one])).values()];
}

interface Hit extends Found {
  rule: SlotRule;
  span: readonly [number, number];
}

/**
 * Values for slots that are empty and were not asked for. Two slots that want the same words are a conflict, and neither
 * gets them, unless one is chosen under the other: 睿目 S200 names 睿目 too.
 */
export function readOthers(form: Form, words: string, asked: string | undefined): Found[] {
  const hits: Hit[] = [];
  for (const rule of form.flow.slots.values()) {
    const known = withValues(form, hits);
    if (rule.name === asked || !RECOGNISABLE.has(rule.type) || isFilled(known.frame, rule.name)) continue;
    hits.push(...readOther(known, rule, words));
  }
  const overlaps = (one: Hit, other: Hit) => one.span[0] < other.span[1] && other.span[0] < one.span[1];
  const isFamily = (one: Hit, other: Hit) =>
    parentOf(form, one.rule)?.name === other.slot || parentOf(form, other.rule)?.name === one.slot;
  return hits
    .filter((hit) => !hits.some((other) => other !== hit && overlaps(hit, other) && !isFamily(hit, other)))
    .map(({ slot, value, why }) => ({ slot, value, why }));
}

function readOther(form: Form, rule: SlotRule, words: string): Hit[] {
  const extraction = extractSlot(form, rule, words);
  const [best, second] = extraction.kind === 'found' ? extraction.candidates : [];
  if (best === undefined) return readUnderUnnamed(form, rule, words);
  if (best.confidence < sureness(rule, words, best.span)) return [];
  // A digit chooses from the menu that was shown, and nothing from a list that nobody has seen.
  if (best.why === 'place') return [];
  if (second !== undefined && best.confidence - second.confidence < SAME) return [];
  return [{ rule, slot: rule.name, value: best.value, why: best.why, span: best.span }];
}

/**
 * 星云一号 where no product is known yet. Only a name that has the product in it says so by the way: 财务 may be a model,
 * and is also a department.
 */
function readUnderUnnamed(form: Form, rule: SlotRule, words: string): Hit[] {
  const parent = parentOf(form, rule);
  if (parent === undefined || isFilled(form.frame, parent.name)) return [];
  const both = readBoth(form, parent, rule, words);
  if (both === undefined) return [];
  const above = labelOf(form, parent, both.parent.value);
  const below = labelOf(withValues(form, [both.parent]), rule, both.child.value);
  if (above === '' || !below.includes(above)) return [];
  const { value, why, span } = both.child;
  return [
    { rule: parent, ...both.parent, span },
    { rule, slot: rule.name, value, why, span },
  ];
}

function labelOf(form: Form, rule: SlotRule, value: Json): string {
  return readOptions(form, rule)?.find((option) => option.value === value)?.label ?? '';
}

/**
 * A bare name looks like many other words: where no name was asked for, only 我叫… and the like count, and a name that
 * is an item of its own in a list: 示例科技有限公司，王小明，138….
 */
function sureness({ type }: SlotRule, words: string, [start, end]: readonly [number, number]): number {
  if (type !== 'person_name') return SURE;
  const before = words.slice(0, start).trimEnd().at(-1);
  const behind = words.slice(end).trimStart().at(0);
  const isItem = (mark: string | undefined) => mark === undefined || /[,，、;；\n]/u.test(mark);
  return (before ?? behind) !== undefined && isItem(before) && isItem(behind) ? SURE : 0.9;
}
