import { randomId } from '../../kernel/ids';
import type { FakePlatform } from '../fake-platform';
import { type ApiContext, queryValue, refuse } from './reply';

const CODE_LIFETIME_MS = 300_000;
const SCOPES = ['snsapi_base', 'snsapi_userinfo'];

interface IssuedCode {
  openid: string;
  scope: string;
  at: number;
  used: boolean;
}

/** Web authorisation (protocol §5.10): who opens the page is asked for, since there is no WeChat that would know. */
export class OauthCalls {
  private readonly codes = new Map<string, IssuedCode>();

  constructor(private readonly platform: FakePlatform) {}

  /** A fresh code, as the redirect carries it. */
  issueCode(openid: string, scope: string): string {
    const code = randomId();
    this.codes.set(code, { openid, scope, at: this.platform.clock.now(), used: false });
    return code;
  }

  /** GET /connect/oauth2/authorize; `openid` (ours, not WeChat's) says who is looking, otherwise a page asks. */
  authorize = (ctx: ApiContext) => {
    const scope = queryValue(ctx, 'scope') ?? '';
    const target = parseUrl(queryValue(ctx, 'redirect_uri'));
    const isGood =
      queryValue(ctx, 'appid') === this.platform.account.appId &&
      queryValue(ctx, 'response_type') === 'code' &&
      SCOPES.includes(scope) &&
      target !== undefined;
    if (!isGood) {
      ctx.status = 400;
      ctx.type = 'html';
      ctx.body = page('参数错误', '<p>appid、redirect_uri、response_type 或 scope 不正确。</p>');
      return;
    }
    const openid = queryValue(ctx, 'openid');
    if (openid === undefined || this.platform.followers.find(openid) === undefined) {
      ctx.type = 'html';
      ctx.body = this.chooser(ctx);
      return;
    }
    target.searchParams.set('code', this.issueCode(openid, scope));
    const state = queryValue(ctx, 'state');
    if (state !== undefined) target.searchParams.set('state', state);
    ctx.redirect(target.toString());
  };

  /** GET /sns/oauth2/access_token */
  exchange = (ctx: ApiContext) => {
    const { account, clock } = this.platform;
    if (queryValue(ctx, 'appid') !== account.appId) return refuse(ctx, 40013);
    if (queryValue(ctx, 'secret') !== account.appSecret) return refuse(ctx, 40125);
    if (queryValue(ctx, 'grant_type') !== 'authorization_code') return refuse(ctx, 40002);
    const code = queryValue(ctx, 'code');
    if (code === undefined) return refuse(ctx, 41008);
    const issued = this.codes.get(code);
    if (issued === undefined) return refuse(ctx, 40029);
    if (issued.used) return refuse(ctx, 40163);
    if (clock.now() - issued.at > CODE_LIFETIME_MS) return refuse(ctx, 42003);
    issued.used = true;
    ctx.body = {
      access_token: `${randomId()}${randomId()}`,
      expires_in: 7200,
      refresh_token: `${randomId()}${randomId()}`,
      openid: issued.openid,
      scope: issued.scope,
    };
  };

  private chooser(ctx: ApiContext): string {
    const followers = this.platform.followers.list();
    const links = followers.map(({ openid, name }) => {
      const address = `?${new URLSearchParams({ ...flatQuery(ctx), openid })}`;
      return `<li><a href="${escapeHtml(address)}">${escapeHtml(name)}</a></li>`;
    });
    const list = links.length === 0 ? '<p>还没有粉丝，请先在沙盒里关注。</p>' : `<ul>${links.join('')}</ul>`;
    return page('以谁的身份打开？', list);
  }
}

function flatQuery(ctx: ApiContext): Record<string, string> {
  return Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [name, String(value)]));
}

function parseUrl(text: string | undefined): URL | undefined {
  if (text === undefined || !/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
