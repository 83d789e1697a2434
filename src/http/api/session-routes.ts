import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { ROLES, STAFF_LIMITS, type StaffSession } from '../../staff';
import type { StaffApiDeps } from './deps';
import { definePublicRoute, defineRoute, type Route } from './route';
import { clearSessionCookie, setSessionCookie } from './session-cookie';

export const sessionView = z.object({
  staff: z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)) }),
  csrfToken: z.string(),
});

/** Signing in, who am I, signing out. */
export function sessionRoutes(deps: StaffApiDeps): Route[] {
  return [
    definePublicRoute({
      method: 'POST',
      path: '/api/session',
      summary: 'Sign in',
      body: z.object({
        username: z.string().min(1).max(STAFF_LIMITS.username),
        password: z.string().min(1).max(STAFF_LIMITS.passwordMax),
      }),
      success: { status: 200, schema: sessionView },
      failures: ['WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS'],
      handle: async ({ body, ctx }) => {
        const result = await deps.signIn.signIn({ ...body, address: ctx.ip });
        if (!result.ok) {
          deps.logger.warn({ ip: ctx.ip, code: result.code }, 'a sign-in was refused');
          throw result.code === 'TOO_MANY_REQUESTS'
            ? new AppError(result.code, 'too many wrong passwords', {
                retryAfterSeconds: result.retryAfterSeconds,
              })
            : new AppError(result.code, 'wrong user name or password');
        }
        setSessionCookie(ctx, result.token, deps.publicUrl);
        return presentSession(result.session);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/session',
      summary: 'Who is signed in',
      access: [],
      success: { status: 200, schema: sessionView },
      handle: async ({ session }) => presentSession(session),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/session',
      summary: 'Sign out',
      access: [],
      success: { status: 204 },
      handle: async ({ session, ctx }) => {
        await deps.sessions.close(session);
        clearSessionCookie(ctx, deps.publicUrl);
      },
    }),
  ];
}

function presentSession({ staff, csrfToken }: StaffSession): z.input<typeof sessionView> {
  return { staff: { id: staff.id, name: staff.name, roles: staff.roles }, csrfToken };
}
