import type { Reader, UnitOfWork } from '../kernel/transaction';
import { clearTimer, setTimer } from './outbox';

/** Writes something, for a full disk still reads; the unit leaves nothing behind. */
export async function unreadyParts({
  unitOfWork,
  reader,
}: {
  unitOfWork: UnitOfWork;
  reader: Reader;
}): Promise<string[]> {
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
    return [];
  } catch {
    return ['database'];
  }
}
