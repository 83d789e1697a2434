import type { Context } from 'koa';
import { SESSION_ABSOLUTE_MS } from '../../staff';

const NAME = 'weikefu_session';

export function readSessionCookie(ctx: Context): string | undefined {
  return ctx.cookies.get(NAME, { signed: false });
}

/** Written by hand: the cookie is Secure by the public address, also behind a proxy whose headers are not trusted. */
export function setSessionCookie(ctx: Context, token: string, publicUrl: string | undefined): void {
  append(ctx, `${NAME}=${token}; Max-Age=${SESSION_ABSOLUTE_MS / 1000}`, publicUrl);
}

export function clearSessionCookie(ctx: Context, publicUrl: string | undefined): void {
  append(ctx, `${NAME}=; Max-Age=0`, publicUrl);
}

function append(ctx: Context, start: string, publicUrl: string | undefined): void {
  const secure = publicUrl?.startsWith('https:') ? '; Secure' : '';
  ctx.append('Set-Cookie', `${start}; Path=/; HttpOnly; SameSite=Lax${secure}`);
}
