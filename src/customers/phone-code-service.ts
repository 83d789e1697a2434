import type { Transaction } from '../kernel/transaction';
import type { BindingSettings } from './binding-settings';
import { codeOf, isCode, judgeRequest, type PastRequest, REQUEST_HISTORY_MS } from './one-time-code';
import type { PhoneCodeState } from './phone-code-entity';
import { bindPhone } from './rights-service';

export interface PhoneCodeOptions {
  settings: BindingSettings;
  /** Makes the codes from their nonces. */
  key: Buffer;
  newNonce: () => string;
}

/** What an SMS needs to know. */
export interface OutgoingCode {
  followerId: string;
  phone: string;
  code: string;
  minutes: number;
}

interface CodeRow {
  id: number;
  follower_id: string;
  phone: string;
  nonce: string;
  at: number | string;
  expires_at: number | string;
  tries: number;
  state: PhoneCodeState;
}

/** One-time codes: a phone belongs to whoever can read what is sent to it (S3-04). */
export class PhoneCodeService {
  constructor(private readonly options: PhoneCodeOptions) {}

  /** Opens a code, in place of the one before it. The caller sends it: `read(id)` has what to send. */
  async request(
    tx: Transaction,
    asked: { followerId: string; phone: string; effectKey: string; now: number },
  ): Promise<{ ok: true; id: number; minutes: number } | { ok: false; code: 'TOO_SOON' | 'RATE_LIMITED' }> {
    const { followerId, phone, effectKey, now } = asked;
    const { settings, newNonce } = this.options;
    const verdict = judgeRequest(await this.past(tx, asked), settings, now);
    if (verdict !== 'ok') return { ok: false, code: verdict };
    await tx.execute(`UPDATE phone_code SET state = 'replaced' WHERE follower_id = $1 AND state = 'open'`, [
      followerId,
    ]);
    const minutes = settings.code_minutes;
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO phone_code (follower_id, phone, nonce, at, expires_at, tries, state, effect_key)
       VALUES ($1, $2, $3, $4, $5, 0, 'open', $6) RETURNING id`,
      [followerId, phone, newNonce(), now, now + minutes * 60_000, effectKey],
    );
    if (row === undefined) throw new Error('the code returned no id');
    return { ok: true, id: row.id, minutes };
  }

  /** What is to be sent, while it is worth sending; undefined once it is used, replaced or over. */
  async read(from: Pick<Transaction, 'query'>, id: number, now: number): Promise<OutgoingCode | undefined> {
    const [row] = await from.query<CodeRow>('SELECT * FROM phone_code WHERE id = $1', [id]);
    if (row === undefined || row.state !== 'open' || Number(row.expires_at) <= now) return undefined;
    return {
      followerId: row.follower_id,
      phone: row.phone,
      code: codeOf(this.options.key, row.nonce),
      minutes: this.options.settings.code_minutes,
    };
  }

  /** The code could not be sent: it is good for nothing. False when it is settled in another way already. */
  async fail(tx: Transaction, id: number): Promise<boolean> {
    return (
      (await tx.execute(`UPDATE phone_code SET state = 'failed' WHERE id = $1 AND state = 'open'`, [id])) > 0
    );
  }

  /** Checks what the follower typed and, when it is right, gives them the number. */
  async check(
    tx: Transaction,
    given: { followerId: string; phone: string; code: string; now: number },
  ): Promise<{ ok: true } | { ok: false; code: 'WRONG'; left: number } | { ok: false; code: 'EXPIRED' }> {
    const { followerId, phone, code, now } = given;
    const { settings, key } = this.options;
    const [row] = await tx.query<CodeRow>(
      `SELECT * FROM phone_code WHERE follower_id = $1 AND phone = $2 AND state = 'open' AND expires_at > $3
       ORDER BY id DESC LIMIT 1`,
      [followerId, phone, now],
    );
    if (row === undefined) return { ok: false, code: 'EXPIRED' };
    if (isCode(key, row.nonce, code)) {
      await tx.execute(`UPDATE phone_code SET state = 'used' WHERE id = $1`, [row.id]);
      await bindPhone(tx, followerId, phone, now);
      return { ok: true };
    }
    const left = settings.tries - row.tries - 1;
    await tx.execute('UPDATE phone_code SET tries = tries + 1, state = $2 WHERE id = $1', [
      row.id,
      left > 0 ? 'open' : 'spent',
    ]);
    return left > 0 ? { ok: false, code: 'WRONG', left } : { ok: false, code: 'EXPIRED' };
  }

  private async past(
    tx: Transaction,
    { followerId, phone, now }: { followerId: string; phone: string; now: number },
  ): Promise<PastRequest[]> {
    const since = now - REQUEST_HISTORY_MS;
    const read = async (by: PastRequest['by'], column: string, value: string) => {
      const rows = await tx.query<{ at: number | string }>(
        `SELECT at FROM phone_code WHERE ${column} = $1 AND at > $2`,
        [value, since],
      );
      return rows.map(({ at }): PastRequest => ({ at: Number(at), by }));
    };
    return [...(await read('follower', 'follower_id', followerId)), ...(await read('phone', 'phone', phone))];
  }
}

/** Removes codes that no limit counts any more. Returns how many. */
export function forgetOldCodes(tx: Transaction, now: number): Promise<number> {
  return tx.execute('DELETE FROM phone_code WHERE at < $1', [now - REQUEST_HISTORY_MS]);
}
