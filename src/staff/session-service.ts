import { createHash, randomBytes } from 'node:crypto';
import { LessThan } from 'typeorm';
import type { Clock } from '../kernel/clock';
import type { Reader, Transaction, UnitOfWork } from '../kernel/transaction';
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS, SESSION_TOUCH_MS, type Staff } from './staff';
import { StaffEntity } from './staff-entity';
import { toStaff } from './staff-service';
import { StaffSessionEntity } from './staff-session-entity';

/** A signed-in browser and who sits there. */
export interface StaffSession {
  staff: Staff;
  csrfToken: string;
  tokenHash: string;
  expiresAt: number;
}

/** Sessions: a random token in the browser, its hash in the database. */
export class SessionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** Starts a session and returns its token, which is stored nowhere else. */
  async open(tx: Transaction, staff: Staff): Promise<{ token: string; session: StaffSession }> {
    const now = this.clock.now();
    await removeEnded(tx, now);
    const token = randomBytes(32).toString('base64url');
    const session: StaffSession = {
      staff,
      csrfToken: randomBytes(32).toString('base64url'),
      tokenHash: hashToken(token),
      expiresAt: now + SESSION_ABSOLUTE_MS,
    };
    await tx.manager.insert(StaffSessionEntity, {
      tokenHash: session.tokenHash,
      staffId: staff.id,
      csrfToken: session.csrfToken,
      createdAt: now,
      expiresAt: session.expiresAt,
      lastSeenAt: now,
    });
    return { token, session };
  }

  /** The session of a token, if it has not ended and the account may still sign in. Notes the visit now and then. */
  async find(token: string): Promise<StaffSession | undefined> {
    return this.read(hashToken(token), true);
  }

  /** The same for a session that is already known, without counting as a visit: for streams that stay open. */
  async stillValid(session: StaffSession): Promise<StaffSession | undefined> {
    return this.read(session.tokenHash, false);
  }

  /** When a member of staff last did anything (epoch ms, to the minute); 0 when they have no session. */
  async lastSeenAt(staffId: string): Promise<number> {
    const last = await this.reader.manager.maximum(StaffSessionEntity, 'lastSeenAt', { staffId });
    return Number(last ?? 0);
  }

  async close(session: StaffSession): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.manager.delete(StaffSessionEntity, { tokenHash: session.tokenHash }),
    );
  }

  private async read(tokenHash: string, visit: boolean): Promise<StaffSession | undefined> {
    const now = this.clock.now();
    const row = await this.reader.manager.findOneBy(StaffSessionEntity, { tokenHash });
    if (row === null || row.expiresAt <= now || row.lastSeenAt + SESSION_IDLE_MS <= now) return undefined;
    const staff = await this.reader.manager.findOneBy(StaffEntity, { id: row.staffId });
    if (staff === null || staff.disabled) return undefined;
    if (visit && now - row.lastSeenAt >= SESSION_TOUCH_MS) await this.touch(tokenHash, now);
    return { staff: toStaff(staff), csrfToken: row.csrfToken, tokenHash, expiresAt: row.expiresAt };
  }

  private async touch(tokenHash: string, now: number): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.manager.update(StaffSessionEntity, { tokenHash }, { lastSeenAt: now }),
    );
  }
}

async function removeEnded(tx: Transaction, now: number): Promise<void> {
  await tx.manager.delete(StaffSessionEntity, { expiresAt: LessThan(now) });
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
