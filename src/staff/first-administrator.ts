import type { Clock } from '../kernel/clock';
import type { UnitOfWork } from '../kernel/transaction';
import { generatePassword, hashPassword } from './password';
import { StaffEntity } from './staff-entity';
import type { StaffService } from './staff-service';

export interface FirstAdministrator {
  created: boolean;
  username: string;
  /** Only when it was made here: to be shown once, it is stored nowhere. */
  generatedPassword: string | undefined;
}

/**
 * Creates the first administrator, who may also serve chats, when there is no account yet. Later starts change
 * nothing: a password changed in the workbench wins over ADMIN_PASSWORD.
 */
export async function createFirstAdministrator(
  unitOfWork: UnitOfWork,
  staff: StaffService,
  given: { username: string; password: string | undefined; clock: Clock },
): Promise<FirstAdministrator> {
  const { username, clock } = given;
  const existing: FirstAdministrator = { created: false, username, generatedPassword: undefined };
  const isEmpty = () => unitOfWork.run(async (tx) => (await tx.manager.count(StaffEntity)) === 0);
  if (!(await isEmpty())) return existing;
  const password = given.password ?? generatePassword();
  const passwordHash = await hashPassword(password);
  return unitOfWork.run(async (tx) => {
    // Asked again: another process may have been faster while we hashed.
    if ((await tx.manager.count(StaffEntity)) > 0) return existing;
    await staff.create(tx, {
      username,
      name: '管理员',
      passwordHash,
      roles: ['administrator', 'agent'],
      now: clock.now(),
    });
    return {
      created: true,
      username,
      generatedPassword: given.password === undefined ? password : undefined,
    };
  });
}
