import type { Expression, Flow, SlotRule } from '../flow';
import type { Tell } from './finding';
import { kindOfPath, kindOfSlot, MASKS } from './private-values';
import { findLeaks } from './text-leaks';
import { parseTextTree } from './text-tree';
import { findTextsOf } from './texts-of';

/** Rules about personal data and names of units: F012, F023. */
export function checkPrivacy(flow: Flow, tell: Tell): void {
  for (const { text, place, slot } of findTextsOf(flow)) {
    const leaks = findLeaks(parseTextTree(text.source), (path) => kindOfPath(flow, path, slot));
    for (const [path, kind] of new Map(leaks.map((leak) => [leak.path, leak.kind]))) {
      const masks = MASKS[kind].map((mask) => `{{ ${path} | ${mask} }}`).join(' or ');
      tell('F012', 'error', place, `shows ${path} unmasked; write ${masks}`);
    }
  }
  for (const [name, slot] of flow.slots) {
    const kind = kindOfSlot(slot);
    if (kind !== undefined && slot.pii === undefined) {
      tell(
        'F012',
        'error',
        ['slots', name],
        `${name} holds personal data; write pii: ${kind}, so that it is masked`,
      );
    }
    if (slot.type === 'org_full_name') tellFuzzy(name, slot, tell);
  }
}

/** The full name of a unit is right or wrong: whoever may come near it can guess it. */
function tellFuzzy(name: string, slot: SlotRule, tell: Tell): void {
  const refuse = (part: string, said: string) => tell('F023', 'error', ['slots', name, part], said);
  if (slot.options !== undefined) {
    refuse('options', `an org_full_name with options would accept half a name; remove the options`);
  }
  for (const { when } of slot.validate) {
    const called = /\.(contains|startsWith|endsWith|matches)\s*\(/.exec(when.source)?.[1];
    // A pattern written out judges what a name may look like; beside a name that is known it judges how near it comes.
    if (called !== undefined && readsOther(name, when)) {
      refuse(
        'validate',
        `${called}() compares a part of the name with one that is known; the effect compares whole names, so remove the rule`,
      );
    }
  }
}

function readsOther(name: string, { refs }: Expression): boolean {
  const { slots, results, memory, profile, settings, roots } = refs;
  const others = [...slots.filter((slot) => slot !== name), ...results, ...memory, ...profile, ...settings];
  return others.length > 0 || roots.includes('catalog');
}
