import { MAX_TEXT_BYTES } from '../wechat';
import type { Mismatch } from './mismatch';
import type { Observation } from './observe';

const MAX_DEPTH = 3;

/** What holds in every turn of every talk, whether a suite says so or not (docs/conversation-tests.md lists it). */
export function checkInvariants(
  seen: Observation,
  { fromFollower, canSend }: { fromFollower: boolean; canSend: boolean },
): Mismatch[] {
  const broken: Mismatch[] = [];
  const must = (what: string, expected: string, found: string, holds: boolean) => {
    if (!holds) broken.push({ what: `always: ${what}`, expected, found });
  };
  const faults = seen.faults.join('\n');
  must('turns do not fail', 'no failed turn', faults || 'a turn failed', seen.failedTurns === 0);
  must('nothing is logged as an error', 'no error', faults, seen.faults.length === 0);
  for (const text of seen.texts) {
    const bytes = Buffer.byteLength(text);
    must('a message fits', `${MAX_TEXT_BYTES} bytes`, `${bytes} bytes`, bytes <= MAX_TEXT_BYTES);
    must('a message has words', 'a text', 'an empty one', text.trim() !== '');
  }
  const asked = seen.replies.filter(({ asks }) => asks !== undefined).length;
  must('one prompt a turn', '1 at most', String(asked), asked <= 1 || seen.turns > 1);
  const depth = seen.state?.stack.length ?? 0;
  must('forms are not stacked higher', `${MAX_DEPTH} forms`, String(depth), depth <= MAX_DEPTH);
  must(
    'an account without the right to send sends nothing',
    '0',
    String(seen.sends.length),
    canSend || seen.sends.length === 0,
  );
  if (fromFollower) {
    must('one turn a message', '1 turn', String(seen.turns), seen.turns === 1);
    // Without the right to send, what a person wrote comes with the reply.
    const silent = canSend && seen.before?.mode === 'human' && seen.state?.mode === 'human';
    must(
      'the bot is silent while a person answers',
      'nothing',
      seen.texts.join('\n'),
      !silent || seen.texts.length === 0,
    );
  }
  return broken;
}
