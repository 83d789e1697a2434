import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';

const MAIN = path.resolve(__dirname, '../../dist/main.js');
const START_TIMEOUT_MS = 60_000;

export interface ServerProcess {
  pid: number;
  url: string;
  /** Log lines so far. */
  log: string[];
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop, as a service manager does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the built server as a process of its own and waits until it listens. Its log goes into `logFile`, when one is
 * given, instead of `log`.
 */
export async function startServerProcess(
  environment: Record<string, string>,
  { logFile }: { logFile?: string } = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      METRICS_PORT: '0',
      PORT: '0',
      ADMIN_PASSWORD: 'correct horse',
      ...environment,
    },
    stdio: ['ignore', logFile === undefined ? 'pipe' : fs.openSync(logFile, 'a'), 'pipe'],
  });
  const log: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await waitForUrl(child, log);
  return {
    pid: child.pid ?? 0,
    url,
    log,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function waitForUrl(child: ChildProcess, log: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}:\n${log.slice(-20).join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not listen within ${START_TIMEOUT_MS} ms`);
    }, START_TIMEOUT_MS);
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    const collect = (line: string) => {
      log.push(line);
      const found = /^微客服已启动：(.+)$/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    if (child.stdout !== null) readline.createInterface({ input: child.stdout }).on('line', collect);
    if (child.stderr !== null) readline.createInterface({ input: child.stderr }).on('line', collect);
  });
}

/** A port that is free now, for a server that must come back at the same address. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
