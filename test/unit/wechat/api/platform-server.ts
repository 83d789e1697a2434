import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  query: Record<string, string>;
  method: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse, received: Received) => void;

/** A small platform on a local port: each path answers what the test says, everything received is kept. */
export class PlatformServer {
  readonly received: Received[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private readonly server = createServer((request, response) => this.handle(request, response));

  /** Queues answers of a path; the last one stays. Objects are sent as JSON. */
  on(path: string, ...answers: (object | Answer)[]): this {
    this.answers.set(
      path,
      answers.map((answer) =>
        typeof answer === 'function'
          ? (answer as Answer)
          : (response) => response.setHeader('content-type', 'text/plain').end(JSON.stringify(answer)),
      ),
    );
    return this;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Requests of one path, in their order. */
  of(path: string): Received[] {
    return this.received.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://local');
    const received: Received = {
      path: pathname,
      query: Object.fromEntries(searchParams),
      method: request.method ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.received.push(received);
    const answers = this.answers.get(pathname) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) response.writeHead(404).end('no such path');
    else answer(response, received);
  }
}
