import { stringify } from 'yaml';
import { readYaml } from '../dialogue/yaml';
import type { Json } from '../kernel/json';

/** A flow file with one thing wrong that a good suite notices. */
export interface Mutant {
  /** What was done to it. */
  what: string;
  /** The line of the original file. */
  line: number;
  text: string;
}

type Fields = { [name: string]: Json };
type Place = readonly (string | number)[];

/**
 * Every small mistake that a flow file may have and still look right: a step is missing, two ways are exchanged, a rule
 * is gone. Not each of them can be loaded, and a few change nothing that anybody could see.
 */
export function makeMutants(text: string): Mutant[] {
  const yaml = readYaml(text);
  const file = yaml.value as Fields;
  const mutants: Mutant[] = [];
  /** `change` works on a copy; false: there is nothing to change. */
  const add = (what: string, place: Place, change: (copy: Fields) => boolean) => {
    const copy = structuredClone(file);
    if (change(copy)) mutants.push({ what, line: yaml.lineOf(place) ?? 1, text: stringify(copy) });
  };
  if ('guard' in file) add('the guard is gone', ['guard'], (copy) => remove(copy, 'guard'));
  for (const [name, slot] of Object.entries(fieldsOf(file.slots))) loosen(name, fieldsOf(slot), add);
  const steps = listOf(file.steps);
  for (const [index, step] of steps.entries()) mutateStep(steps, index, fieldsOf(step), add);
  return mutants;
}

type Add = (what: string, place: Place, change: (copy: Fields) => boolean) => void;

function loosen(name: string, slot: Fields, add: Add): void {
  const place = ['slots', name];
  const slotIn = (copy: Fields) => fieldsOf(fieldsOf(copy.slots)[name]);
  if (slot.required !== false) {
    add(`slot ${name} is no longer required`, place, (copy) => set(slotIn(copy), 'required', false));
  }
  for (const rule of ['max_len', 'max_items', 'depends_on'] as const) {
    if (rule in slot)
      add(`slot ${name} has no ${rule}`, [...place, rule], (copy) => remove(slotIn(copy), rule));
  }
  listOf(slot.validate).forEach((_rule, index) => {
    add(`slot ${name} is not validated by rule ${index + 1}`, [...place, 'validate', index], (copy) => {
      listOf(slotIn(copy).validate).splice(index, 1);
      return true;
    });
  });
}

function mutateStep(steps: readonly Json[], index: number, step: Fields, add: Add): void {
  const place = ['steps', index];
  const name = idOf(step) ?? `step_${index + 1}`;
  const stepIn = (copy: Fields) => fieldsOf(listOf(copy.steps)[index]);
  add(`step ${name} is missing`, place, (copy) => removeStep(listOf(copy.steps), index));
  if ('when' in step) add(`step ${name} is always taken`, place, (copy) => remove(stepIn(copy), 'when'));
  if ('confirm' in step) {
    add(`step ${name} is not asked, as if it were confirmed`, place, (copy) => skipConfirm(copy, index));
    add(`step ${name} takes yes for no`, place, (copy) =>
      exchange(fieldsOf(stepIn(copy).confirm), 'on_yes', 'on_no'),
    );
  }
  const next = idOf(fieldsOf(steps[index + 1]));
  const codes = Object.keys(fieldsOf(step.fail));
  for (const code of codes) {
    add(`step ${name} goes on after ${code} as if it had worked`, place, (copy) => {
      const done = stepIn(copy);
      const ok = typeof done.ok === 'string' ? done.ok : next;
      return ok !== undefined && set(fieldsOf(done.fail), code, ok);
    });
    if (code !== '*') {
      add(`step ${name} takes ${code} for any other failure`, place, (copy) =>
        remove(fieldsOf(stepIn(copy).fail), code),
      );
    }
  }
  if ('do' in step && codes.includes('*')) {
    add(`step ${name} goes where it goes when it fails`, place, (copy) => {
      const done = stepIn(copy);
      return set(done, 'ok', fieldsOf(done.fail)['*'] ?? null);
    });
  }
  listOf(step.branch).forEach((_way, way) => {
    if (way === 0) return;
    add(`step ${name} takes way ${way} for way ${way + 1}`, [...place, 'branch', way], (copy) =>
      exchangeWays(listOf(stepIn(copy).branch), way),
    );
  });
}

/** Takes a step away; what led to it leads to the next one. */
function removeStep(steps: Json[], index: number): boolean {
  const [gone] = steps.splice(index, 1);
  const id = idOf(fieldsOf(gone));
  const following = steps[index];
  if (id === undefined || following === undefined) return true;
  const next = fieldsOf(following);
  const target = idOf(next) ?? 'after_the_missing_step';
  if (idOf(next) === undefined) next.id = target;
  for (const step of steps) redirect(fieldsOf(step), id, target);
  return true;
}

/** Where a step leads to `from`, it then leads to `to`. */
function redirect(step: Fields, from: string, to: string): void {
  const places: [Fields, string][] = [
    [step, 'goto'],
    [step, 'ok'],
    [fieldsOf(step.confirm), 'on_yes'],
    [fieldsOf(step.confirm), 'on_no'],
    ...Object.keys(fieldsOf(step.fail)).map((code): [Fields, string] => [fieldsOf(step.fail), code]),
    ...listOf(step.branch).flatMap((way): [Fields, string][] => [
      [fieldsOf(way), 'goto'],
      [fieldsOf(way), 'else'],
    ]),
  ];
  for (const [fields, name] of places) if (fields[name] === from) fields[name] = to;
}

/** The step goes where yes leads, and nobody is asked. */
function skipConfirm(copy: Fields, index: number): boolean {
  const steps = listOf(copy.steps);
  const step = fieldsOf(steps[index]);
  const target = fieldsOf(step.confirm).on_yes ?? idOf(fieldsOf(steps[index + 1]));
  if (typeof target !== 'string') return false;
  const id = idOf(step);
  steps[index] = { ...(id === undefined ? {} : { id }), goto: target };
  return true;
}

function exchangeWays(ways: Json[], way: number): boolean {
  const [first, second] = [fieldsOf(ways[way - 1]), fieldsOf(ways[way])];
  const nameOf = (fields: Fields) => ('else' in fields ? 'else' : 'goto');
  const [one = null, other = null] = [first[nameOf(first)], second[nameOf(second)]];
  first[nameOf(first)] = other;
  second[nameOf(second)] = one;
  return one !== other;
}

function exchange(fields: Fields, one: string, other: string): boolean {
  const [first, second] = [fields[one], fields[other]];
  if (first === undefined || second === undefined || first === second) return false;
  fields[one] = second;
  fields[other] = first;
  return true;
}

function set(fields: Fields, name: string, value: Json): boolean {
  if (fields[name] === value) return false;
  fields[name] = value;
  return true;
}

function remove(fields: Fields, name: string): boolean {
  delete fields[name];
  return true;
}

/** A step that collects is called like its slot. */
function idOf(step: Fields): string | undefined {
  const id = step.id ?? step.collect;
  return typeof id === 'string' ? id : undefined;
}

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
