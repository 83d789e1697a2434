import type { Reader, UnitOfWork } from '../kernel/transaction';

/** How long a turn can be replayed: what `step` read is personal data, and of use only while somebody asks why. */
export const TRACE_DAYS = 30;

const BATCH = 500;

/**
 * Removes what turns older than `TRACE_DAYS` read (`record`, `state_before`). Their row and reply stay, for
 * de-duplication. Turns are appended in the order of time, so the border is found by halving, without an index of its
 * own that every turn would pay for. Returns how many turns were cleared.
 */
export async function forgetOldTraces(
  unitOfWork: UnitOfWork,
  reader: Reader,
  now: number,
  days: number = TRACE_DAYS,
): Promise<number> {
  const before = now - days * 86_400_000;
  const border = await firstId(reader, 'turn', 'arrived_at >= $2', before);
  let from = await firstId(reader, 'turn', `record <> ''`);
  let cleared = 0;
  while (from < border) {
    const to = Math.min(from + BATCH, border);
    const start = from;
    cleared += await unitOfWork.run((tx) =>
      tx.execute(
        `UPDATE turn SET record = '', state_before = NULL WHERE id >= $1 AND id < $2 AND record <> ''`,
        [start, to],
      ),
    );
    from = to;
  }
  return cleared;
}

/** The smallest id of a table that grows with time, of which `condition` holds, when it holds of all later ones; one past the last when of none. */
export async function firstId(
  reader: Reader,
  table: 'turn' | 'message',
  condition: string,
  value?: number,
): Promise<number> {
  const [range] = await reader.query<{ first: number | null; last: number | null }>(
    `SELECT MIN(id) AS first, MAX(id) AS last FROM ${table}`,
  );
  if (range?.first == null || range.last == null) return 0;
  let low = range.first;
  let high = range.last + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await reader.query<{ holds: number | boolean }>(
      `SELECT (${condition}) AS holds FROM ${table} WHERE id >= $1 ORDER BY id LIMIT 1`,
      value === undefined ? [middle] : [middle, value],
    );
    if (row === undefined || row.holds) high = middle;
    else low = middle + 1;
  }
  return low;
}
