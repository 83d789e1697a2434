import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Look, StaffSession } from '../../staff';
import type { StaffApiDeps } from './deps';
import { requireCsrfToken, requireOwnOrigin, requireRole, requireSession } from './guard';
import { checkInput, readJson } from './input';
import type { Route } from './route';

type MountDeps = Pick<StaffApiDeps, 'sessions' | 'publicUrl' | 'audit'>;

/**
 * Puts the declared routes on the router. Each request is checked in one order: who (401), from where (403), with
 * which rights (403), and only then what it says (400, 413).
 */
export function mountRoutes(router: Router, routes: readonly Route[], deps: MountDeps): void {
  for (const route of routes) {
    router.register(route.path.replace(/\{(\w+)\}/g, ':$1'), [route.method], async (ctx) => {
      await answer(route, ctx as unknown as Context, deps);
    });
  }
}

async function answer(route: Route, ctx: Context, deps: MountDeps): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  const session = route.access === 'public' ? undefined : await requireSession(ctx, deps.sessions);
  if (route.method !== 'GET') {
    requireOwnOrigin(ctx, deps.publicUrl);
    if (session !== undefined) requireCsrfToken(ctx, session);
  }
  if (session !== undefined && route.access !== 'public') requireRole(session, route.access);
  const looks: Look[] = [];
  const result = await route.handle({
    params: route.params && checkInput(route.params, ctx.params, 'params'),
    query: route.query && checkInput(route.query, { ...ctx.query }, 'query'),
    body: route.body && checkInput(route.body, await readJson(ctx, route.maxBodyBytes), 'body'),
    // A public route is declared without a session in its handler's type.
    session: session as StaffSession,
    ctx,
    looksAt: (subject, key) => looks.push({ subject, key }),
  });
  if (session !== undefined && looks.length > 0) await deps.audit.record(session.staff.id, looks);
  // The event stream writes its response itself.
  if (ctx.respond === false) return;
  ctx.status = route.success.status;
  if (route.success.status === 204) ctx.body = null;
  else ctx.body = result;
}
