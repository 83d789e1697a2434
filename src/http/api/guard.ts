import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { AppError } from '../../kernel/errors';
import { hasRole, type Role, type SessionService, type StaffSession } from '../../staff';
import { readSessionCookie } from './session-cookie';

/** The session of the request. Throws UNAUTHENTICATED without a living one. */
export async function requireSession(ctx: Context, sessions: SessionService): Promise<StaffSession> {
  const token = readSessionCookie(ctx);
  const session = token === undefined ? undefined : await sessions.find(token);
  if (session === undefined) throw new AppError('UNAUTHENTICATED', 'no living session');
  return session;
}

/** Throws FORBIDDEN when the account has none of the roles. An empty list is open to everybody who is signed in. */
export function requireRole(session: StaffSession, roles: readonly Role[]): void {
  if (roles.length > 0 && !hasRole(session.staff, roles))
    throw new AppError('FORBIDDEN', `this call needs one of the roles ${roles.join(', ')}`);
}

/** Throws CSRF when a change does not carry the token that the session's page was given. */
export function requireCsrfToken(ctx: Context, session: StaffSession): void {
  const given = Buffer.from(ctx.get('x-csrf-token'));
  const expected = Buffer.from(session.csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError('CSRF', 'x-csrf-token is missing or wrong');
}

/** Throws CSRF when a browser says that the change comes from a page of somebody else. */
export function requireOwnOrigin(ctx: Context, publicUrl: string | undefined): void {
  const origin = ctx.get('Origin');
  if (origin === '') return;
  const hosts = [ctx.host, publicUrl === undefined ? undefined : hostOf(publicUrl)];
  if (!hosts.includes(hostOf(origin)))
    throw new AppError('CSRF', `the request comes from a page of ${origin}: behind a proxy, set PUBLIC_URL`, {
      userText: '请求来自其他网站，已拒绝',
    });
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
