import { type ArgumentTree, type EffectRow, type Flow, isExpression, type StepOf } from '../flow';
import type { Tell } from './finding';
import { findArgumentProblems } from './judge-arguments';
import type { LintContext } from './lint-context';

/** Rules about effects: F006, F007, F018, F023. */
export function checkEffects(flow: Flow, { registry }: LintContext, tell: Tell): void {
  const told = new Set<string>();
  for (const [index, step] of flow.steps.entries()) {
    if (step.kind !== 'do') continue;
    const place = ['steps', index];
    if (step.fail['*'] === undefined) {
      tell(
        'F006',
        'error',
        [...place, 'fail'],
        `${step.effect} may fail for any reason; say where to go then: fail: { "*": … }`,
      );
    }
    tellPrivateSearch(flow, step, index, tell);
    const row = registry[step.effect];
    if (row === undefined) continue;
    for (const problem of findArgumentProblems(flow, step, row))
      tell('F007', 'error', [...place, 'args'], problem);
    for (const code of Object.keys(step.fail)) {
      if (code !== '*' && !row.codes.includes(code)) {
        const known = row.codes.length === 0 ? 'none of its own' : row.codes.join(', ');
        tell(
          'F007',
          'warning',
          [...place, 'fail', code],
          `${step.effect} never fails with ${code}; it knows: ${known}`,
        );
      }
    }
    if (!told.has(step.effect)) tellUndo(step.effect, row, place, registry, tell);
    told.add(step.effect);
  }
}

function tellUndo(
  kind: string,
  { danger, undo }: EffectRow,
  place: readonly PropertyKey[],
  registry: LintContext['registry'],
  tell: Tell,
): void {
  if (danger !== 'reserve') return;
  if (undo === undefined) {
    tell(
      'F018',
      'error',
      place,
      `${kind} reserves something and has no undo to give it back; add undo to its row in the effect registry`,
    );
  } else if (registry[undo.kind] === undefined) {
    tell(
      'F018',
      'error',
      place,
      `${kind} is undone by ${undo.kind}, which the effect registry does not have; add it`,
    );
  }
}

/** What tells who somebody is stays out of the knowledge base: no search, no record of what was not found. */
function tellPrivateSearch(flow: Flow, step: StepOf<'do'>, index: number, tell: Tell): void {
  if (!step.effect.startsWith('kb.')) return;
  for (const slot of slotsBehind(flow, Object.values(step.args).flatMap(slotsIn))) {
    const rule = flow.slots.get(slot);
    if (rule === undefined || (rule.type !== 'org_full_name' && rule.pii === undefined)) continue;
    tell(
      'F023',
      'error',
      ['steps', index, 'args'],
      `${step.effect} is given ${slot}, which tells who the follower is; search with another slot`,
    );
  }
}

function slotsIn(tree: ArgumentTree): string[] {
  if (isExpression(tree)) return tree.refs.slots;
  return (Array.isArray(tree) ? tree : Object.values(tree)).flatMap(slotsIn);
}

/** The slots, and those from which `set` copied something into them. */
function slotsBehind(flow: Flow, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const step of flow.steps)
      if (step.kind === 'set') open.push(...(step.values[name]?.refs.slots ?? []));
  }
  return found;
}
