import { createHmac } from 'node:crypto';
import type { Transaction } from '../kernel/transaction';
import { LookupAlarm } from './lookup-alarm';
import type { LookupSubject } from './lookup-entity';
import { type LookupLimits, lookupHistoryMs, mayLookUp } from './lookup-limits';

export interface LookupGuardOptions {
  subject: LookupSubject;
  limits: LookupLimits;
  /** Keys the digests of the audit, so that a copy of the table alone does not allow to try names. */
  auditKey: Buffer;
  /** More look-ups in a minute than people make: log it, count it, look at the audit. */
  onAlarm: (alarm: { subject: LookupSubject; count: number }) => void;
}

/**
 * Who may look up identity data how often, and the audit of it (dialogue-design 4.8). Every admitted look-up costs the
 * same two statements here, whatever it finds: one read of the follower's past, one row of the audit.
 */
export class LookupGuard {
  private readonly alarm: LookupAlarm;

  constructor(private readonly options: LookupGuardOptions) {
    const { subject, limits, onAlarm } = options;
    this.alarm = new LookupAlarm(limits.alarm_per_minute, (count) => onAlarm({ subject, count }));
  }

  /** Whether the follower may look up at this instant (epoch ms). */
  async admits(tx: Transaction, followerId: string, now: number): Promise<boolean> {
    const { subject, limits } = this.options;
    const rows = await tx.query<{ at: number | string; outcome: string }>(
      `SELECT at, outcome FROM lookup
       WHERE subject = $1 AND follower_id = $2 AND at > $3 AND outcome <> 'limited'`,
      [subject, followerId, now - lookupHistoryMs(limits)],
    );
    const past = rows.map(({ at, outcome }) => ({ at: Number(at), hit: outcome === 'hit' }));
    return mayLookUp(past, limits, now);
  }

  /** Writes the audit row. `asked` is digested; `found` is the code or number given out, null when nothing was. */
  async record(
    tx: Transaction,
    lookup: { followerId: string; asked: string; found: string | null; limited?: boolean; now: number },
  ): Promise<void> {
    const { followerId, asked, found, limited = false, now } = lookup;
    const answered = found === null ? 'miss' : 'hit';
    await tx.execute(
      'INSERT INTO lookup (subject, follower_id, at, outcome, digest, found) VALUES ($1, $2, $3, $4, $5, $6)',
      [this.options.subject, followerId, now, limited ? 'limited' : answered, this.digest(asked), found],
    );
    tx.afterCommit(() => this.alarm.count(now));
  }

  /** Whether the follower was given this code or number after `since` (epoch ms). */
  async gave(tx: Transaction, followerId: string, found: string, since: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT id FROM lookup
       WHERE subject = $1 AND follower_id = $2 AND at > $3 AND outcome = 'hit' AND found = $4 LIMIT 1`,
      [this.options.subject, followerId, since, found],
    );
    return rows.length > 0;
  }

  private digest(asked: string): string {
    return createHmac('sha256', this.options.auditKey).update(asked).digest('hex');
  }
}
