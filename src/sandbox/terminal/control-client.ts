import type { ControlAction } from '../control-schema';
import type { PlatformChange, Snapshot } from '../snapshot';

/** A server's sandbox, reached over HTTP. Failures are Errors whose message is for the person at the terminal. */
export class ControlClient {
  private readonly base: string;

  constructor(serverUrl: string) {
    this.base = `${serverUrl.replace(/\/+$/, '')}/sandbox/control`;
  }

  async addFollower(name: string): Promise<string> {
    const { openid } = (await this.call('/followers', jsonBody({ name }))) as { openid: string };
    return openid;
  }

  /** Resolves when the delivery is over. */
  async act(openid: string, action: ControlAction): Promise<void> {
    await this.call(`/followers/${openid}/act?wait=1`, jsonBody(action));
  }

  /** Resolves when the delivery is over. */
  async sendFile(
    openid: string,
    media: string,
    file: { name: string; type: string; content: Buffer },
  ): Promise<void> {
    const path = `/followers/${openid}/media?type=${media}&name=${encodeURIComponent(file.name)}&wait=1`;
    await this.call(path, {
      method: 'POST',
      headers: { 'content-type': file.type },
      body: new Uint8Array(file.content),
    });
  }

  async state(): Promise<Snapshot> {
    return (await this.call('/state', {})) as Snapshot;
  }

  /** Calls `onChange` for every change until `signal` aborts; resolves once the stream is open. */
  async watch(onChange: (change: PlatformChange) => void, signal: AbortSignal): Promise<void> {
    const answer = await fetch(`${this.base}/events`, { signal });
    if (answer.body === null) throw new Error('沙盒没有应答');
    readEvents(answer.body, onChange).catch(() => {
      // The server went away or the chat is over; the next call says so.
    });
  }

  private async call(path: string, init: RequestInit): Promise<unknown> {
    let answer: Response;
    try {
      answer = await fetch(`${this.base}${path}`, init);
    } catch {
      throw new Error(`连接不上 ${new URL(this.base).origin}，请确认服务正在运行`);
    }
    const text = await answer.text();
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Error(`${new URL(this.base).origin} 没有开启沙盒`);
    }
    if (answer.ok) return value;
    const { error } = value as { error?: { message?: string } };
    throw new Error(
      answer.status === 404 && path === '/followers'
        ? `${new URL(this.base).origin} 没有开启沙盒`
        : (error?.message ?? `请求失败（${answer.status}）`),
    );
  }
}

function jsonBody(value: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  onChange: (change: PlatformChange) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) onChange(JSON.parse(block.slice(6)) as PlatformChange);
    }
  }
}
