import { z } from 'zod';
import type { Clock } from '../../kernel/clock';
import { AccessTokens, type FreshToken } from './access-token';
import { WechatApiError, WechatNetworkError } from './api-error';
import { parsePlatformJson, writePlatformJson } from './platform-json';
import { type Fetch, type HttpAnswer, type HttpRequest, Transport } from './transport';

export interface AccountOptions {
  /** Asked at each call: the sandbox learns its address only when it listens. Without a slash at the end. */
  baseUrl: () => string;
  appId: string;
  appSecret: string;
  clock: Clock;
  fetch?: Fetch;
}

/** How long a call may take, its answer included. */
export interface CallOptions {
  timeoutMs?: number;
}

export interface Call extends CallOptions {
  path: string;
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  json?: unknown;
  form?: () => FormData;
  maxBytes?: number;
}

export const DEFAULT_TIMEOUT_MS = 5000;
const MAX_JSON_BYTES = 4 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const refusedSchema = z.object({ errcode: z.number(), errmsg: z.string().default('') });

/** Calls of the platform's API: adds the token, renews it once when the platform refuses it, and reads the answers. */
export class Caller {
  private readonly transport: Transport;
  private readonly tokens: AccessTokens;

  constructor(private readonly account: AccountOptions) {
    this.transport = new Transport(account.baseUrl, account.fetch ?? globalThis.fetch);
    this.tokens = new AccessTokens(account.clock, () => this.fetchToken());
  }

  accessToken(): Promise<string> {
    return this.tokens.current();
  }

  /** The JSON answer of a call, as `schema` reads it. Throws WechatApiError or WechatNetworkError. */
  async json<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return this.withToken(call, (answer, token) => this.readJson(call.path, answer, schema, [token]));
  }

  /** The answer of a call, once `read` has accepted it; `read` may look for a refusal in it. */
  async withToken<T>(call: Call, read: (answer: HttpAnswer, token: string) => T): Promise<T> {
    const attempt = async (token: string) => read(await this.send(call, token), token);
    const token = await this.tokens.current();
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof WechatApiError) || error.action !== 'refresh_token') throw error;
      // Safe even for a send: the platform refused the token before it did anything.
      return attempt(await this.tokens.renew(token));
    }
  }

  /** An address that the platform handed out, which needs no token. */
  fetchUrl(url: string, limits: { timeoutMs: number; maxBytes: number }): Promise<HttpAnswer> {
    return this.transport.send({ path: url, method: 'GET', followRedirects: true, ...limits });
  }

  readJson<T>(
    path: string,
    answer: HttpAnswer,
    schema: z.ZodType<T>,
    secrets: string[],
    tokenCall = false,
  ): T {
    const value = parseBody(path, answer);
    const refused = refusedSchema.safeParse(value);
    if (refused.success && refused.data.errcode !== 0) {
      const all = [...secrets, this.account.appSecret];
      throw new WechatApiError({ path, ...refused.data, secrets: all, tokenCall });
    }
    const parsed = answer.status < 300 ? schema.safeParse(value) : undefined;
    if (parsed?.success) return parsed.data;
    const problem = parsed === undefined ? `HTTP status ${answer.status}` : 'the answer has an unknown shape';
    throw new WechatNetworkError(path, problem, { maybeSent: true });
  }

  private send(
    { path, method, query, json, form, timeoutMs, maxBytes }: Call,
    token: string,
  ): Promise<HttpAnswer> {
    const body: HttpRequest['body'] =
      form !== undefined
        ? { content: form() }
        : json !== undefined
          ? { content: writePlatformJson(json), type: JSON_TYPE }
          : undefined;
    return this.transport.send({
      path,
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      query: { access_token: token, ...query },
      ...(body === undefined ? {} : { body }),
      timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxBytes: maxBytes ?? MAX_JSON_BYTES,
    });
  }

  private async fetchToken(): Promise<FreshToken> {
    const path = '/cgi-bin/stable_token';
    const { appId, appSecret } = this.account;
    const json = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false };
    try {
      const answer = await this.transport.send({
        path,
        method: 'POST',
        body: { content: writePlatformJson(json), type: JSON_TYPE },
        timeoutMs: DEFAULT_TIMEOUT_MS,
        maxBytes: MAX_JSON_BYTES,
      });
      const token = this.readJson(path, answer, tokenSchema, [], true);
      return { value: token.access_token, expiresInSeconds: token.expires_in };
    } catch (error) {
      if (!(error instanceof WechatNetworkError)) throw error;
      // The call that needed the token was never made.
      throw new WechatNetworkError(path, 'no access token', { maybeSent: false, cause: error });
    }
  }
}

function parseBody(path: string, { status, body }: HttpAnswer): unknown {
  try {
    return parsePlatformJson(body.toString('utf8'));
  } catch {
    throw new WechatNetworkError(path, `HTTP status ${status}, the answer is no JSON`, { maybeSent: true });
  }
}
