import type { FakePlatform } from '../fake-platform';
import { type ApiContext, jsonBody, queryValue, refuse } from './reply';

/** GET /cgi-bin/token (protocol §5.1). */
export function plainToken(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const problem = checkCredentials(platform, {
      grantType: queryValue(ctx, 'grant_type'),
      appId: queryValue(ctx, 'appid'),
      secret: queryValue(ctx, 'secret'),
    });
    if (problem !== 0) return refuse(ctx, problem);
    const issued = platform.tokens.issuePlain();
    ctx.body = { access_token: issued.token, expires_in: issued.expiresIn };
  };
}

/** POST /cgi-bin/stable_token (protocol §5.1). */
export function stableToken(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const body = jsonBody(ctx);
    const problem = checkCredentials(platform, {
      grantType: textOf(body.grant_type),
      appId: textOf(body.appid),
      secret: textOf(body.secret),
    });
    if (problem !== 0) return refuse(ctx, problem);
    const issued = platform.tokens.issueStable(body.force_refresh === true);
    if (issued === undefined) return refuse(ctx, 45009);
    ctx.body = { access_token: issued.token, expires_in: issued.expiresIn };
  };
}

function checkCredentials(
  platform: FakePlatform,
  given: { grantType: string | undefined; appId: string | undefined; secret: string | undefined },
): number {
  if (given.grantType !== 'client_credential') return 40002;
  if (given.appId === undefined) return 41002;
  if (given.secret === undefined) return 41004;
  if (given.appId !== platform.account.appId) return 40013;
  return given.secret === platform.account.appSecret ? 0 : 40125;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
