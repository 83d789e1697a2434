import { constantExpression, type Expression, parseExpression } from './expression';
import type { ArgumentTree, Step } from './flow';
import type { Report } from './problems';
import type { StepFile } from './step-schema';

/** Makes the steps of a flow from its file, each with an id of its own. */
export function buildSteps(
  files: readonly StepFile[],
  report: Report,
): { steps: Step[]; places: ReadonlyMap<string, number> } {
  const steps = files.map((file, index) => buildStep(file, index, report));
  const places = new Map<string, number>();
  for (const [index, { id }] of steps.entries()) {
    if (places.has(id)) report('F001', ['steps', index], `the id ${id} is taken by another step; rename one`);
    else places.set(id, index);
  }
  return { steps, places };
}

/** A collect is called after its slot; a step without an id after its place, which is the same within a revision. */
function idOf(file: StepFile, index: number): string {
  return file.id ?? (file.kind === 'collect' ? file.collect : `step_${index + 1}`);
}

function buildStep(file: StepFile, index: number, report: Report): Step {
  const expression = (source: string, ...at: PropertyKey[]): Expression => {
    const parsed = parseExpression(source);
    if (!('problem' in parsed)) return parsed;
    report('F011', ['steps', index, ...at], parsed.problem);
    return constantExpression(null);
  };
  const base = {
    id: idOf(file, index),
    ...(file.when === undefined ? {} : { when: expression(file.when, 'when') }),
  };
  switch (file.kind) {
    case 'say':
      return { ...base, kind: 'say', text: file.say };
    case 'collect':
      return { ...base, kind: 'collect', slot: file.collect };
    case 'confirm': {
      const { summary, on_yes: onYes, on_no: onNo, edit, yes_label, no_label, terms } = file.confirm;
      return {
        ...base,
        kind: 'confirm',
        summary,
        onYes,
        onNo,
        edit,
        ...(yes_label === undefined ? {} : { yesLabel: yes_label }),
        ...(no_label === undefined ? {} : { noLabel: no_label }),
        ...(terms === undefined ? {} : { terms }),
      };
    }
    case 'do':
      return {
        ...base,
        kind: 'do',
        effect: file.do,
        args: mapValues(file.args, (tree, name) => buildTree(tree, [name], expression)),
        fail: file.fail,
        ...(file.ok === undefined ? {} : { ok: file.ok }),
      };
    case 'branch':
      return {
        ...base,
        kind: 'branch',
        cases: file.branch.map((one, at) =>
          'else' in one
            ? { goto: one.else }
            : { when: expression(one.if, 'branch', at, 'if'), goto: one.goto },
        ),
      };
    case 'set':
      return {
        ...base,
        kind: 'set',
        values: mapValues(file.set, (source, name) =>
          source === null ? constantExpression(null) : expression(source, 'set', name),
        ),
      };
    case 'call':
      return { ...base, kind: 'call', flow: file.call };
    case 'goto':
      return { ...base, kind: 'goto', goto: file.goto };
    case 'handoff':
      return { ...base, kind: 'handoff', reason: file.handoff.reason };
    case 'end':
      return { ...base, kind: 'end', outcome: file.end };
  }
}

type ArgsFile = string | ArgsFile[] | { [key: string]: ArgsFile };

function buildTree(
  file: ArgsFile,
  path: PropertyKey[],
  expression: (source: string, ...at: PropertyKey[]) => Expression,
): ArgumentTree {
  if (typeof file === 'string') return expression(file, 'args', ...path);
  if (Array.isArray(file)) return file.map((item, index) => buildTree(item, [...path, index], expression));
  return mapValues(file, (item, name) => buildTree(item, [...path, name], expression));
}

function mapValues<From, To>(
  record: Record<string, From>,
  make: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}
