import type { Json } from '../../kernel/json';
import type { Candidate, Extraction } from '../extract';
import { isExpression, type SlotRule } from '../flow/flow';
import { type Form, isFilled } from '../frame/form';
import { readOptions } from '../frame/options';
import { extractSlot, readSlot } from '../frame/read-slot';
import type { Found } from './form-reading';

/** An option was called by its name. A digit, a part of a name or a slip may mean another option just as well. */
const NAMED: ReadonlySet<string> = new Set(['label', 'label in a sentence']);

/** The choice whose value decides what can be chosen for this slot: 产品 for 型号. */
export function parentOf({ flow }: Form, { options }: SlotRule): SlotRule | undefined {
  if (options === undefined || !isExpression(options)) return undefined;
  const [parent, ...more] = options.refs.slots.map((name) => flow.slots.get(name));
  return more.length === 0 && parent?.options !== undefined ? parent : undefined;
}

/**
 * What words say for a slot, and for the choices that hang on it: 睿目 S200 is a product and a model, and S200 alone says
 * both when no other product has such a model. `found` has a choice before those that hang on it.
 */
export function readFamily(
  form: Form,
  rule: SlotRule,
  words: string,
): { extraction: Extraction<Json>; found: Found[] } {
  const extraction = readSlot(form, rule, words);
  const children = [...form.flow.slots.values()].filter((one) => parentOf(form, one)?.name === rule.name);
  const best = extraction.kind === 'found' ? extraction.candidates[0] : undefined;
  if (best !== undefined) {
    const own = { slot: rule.name, value: best.value, why: best.why };
    const chosen = withValues(form, [own]);
    const others = children.flatMap((child) => {
      const named = readNamed(chosen, child, words);
      return named === undefined ? [] : [{ slot: child.name, value: named.value, why: named.why }];
    });
    return { extraction, found: [own, ...others] };
  }
  if (extraction.kind === 'ask') return { extraction, found: [] };
  for (const child of children) {
    const both = readBoth(form, rule, child, words);
    if (both === undefined) continue;
    const { value } = both.parent;
    return {
      extraction: { kind: 'found', candidates: [{ ...both.child, value, why: both.parent.why }] },
      found: [both.parent, { slot: child.name, value: both.child.value, why: both.child.why }],
    };
  }
  const parent = parentOf(form, rule);
  const both =
    parent === undefined || isFilled(form.frame, parent.name)
      ? undefined
      : readBoth(form, parent, rule, words);
  if (both === undefined) return { extraction, found: [] };
  return {
    extraction: { kind: 'found', candidates: [both.child] },
    found: [both.parent, { slot: rule.name, value: both.child.value, why: both.child.why }],
  };
}

/** The one choice under which the words name something to choose: nobody guesses between two. */
export function readBoth(
  form: Form,
  parent: SlotRule,
  child: SlotRule,
  words: string,
): { parent: Found; child: Candidate<Json> } | undefined {
  const why = `follows from ${child.name}`;
  const [only, ...more] = (readOptions(form, parent) ?? []).flatMap(({ value }) => {
    const above: Found = { slot: parent.name, value, why };
    const named = readNamed(withValues(form, [above]), child, words);
    return named === undefined ? [] : [{ parent: above, child: named }];
  });
  return more.length === 0 ? only : undefined;
}

function readNamed(form: Form, rule: SlotRule, words: string): Candidate<Json> | undefined {
  const extraction = extractSlot(form, rule, words);
  const [best, second] = extraction.kind === 'found' ? extraction.candidates : [];
  return best !== undefined && second === undefined && NAMED.has(best.why) ? best : undefined;
}

/** The form as it would be with these values, to read on with. */
export function withValues(form: Form, found: readonly Found[]): Form {
  const slots = { ...form.frame.slots };
  for (const { slot, value } of found) slots[slot] = { value, source: 'user', turn: 0, at: 0 };
  return { ...form, frame: { ...form.frame, slots } };
}
