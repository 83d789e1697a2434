import { checkBot } from './check-bot';
import { asShown } from './follower';
import { isSubset, rowsEqual, show } from './matches';
import type { Mismatch } from './mismatch';
import type { Observation, SeenEffect } from './observe';
import type { EffectExpectation, Turn } from './suite-schema';

/** What a check may look at besides the turn itself. */
export interface CheckContext {
  /** How often each kind of effect succeeded since the case began. */
  totals: Readonly<Record<string, number>>;
  /** The label of the menu item that leads to a person. */
  handoffLabel: string;
  /** The revision in which a flow starts today. */
  revisionOf: (flow: string) => string | undefined;
  query: (sql: string) => Promise<Record<string, unknown>[]>;
}

/** Everything in which a turn differs from what its suite says about it. */
export async function checkTurn(turn: Turn, seen: Observation, context: CheckContext): Promise<Mismatch[]> {
  return [
    ...(turn.bot === undefined ? [] : checkBot(turn.bot, seen, context.handoffLabel)),
    ...checkState(turn, seen, context),
    ...checkEffects(turn, seen, context),
    ...checkDeliveries(turn, seen),
    ...(await checkRows(turn, context)),
  ];
}

function checkState(turn: Turn, { state, decision }: Observation, context: CheckContext): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const compare = (what: string, expected: unknown, found: unknown, equal: boolean) => {
    if (!equal) mismatches.push({ what, expected: show(expected), found: show(found) });
  };
  if (turn.mode !== undefined) {
    const mode = state?.mode ?? 'bot';
    compare('mode', turn.mode, mode, mode === turn.mode);
  }
  const stack = state?.stack ?? [];
  if (turn.stack !== undefined) {
    const flows = stack.map(({ flow }) => flow);
    compare('stack', turn.stack, flows, show(flows) === show(turn.stack));
  }
  const frame = stack.at(-1);
  for (const [name, value] of Object.entries(turn.slots ?? {})) {
    const found = frame === undefined ? 'no form is running' : frame.slots[name]?.value;
    compare(`slots.${name}`, value, found, frame !== undefined && isSubset(value, found));
  }
  for (const [name, value] of Object.entries(turn.memory ?? {})) {
    const found = state?.memory[name]?.value;
    compare(`memory.${name}`, value, found, isSubset(value, found));
  }
  if (turn.frame !== undefined) {
    const { rev, ...expected } = turn.frame;
    const current = frame === undefined ? undefined : context.revisionOf(frame.flow);
    const found =
      frame === undefined ? 'no form is running' : { ...pick(frame), rev: ageOf(frame.revision, current) };
    const wanted = rev === undefined ? expected : { ...expected, rev };
    compare('frame', wanted, found, isSubset(wanted as Record<string, string>, found));
  }
  if (turn.decision !== undefined) {
    compare('decision', turn.decision, decision, isSubset(turn.decision as Record<string, string>, decision));
  }
  return mismatches;
}

function pick({ flow, step, status }: { flow: string; step: string; status: string }) {
  return { flow, step, status };
}

function ageOf(revision: string, current: string | undefined): 'old' | 'current' {
  return revision === current ? 'current' : 'old';
}

function checkEffects(turn: Turn, seen: Observation, { totals }: CheckContext): Mismatch[] {
  const mismatches: Mismatch[] = [];
  if (turn.effects !== undefined && !effectsMatch(turn.effects, seen.effects)) {
    const found = seen.effects.map(showEffect).join('\n') || 'none';
    const expected = turn.effects.map((effect) => show(effect)).join('\n') || 'none';
    mismatches.push({ what: 'effects', expected, found });
  }
  for (const [kind, times] of Object.entries(turn.effects_total ?? {})) {
    const found = totals[kind] ?? 0;
    if (found !== times) {
      mismatches.push({ what: `effects_total ${kind}`, expected: String(times), found: String(found) });
    }
  }
  if (turn.sent !== undefined && turn.sent !== seen.sends.length) {
    const found = `${seen.sends.length}${seen.sends.map((text) => `\n${asShown(text)}`).join('')}`;
    mismatches.push({ what: 'sent', expected: String(turn.sent), found });
  }
  return mismatches;
}

/** In this order, and others may stand between; an empty list stands for none at all. */
function effectsMatch(expected: readonly EffectExpectation[], found: readonly SeenEffect[]): boolean {
  if (expected.length === 0) return found.length === 0;
  let from = 0;
  for (const effect of expected) {
    const place = found.findIndex((one, index) => index >= from && effectMatches(effect, one));
    if (place === -1) return false;
    from = place + 1;
  }
  return true;
}

function effectMatches({ kind, args, ok, code, data }: EffectExpectation, found: SeenEffect): boolean {
  const { result } = found;
  return (
    kind === found.kind &&
    (ok === undefined || ok === result.ok) &&
    (code === undefined || (!result.ok && result.code === code)) &&
    (data === undefined || isSubset(data, result.data)) &&
    (args === undefined || isSubset(args, found.args))
  );
}

function showEffect({ kind, args, result }: SeenEffect): string {
  return `${kind} ${args === undefined ? '(its arguments are not shown)' : show(args)} → ${show(result)}`;
}

function checkDeliveries(turn: Turn, { deliveries }: Observation): Mismatch[] {
  const [first] = deliveries;
  if (turn.replies_identical === undefined || deliveries.every((reply) => reply === first)) return [];
  return [{ what: 'replies_identical', expected: show(first), found: deliveries.map(show).join('\n') }];
}

async function checkRows({ rows = [] }: Turn, { query }: CheckContext): Promise<Mismatch[]> {
  const mismatches: Mismatch[] = [];
  for (const { sql, equals } of rows) {
    const found = await query(sql);
    if (!rowsEqual(equals, found)) {
      mismatches.push({ what: `rows: ${sql.trim()}`, expected: show(equals), found: show(found) });
    }
  }
  return mismatches;
}
