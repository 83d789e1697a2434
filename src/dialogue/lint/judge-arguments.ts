import type { Json } from '../../kernel/json';
import {
  type ArgumentTree,
  type EffectRow,
  type Flow,
  isExpression,
  type SlotRule,
  type StepOf,
} from '../flow';

/** A leaf whose value is only known when the flow runs, or a slot, whose kind of value is known. */
interface Leaf {
  path: string;
  slot?: SlotRule;
}

/**
 * Judges the arguments of a step by the schema of its effect, before there are values: names that are missing or too
 * many, slots of the wrong kind, and optional slots where the effect takes nothing empty.
 */
export function findArgumentProblems(flow: Flow, step: StepOf<'do'>, { args: schema }: EffectRow): string[] {
  const leaves: Leaf[] = [];
  const value = sampleOf(step.args, []);
  const problems = judge(value, leaves).map(
    ({ path, message }) =>
      `${step.effect} refuses its arguments: ${path === '' ? message : `${path}: ${message}`}`,
  );
  if (problems.length > 0) return problems;
  return leaves.flatMap((leaf) => {
    const { slot } = leaf;
    if (slot === undefined || !mayBeEmpty(flow, step, slot)) return [];
    const [issue] = judge(withEmpty(value, leaf.path.split('.')), [leaf]);
    return issue === undefined
      ? []
      : [
          `${slot.name} may be empty, and ${step.effect} takes no empty ${leaf.path}; make the slot required or add when`,
        ];
  });

  function sampleOf(tree: ArgumentTree, path: readonly string[]): Json {
    if (Array.isArray(tree)) return tree.map((item, index) => sampleOf(item, [...path, String(index)]));
    if (!isExpression(tree)) {
      return Object.fromEntries(
        Object.entries(tree).map(([name, item]) => [name, sampleOf(item, [...path, name])]),
      );
    }
    const [, name] = /^slots\.([a-z0-9_]+)$/.exec(tree.source.trim()) ?? [];
    const slot = name === undefined ? undefined : withKnownValue(flow.slots.get(name));
    leaves.push({ path: path.join('.'), ...(slot === undefined ? {} : { slot }) });
    return slot === undefined ? '' : sampleValue(slot);
  }

  /** What the schema refuses, but for leaves of which nothing is known. */
  function judge(sample: Json, known: readonly Leaf[]): { path: string; message: string }[] {
    const parsed = schema.safeParse(sample);
    if (parsed.success) return [];
    return parsed.error.issues
      .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
      .filter(({ path }) => {
        const leaf = known.find((one) => path === one.path || path.startsWith(`${one.path}.`));
        return leaf === undefined ? known === leaves : leaf.slot !== undefined;
      });
  }
}

/** Options that are looked up may have values of any kind. */
function withKnownValue(slot: SlotRule | undefined): SlotRule | undefined {
  return isExpression(slot?.options) ? undefined : slot;
}

/** A value of the kind that a slot of this type has. */
export function sampleValue({ type, options }: Pick<SlotRule, 'type' | 'options'>): Json {
  if (type === 'number') return 1;
  if (type === 'media_list') return [];
  return Array.isArray(options) ? (options[0]?.value ?? '') : '样本';
}

/** Not required, and neither this step nor a branch asks about it. */
function mayBeEmpty(flow: Flow, step: StepOf<'do'>, slot: SlotRule): boolean {
  if (slot.required.source === 'true') return false;
  if (step.when?.refs.slots.includes(slot.name)) return false;
  return !flow.steps.some(
    (one) => one.kind === 'branch' && one.cases.some(({ when }) => when?.refs.slots.includes(slot.name)),
  );
}

function withEmpty(value: Json, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return null;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? withEmpty(item, rest) : item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [name]: withEmpty(value[name] ?? null, rest) };
}
