import net from 'node:net';

export interface Response {
  status: number;
  body: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** The length of a whole response at the beginning of `bytes`, or undefined while some of it is missing. */
export function responseLength(bytes: Buffer): number | undefined {
  const head = bytes.indexOf(END_OF_HEAD);
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1];
  if (length === undefined) throw new Error('a response without Content-Length');
  const end = head + END_OF_HEAD.length + Number(length);
  return bytes.length < end ? undefined : end;
}

export function parseResponse(bytes: Buffer): Response {
  const head = bytes.indexOf(END_OF_HEAD);
  return {
    status: Number(bytes.toString('latin1', 9, 12)),
    body: bytes.toString('utf8', head + END_OF_HEAD.length),
  };
}

/**
 * One connection that stays open, with one request at a time. Node's own client costs more than the echo that it would
 * measure, so the few bytes of HTTP are written and read here.
 */
export class Connection {
  private received: Buffer = Buffer.alloc(0);
  private waiting: { resolve(bytes: Buffer): void; reject(error: Error): void } | undefined;

  private constructor(private readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: hostname, port: Number(port) });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  /** Sends a whole request and returns the bytes of the whole response. */
  ask(request: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const length = responseLength(this.received);
    if (length === undefined) return;
    const whole = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(whole);
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
