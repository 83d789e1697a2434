import { canonicalUnitName, dayOf, type LookupGuard, unitNameDigest } from '../customers';
import type { Transaction } from '../kernel/transaction';

/** What a follower gets for the full name of their unit. */
export type CodeLookup =
  | { ok: true; code: string; validUntil: string }
  | { ok: false; code: 'MISS' | 'RATE_LIMITED' };

/**
 * Service codes by the exact full name of the unit (S3-31, dialogue-design 4.8). A near miss, an unknown name and a
 * disabled unit are one and the same MISS, and cost the same: one read of the follower's past, one search of an index by
 * the digest of the name (unrelated for names that are alike), one audit row, and no branch between them.
 */
export class ServiceCodeService {
  constructor(private readonly guard: LookupGuard) {}

  /** Whether this code is valid today, counted and audited as a look-up: nobody may try codes out (S3-02). */
  async verify(
    tx: Transaction,
    asked: { followerId: string; code: string; now: number },
  ): Promise<{ ok: true } | { ok: false; code: 'MISS' | 'RATE_LIMITED' }> {
    const { followerId, code, now } = asked;
    if (!(await this.guard.admits(tx, followerId, now))) {
      await this.guard.record(tx, { followerId, asked: code, found: null, limited: true, now });
      return { ok: false, code: 'RATE_LIMITED' };
    }
    const [unit] = await tx.query<{ code: string }>(
      'SELECT code FROM unit WHERE code = $1 AND enabled = $2 AND valid_until >= $3',
      [code, true, dayOf(now)],
    );
    await this.guard.record(tx, { followerId, asked: code, found: unit?.code ?? null, now });
    return unit === undefined ? { ok: false, code: 'MISS' } : { ok: true };
  }

  async lookUp(
    tx: Transaction,
    asked: { followerId: string; org: string; now: number },
  ): Promise<CodeLookup> {
    const { followerId, now } = asked;
    const name = canonicalUnitName(asked.org);
    if (!(await this.guard.admits(tx, followerId, now))) {
      await this.guard.record(tx, { followerId, asked: name, found: null, limited: true, now });
      return { ok: false, code: 'RATE_LIMITED' };
    }
    // One row in any case: its values are null on a miss.
    const [unit] = await tx.query<{ code: string | null; valid_until: string | null }>(
      `SELECT unit.code, unit.valid_until FROM (SELECT 1 AS one) AS always
       LEFT JOIN unit ON unit.name_digest = $1 AND unit.enabled = $2`,
      [unitNameDigest(name), true],
    );
    const code = unit?.code ?? null;
    await this.guard.record(tx, { followerId, asked: name, found: code, now });
    return code === null
      ? { ok: false, code: 'MISS' }
      : { ok: true, code, validUntil: unit?.valid_until ?? '' };
  }
}
