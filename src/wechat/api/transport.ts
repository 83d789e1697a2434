import { AppError } from '../../kernel/errors';
import { WechatNetworkError } from './api-error';

export type Fetch = typeof globalThis.fetch;

export interface HttpRequest {
  /** Absolute, or beginning with `/` below the base URL. Named in errors, so it holds no secret. */
  path: string;
  method: 'GET' | 'POST';
  query?: Record<string, string>;
  /** Made anew for each attempt. */
  body?: { content: string | FormData; type?: string };
  followRedirects?: boolean;
  timeoutMs: number;
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  contentType: string;
  contentDisposition: string;
  body: Buffer;
}

/** Failures of a connection that never came about: nothing was written. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const CONNECTING = new Set(['connect', 'getaddrinfo']);

/** One HTTP exchange; every failure of it becomes a WechatNetworkError that says whether something may have arrived. */
export class Transport {
  constructor(
    private readonly baseUrl: () => string,
    private readonly fetch: Fetch,
  ) {}

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { path, method, body, timeoutMs, maxBytes } = request;
    const url = this.address(request);
    try {
      const response = await this.fetch(url, {
        method,
        signal: AbortSignal.timeout(timeoutMs),
        // A call answers where it is asked; only a file may lie elsewhere than its address says.
        redirect: request.followRedirects === true ? 'follow' : 'error',
        ...(body === undefined ? {} : { body: body.content }),
        ...(body?.type === undefined ? {} : { headers: { 'content-type': body.type } }),
      });
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        contentDisposition: response.headers.get('content-disposition') ?? '',
        body: await readAtMost(response, maxBytes, path),
      };
    } catch (error) {
      throw error instanceof AppError ? error : describeFailure(path, timeoutMs, error);
    }
  }

  /** Built here and not by fetch, whose complaint about a wrong address would show the token in it. */
  private address({ path, query }: HttpRequest): URL {
    const text = path.startsWith('/') ? `${this.baseUrl()}${path}` : path;
    if (!URL.canParse(text)) throw new AppError('CONFIG_INVALID', 'WECHAT_API_BASE is no address');
    const url = new URL(text);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    return url;
  }
}

async function readAtMost(response: Response, maxBytes: number, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new WechatNetworkError(path, `the answer is larger than ${maxBytes} bytes`, { maybeSent: true });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describeFailure(path: string, timeoutMs: number, error: unknown): WechatNetworkError {
  // fetch says "fetch failed" and keeps the reason in its cause, which names host and port but no query.
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: unknown };
  if (name === 'TimeoutError') {
    return new WechatNetworkError(path, `no answer within ${timeoutMs} ms`, { maybeSent: true });
  }
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  const nothingSent = NEVER_CONNECTED.has(String(code)) || CONNECTING.has(String(syscall));
  const problem = typeof code === 'string' ? code : 'the connection broke';
  return new WechatNetworkError(path, problem, { maybeSent: !nothingSent, cause });
}
