import type { NewId } from '../kernel/ids';
import type { Reader, Transaction } from '../kernel/transaction';
import { normaliseUsername, type Role, type Staff } from './staff';
import { StaffEntity } from './staff-entity';
import { StaffSessionEntity } from './staff-session-entity';

export interface NewStaff {
  username: string;
  name: string;
  /** From `hashPassword`, made before the unit. */
  passwordHash: string;
  roles: readonly Role[];
  now: number;
}

export interface StaffChanges {
  name?: string | undefined;
  roles?: readonly Role[] | undefined;
  disabled?: boolean | undefined;
  passwordHash?: string | undefined;
}

export type StaffResult = { ok: true; staff: Staff } | { ok: false; code: 'USERNAME_TAKEN' };
export type StaffChangeResult =
  | { ok: true; staff: Staff }
  | { ok: false; code: 'NOT_FOUND' | 'LAST_ADMINISTRATOR' };

/** The accounts of the workbench. */
export class StaffService {
  constructor(private readonly newId: NewId) {}

  /** All accounts, the oldest first. */
  async list(reader: Pick<Reader, 'manager'>): Promise<Staff[]> {
    const rows = await reader.manager.find(StaffEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toStaff);
  }

  async find(reader: Pick<Reader, 'manager'>, id: string): Promise<Staff | undefined> {
    const row = await reader.manager.findOneBy(StaffEntity, { id });
    return row === null ? undefined : toStaff(row);
  }

  async create(tx: Transaction, given: NewStaff): Promise<StaffResult> {
    const username = normaliseUsername(given.username);
    if (await tx.manager.existsBy(StaffEntity, { username })) return { ok: false, code: 'USERNAME_TAKEN' };
    const row = tx.manager.create(StaffEntity, {
      id: this.newId(),
      username,
      name: given.name,
      passwordHash: given.passwordHash,
      roles: [...given.roles],
      disabled: false,
      createdAt: given.now,
    });
    await tx.manager.insert(StaffEntity, row);
    return { ok: true, staff: toStaff(row) };
  }

  /**
   * Changes an account. A new password or a disabled account ends its sessions. The last enabled administrator stays
   * one: otherwise nobody could administer any more.
   */
  async change(tx: Transaction, id: string, changes: StaffChanges): Promise<StaffChangeResult> {
    const row = await tx.manager.findOneBy(StaffEntity, { id });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    const wasAdministrator = administers(row);
    row.name = changes.name ?? row.name;
    row.roles = [...(changes.roles ?? row.roles)];
    row.disabled = changes.disabled ?? row.disabled;
    row.passwordHash = changes.passwordHash ?? row.passwordHash;
    if (wasAdministrator && !administers(row)) {
      const everybody = await tx.manager.find(StaffEntity);
      if (!everybody.some((other) => other.id !== id && administers(other)))
        return { ok: false, code: 'LAST_ADMINISTRATOR' };
    }
    await tx.manager.save(StaffEntity, row);
    if (row.disabled || changes.passwordHash !== undefined)
      await tx.manager.delete(StaffSessionEntity, { staffId: id });
    return { ok: true, staff: toStaff(row) };
  }
}

export function toStaff(row: StaffEntity): Staff {
  const { id, username, name, roles, disabled, createdAt } = row;
  return { id, username, name, roles: [...roles], disabled, createdAt };
}

function administers(row: StaffEntity): boolean {
  return !row.disabled && row.roles.includes('administrator');
}
