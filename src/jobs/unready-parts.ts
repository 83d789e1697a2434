import { setTimeout as pause } from 'node:timers/promises';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { clearTimer, setTimer } from './outbox';

/** Longer than a commit takes, shorter than a probe waits. */
const ANSWER_WITHIN_MS = 1_000;

interface Store {
  unitOfWork: UnitOfWork;
  reader: Reader;
}

/**
 * Names the parts that cannot serve now, within a second; none when all can. All who ask at once share one look, so that
 * probes do not pile up behind a database that is locked.
 */
export function unreadyParts(store: Store): () => Promise<string[]> {
  let looking: Promise<boolean> | undefined;
  return async () => {
    looking ??= takesWrites(store).finally(() => {
      looking = undefined;
    });
    const isReady = await Promise.race([looking, pause(ANSWER_WITHIN_MS, false, { ref: false })]);
    return isReady ? [] : ['database'];
  };
}

/** Writes something, for a full disk still reads; the unit leaves nothing behind. */
async function takesWrites({ unitOfWork, reader }: Store): Promise<boolean> {
  try {
    await reader.query('SELECT 1');
    await unitOfWork.run(async (tx) => {
      await setTimer(tx, {
        key: 'readyz',
        name: 'readyz',
        followerId: null,
        dueAt: Number.MAX_SAFE_INTEGER,
        data: null,
      });
      await clearTimer(tx, 'readyz');
    });
    return true;
  } catch {
    return false;
  }
}
