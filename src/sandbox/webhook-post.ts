import http from 'node:http';
import https from 'node:https';

export type PostResult =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  /** No complete answer in time: the platform hung up. */
  | { kind: 'dropped' }
  /** No connection, or it broke. */
  | { kind: 'failed'; problem: string };

const MAX_ANSWER_BYTES = 256 * 1024;

/** Headers of a real delivery. */
export const DELIVERY_HEADERS = {
  'content-type': 'text/xml',
  'user-agent': 'Mozilla/4.0',
  accept: '*/*',
  pragma: 'no-cache',
};

/** Posts on a connection of its own and hangs up after `dropAfterMs`, which is how WeChat does it. Never rejects. */
export function postToWebhook(
  url: URL,
  body: string,
  options: { dropAfterMs: number; signal: AbortSignal },
): Promise<PostResult> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body, 'utf8');
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      signal: options.signal,
      headers: { ...DELIVERY_HEADERS, 'content-length': bytes.length },
    });
    const finish = (result: PostResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      finish({ kind: 'dropped' });
      request.destroy();
    }, options.dropAfterMs);
    request.on('error', (error) => finish({ kind: 'failed', problem: error.message || String(error) }));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', (error) => finish({ kind: 'failed', problem: error.message }));
      response.on('end', () =>
        finish({
          kind: 'answered',
          status: response.statusCode ?? 0,
          headers: flattenHeaders(response.headers),
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.end(bytes);
  });
}

function flattenHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
