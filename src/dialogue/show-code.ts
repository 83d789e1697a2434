import { z } from 'zod';
import type { EffectResult } from './event';
import { extractServiceCode } from './extract';
import type { Reading } from './read-text';
import type { Decision, Turn } from './turn';

/** Beside the code there may be a few words: 我的服务编码是 GS2026000001. */
const MAX_LETTERS = 30;

/** A service code sent while waiting: a valid one lifts the follower to the place of VIPs (S3-02). */
export function showCode(turn: Turn, reading: Reading): Decision | undefined {
  if (
    turn.state.mode !== 'queued' ||
    reading.command !== undefined ||
    [...reading.words].length > MAX_LETTERS
  )
    return undefined;
  const found = extractServiceCode(reading.words);
  const code = found.kind === 'found' ? found.candidates[0]?.value : undefined;
  if (code === undefined) return undefined;
  turn.call({ kind: 'handoff.show_code' }, { code });
  return { rule: 4, command: 'show_code', why: 'a service code while waiting' };
}

const accepted = z.object({ position: z.number() });

export function settleCode(turn: Turn, result: EffectResult): void {
  const place = result.ok ? accepted.safeParse(result.data) : undefined;
  if (place?.success) turn.say('code_accepted', { position: place.data.position });
  else turn.say(!result.ok && result.code === 'RATE_LIMITED' ? 'code_limited' : 'code_refused');
}
