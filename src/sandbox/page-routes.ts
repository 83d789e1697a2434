import fs from 'node:fs';
import path from 'node:path';
import Router, { type RouterContext } from '@koa/router';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Everything from here; pictures also from anywhere, since news cards show the account's own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: http: https:",
  "media-src 'self' http: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The built pages: `/sandbox` is phones and wire, `/sandbox/agent` the agent's desk, `/sandbox/stage` both. */
export function createPageRoutes(folder: string): Router {
  const router = new Router();
  const page = (file: string) => (ctx: RouterContext) => {
    ctx.set('content-security-policy', CONTENT_SECURITY_POLICY);
    ctx.set('cache-control', 'no-cache');
    if (!sendFile(ctx, path.join(folder, file))) {
      ctx.status = 503;
      ctx.body = '沙盒页面还没有构建，请先运行 npm run build';
    }
  };
  router.get('/sandbox', page('index.html'));
  router.get('/sandbox/agent', page('agent.html'));
  router.get('/sandbox/stage', page('stage.html'));
  router.get('/sandbox/assets/:file', (ctx) => {
    const file = path.basename(ctx.params.file ?? '');
    // The names carry a hash of the content.
    ctx.set('cache-control', 'public, max-age=31536000, immutable');
    if (!sendFile(ctx, path.join(folder, 'assets', file))) ctx.status = 404;
  });
  return router;
}

function sendFile(ctx: RouterContext, file: string): boolean {
  const type = TYPES[path.extname(file)];
  if (type === undefined || !fs.existsSync(file)) return false;
  ctx.set('content-type', type);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.body = fs.readFileSync(file);
  return true;
}
