import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { hashPassword, ROLES, STAFF_LIMITS } from '../../staff';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

export const staffView = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  disabled: z.boolean(),
  createdAt: z.number(),
});

const fields = {
  username: z
    .string()
    .trim()
    .max(STAFF_LIMITS.username)
    .regex(/^[\p{L}\p{N}._@-]+$/u, '只能包含文字、数字和 . _ @ -'),
  name: z.string().trim().min(1).max(STAFF_LIMITS.name),
  password: z.string().min(STAFF_LIMITS.passwordMin).max(STAFF_LIMITS.passwordMax),
  roles: z
    .array(z.enum(ROLES))
    .min(1)
    .transform((roles) => [...new Set(roles)]),
};

/** Accounts, for administrators. */
export function staffRoutes(deps: StaffApiDeps): Route[] {
  const { staff, reader, unitOfWork, clock } = deps;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/staff',
      summary: 'All accounts, the oldest first',
      access: ['administrator'],
      success: { status: 200, schema: z.object({ items: z.array(staffView) }) },
      handle: async () => ({ items: await staff.list(reader) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/staff',
      summary: 'Create an account',
      access: ['administrator'],
      body: z.object(fields),
      success: { status: 201, schema: staffView },
      failures: ['CONFLICT'],
      handle: async ({ body: { password, ...given } }) => {
        const passwordHash = await hashPassword(password);
        const result = await unitOfWork.run((tx) =>
          staff.create(tx, { ...given, passwordHash, now: clock.now() }),
        );
        if (!result.ok)
          throw new AppError('CONFLICT', 'the user name is taken', { userText: '用户名已被使用' });
        return result.staff;
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/staff/{id}',
      summary: 'Change an account; a new password or disabling ends its sessions',
      access: ['administrator'],
      params: z.object({ id: z.string() }),
      body: z
        .object({ name: fields.name, roles: fields.roles, password: fields.password, disabled: z.boolean() })
        .partial(),
      success: { status: 200, schema: staffView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params, body: { password, ...changes } }) => {
        const passwordHash = password === undefined ? undefined : await hashPassword(password);
        const result = await unitOfWork.run((tx) =>
          staff.change(tx, params.id, { ...changes, passwordHash }),
        );
        if (result.ok) return result.staff;
        throw result.code === 'NOT_FOUND'
          ? new AppError('NOT_FOUND', 'no such account')
          : new AppError('CONFLICT', 'this is the last administrator', {
              userText: '至少保留一名可用的管理员',
            });
      },
    }),
  ];
}
