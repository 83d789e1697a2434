import type { Middleware } from 'koa';

const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/**
 * Lets only this machine in: the sandbox lets anybody play a follower. The connection must come from loopback; the
 * Host header must name loopback (a public name that an attacker points at 127.0.0.1 does not, DNS rebinding); and a
 * page of another origin may not call either. What a proxy passes on is refused too: behind one, everybody looks local.
 */
export const localOnly: Middleware = async (ctx, next) => {
  const problem =
    (!isLoopbackAddress(ctx.req.socket.remoteAddress) && '沙盒只能在本机使用') ||
    (PROXY_HEADERS.some((name) => ctx.get(name) !== '') && '沙盒不能放在代理后面') ||
    (!isLoopbackHost(ctx.get('host')) && '请用 127.0.0.1 或 localhost 打开沙盒') ||
    (!isSameOrigin(ctx.get('origin'), ctx.get('host')) && '不接受其他网站的请求');
  if (problem === false) {
    await next();
    return;
  }
  ctx.status = 403;
  ctx.body = { error: { code: 'FORBIDDEN', message: problem } };
};

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address));
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d+)?$/i.test(host);
}

function isSameOrigin(origin: string, host: string): boolean {
  return origin === '' || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
