/** What a member of staff may do: answer chats, watch and move everybody's chats, administer accounts and content. */
export const ROLES = ['agent', 'supervisor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A member of staff as the rest of the product sees one. */
export interface Staff {
  id: string;
  username: string;
  /** What followers and colleagues read. */
  name: string;
  roles: Role[];
  disabled: boolean;
  createdAt: number;
}

/** User names are compared in this form: NFKC, without blanks around, lower case. */
export function normaliseUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

/** Whether the account may do what one of these roles may. */
export function hasRole(staff: Pick<Staff, 'roles'>, allowed: readonly Role[]): boolean {
  return staff.roles.some((role) => allowed.includes(role));
}

/** Limits of an account's fields, in characters. */
export const STAFF_LIMITS = { username: 64, name: 32, passwordMin: 8, passwordMax: 200 } as const;

/** A session ends this long after the last request, and in any case this long after signing in. */
export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_ABSOLUTE_MS = 7 * 24 * 3_600_000;

/** The last request of a session is written down at most this often. */
export const SESSION_TOUCH_MS = 60_000;
