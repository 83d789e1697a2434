import { LRUCache } from 'lru-cache';
import type { Clock } from '../kernel/clock';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { type AuditEntry, type AuditSubject, type Look, SAME_LOOK_MS } from './audit';

/** Looks that are remembered, to write each once; one that is forgotten is only written again. */
const REMEMBERED = 20_000;

/** The audit of what staff look at. */
export class StaffAudit {
  private readonly recent = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** Writes down what was looked at, before it is shown. Throws when that cannot be stored. */
  async record(staffId: string, looks: readonly Look[]): Promise<void> {
    const now = this.clock.now();
    const fresh = looks.filter((look) => now - (this.recent.get(nameOf(staffId, look)) ?? 0) >= SAME_LOOK_MS);
    if (fresh.length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      for (const { subject, key } of fresh) {
        await tx.execute('INSERT INTO staff_audit (at, staff_id, subject, key) VALUES ($1, $2, $3, $4)', [
          now,
          staffId,
          subject,
          key,
        ]);
      }
      tx.afterCommit(() => {
        for (const look of fresh) this.recent.set(nameOf(staffId, look), now);
      });
    });
  }

  /** Looks, the newest first, those with an id below `before` when it is given. */
  async list(page: {
    staffId?: string | undefined;
    subject?: AuditSubject | undefined;
    key?: string | undefined;
    /** At or after, and before, epoch ms. */
    from?: number | undefined;
    to?: number | undefined;
    before?: number | undefined;
    limit: number;
  }): Promise<AuditEntry[]> {
    const { staffId, subject, key, from, to, before, limit } = page;
    const conditions: [string, unknown][] = [
      ['staff_id =', staffId],
      ['subject =', subject],
      ['key =', key],
      ['at >=', from],
      ['at <', to],
      ['id <', before],
    ];
    const given = conditions.filter(([, value]) => value !== undefined);
    const where = given.map(([condition], index) => `${condition} $${index + 1}`).join(' AND ');
    const rows = await this.reader.query<AuditEntry & { at: number | string; staff_id: string }>(
      `SELECT id, at, staff_id, subject, key FROM staff_audit ${where === '' ? '' : `WHERE ${where}`}
       ORDER BY id DESC LIMIT $${given.length + 1}`,
      [...given.map(([, value]) => value), limit],
    );
    return rows.map((row) => ({
      id: row.id,
      at: Number(row.at),
      staffId: row.staff_id,
      subject: row.subject,
      key: row.key,
    }));
  }
}

function nameOf(staffId: string, { subject, key }: Look): string {
  return `${staffId} ${subject} ${key}`;
}
