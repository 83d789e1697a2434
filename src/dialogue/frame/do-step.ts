import type { Json } from '../../kernel/json';
import type { OpenCall } from '../effect';
import type { EffectResult } from '../event';
import { EFFECTS, type EffectRow } from '../flow/effect-registry';
import { evaluateTree, expressionsIn, type StepOf } from '../flow/flow';
import type { StepOutcome } from '../state';
import type { Turn } from '../turn';
import { type Form, formOf, scopeOf, slotValue } from './form';
import { endFrame, isAllowed, offerToGoOn } from './frames';
import { goOn, jump } from './jump';
import { recordFault } from './say-flow';

/** More effects than any turn needs: a form that asks for more goes round in circles. */
const MAX_CALLS = 24;

/** Asks for the effect of a step, or goes on with what it returned. */
export function performStep(turn: Turn, form: Form, step: StepOf<'do'>): 'goes_on' | 'waits' {
  const { frame } = form;
  const outcome = frame.results[step.id];
  // A failure is no outcome to go on with: coming this way again, the form tries again.
  if (outcome?.ok === true) {
    if (step.ok === undefined) goOn(form);
    else jump(turn, form, step.ok);
    return 'goes_on';
  }
  if (turn.state.calls.made >= MAX_CALLS) {
    recordFault(turn, form, `${MAX_CALLS} effects in one turn`);
    return 'waits';
  }
  const row = rowOf(turn, step.effect);
  if (row !== undefined && (row.danger === 'write' || row.danger === 'reserve') && !isAllowed(turn, form)) {
    // Rights may have changed since the form was begun.
    endFrame(turn, frame, 'abandoned');
    offerToGoOn(turn);
    return 'goes_on';
  }
  const args = evaluateTree(step.args, (expression) => expression.evaluate(scopeOf(form)));
  if (!args.ok) {
    recordFault(turn, form, args.fault);
    return 'waits';
  }
  turn.call({ kind: 'flow.do', effect: step.effect, frame: frame.id, step: step.id }, args.value);
  return 'goes_on';
}

/** The result of a `do` step: kept with what it read, so that it can be given up when that changes. */
export function takeOutcome(
  turn: Turn,
  call: Extract<OpenCall, { kind: 'flow.do' }>,
  result: EffectResult,
): void {
  const frame = turn.state.stack.find(({ id }) => id === call.frame);
  const form = frame === undefined ? 'gone' : formOf(frame, turn.state, turn.world);
  if (frame === undefined || form === 'gone') return;
  const step = form.flow.steps.find((one): one is StepOf<'do'> => one.kind === 'do' && one.id === call.step);
  if (step === undefined) return;
  const row = rowOf(turn, step.effect);
  const expressions = Object.values(step.args).flatMap(expressionsIn);
  const read: Record<string, Json> = {};
  for (const slot of expressions.flatMap(({ refs }) => refs.slots)) read[slot] = slotValue(frame, slot);
  const outcome: StepOutcome = {
    ok: result.ok,
    data: result.ok ? result.data : withCode(result),
    read,
    from: [...new Set(expressions.flatMap(({ refs }) => refs.results))],
    danger: row?.danger ?? 'read',
    ...(result.ok && row?.undo !== undefined
      ? { undo: { kind: row.undo.kind, args: row.undo.args(result.data) } }
      : {}),
  };
  frame.results[step.id] = outcome;
  if (result.ok) keepReserved(turn, form, step);
  const target = targetOf(step, outcome);
  if (target === undefined && !result.ok) {
    recordFault(turn, form, `${step.effect} failed with ${result.code}, and fail says nothing for it`);
    delete frame.results[step.id];
    return;
  }
  if (target === undefined) goOn(form);
  else jump(turn, form, target);
}

/** What is final needs no undo: what was reserved and is kept now, and what the flow gave back itself. */
function keepReserved(turn: Turn, { frame, flow }: Form, done: StepOf<'do'>): void {
  for (const other of flow.steps) {
    if (other.kind !== 'do') continue;
    const outcome = frame.results[other.id];
    const row = rowOf(turn, other.effect);
    const isFinal = row?.keptBy?.includes(done.effect) === true || row?.undo?.kind === done.effect;
    if (outcome !== undefined && isFinal) delete outcome.undo;
  }
}

function targetOf(step: StepOf<'do'>, outcome: StepOutcome): string | undefined {
  if (outcome.ok) return step.ok;
  const code = (outcome.data as { code?: Json }).code;
  return step.fail[String(code)] ?? step.fail['*'];
}

function withCode(result: Extract<EffectResult, { ok: false }>): Json {
  const data = typeof result.data === 'object' && !Array.isArray(result.data) ? result.data : {};
  return { ...data, code: result.code };
}

function rowOf(turn: Turn, kind: string): EffectRow | undefined {
  const registry = turn.world.effects ?? EFFECTS;
  return Object.hasOwn(registry, kind) ? registry[kind] : undefined;
}
