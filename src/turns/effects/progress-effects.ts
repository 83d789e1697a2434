import type { Transaction } from '../../kernel/transaction';
import type { InlineEffects } from '../inline-effects';
import { dayText } from './day-text';

/** Lines of each kind (S3-13). */
const LINES = 3;

interface ProgressLine {
  number: string;
  what: string;
  status: string;
  /** Epoch milliseconds. */
  at: number;
}

/** 我的进度: three solved tickets, three that are not, by the time they were filed; three appointments. */
export function progressEffects(): InlineEffects {
  return {
    'progress.mine': async (tx, _args, { followerId }) => {
      const solved = await readTickets(tx, followerId, `status IN ('已解决', '已关闭')`);
      const unsolved = await readTickets(tx, followerId, `status NOT IN ('已解决', '已关闭', '已取消')`);
      const appointments = await readAppointments(tx, followerId);
      return {
        ok: true,
        data: {
          solved: solved.map(show),
          unsolved: unsolved.map(show),
          appointments: appointments.map(show),
          total: solved.length + unsolved.length + appointments.length,
        },
      };
    },
  };
}

/** The newest by the time they were booked; the line shows the time that was booked. */
function readAppointments(tx: Transaction, followerId: string): Promise<ProgressLine[]> {
  return readLines(
    tx,
    `SELECT number, resource_name AS what, status, start_at AS at FROM appointment WHERE follower_id = $1
     ORDER BY created_at DESC, id DESC LIMIT ${LINES}`,
    followerId,
  );
}

/** `condition` is one of ours. */
function readTickets(tx: Transaction, followerId: string, condition: string): Promise<ProgressLine[]> {
  return readLines(
    tx,
    `SELECT number, service_type AS what, progress AS status, created_at AS at FROM ticket
     WHERE follower_id = $1 AND ${condition} ORDER BY created_at DESC, id DESC LIMIT ${LINES}`,
    followerId,
  );
}

async function readLines(tx: Transaction, sql: string, followerId: string): Promise<ProgressLine[]> {
  const rows = await tx.query<ProgressLine & { at: number | string }>(sql, [followerId]);
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}

function show({ number, what, status, at }: ProgressLine) {
  return { number, what, status, day: dayText(at) };
}
