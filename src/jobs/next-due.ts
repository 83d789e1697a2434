import type { Reader } from '../kernel/transaction';

/** When the next timer, or the next message that waits for its time, becomes due after this instant (epoch ms). */
export async function nextDueAt(reader: Reader, after: number): Promise<number | undefined> {
  const [row] = await reader.query<{ due: number | string | null }>(
    `SELECT MIN(due) AS due FROM (
       SELECT MIN(due_at) AS due FROM timer WHERE due_at > $1
       UNION ALL
       SELECT MIN(next_at) AS due FROM outbox WHERE status = 'pending' AND waits_for IS NULL AND next_at > $1
     ) AS soonest`,
    [after],
  );
  return row?.due === null || row?.due === undefined ? undefined : Number(row.due);
}
