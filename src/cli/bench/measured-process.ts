import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import type { Usage } from './probe';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 12_000;

/** A server of our own in a process of its own, and what it uses. */
export class MeasuredProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts `file` and waits until it says where it listens. Its environment is `environment` and nothing else of ours. */
  static async start(file: string, environment: Record<string, string> = {}): Promise<MeasuredProcess> {
    const child = fork(file, [], {
      execArgv: ['--require', require.resolve('./probe')],
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    // Whatever ends the measurement ends what it started.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    return new MeasuredProcess(child, await listening(child));
  }

  async usage(): Promise<Usage> {
    const answer = once(this.child, 'message');
    this.child.send('usage');
    const [usage] = await answer;
    return usage as Usage;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`a measured server ${why}:\n${lines.slice(-10).join('\n')}`));
    };
    const timer = setTimeout(() => fail(`did not listen within ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      readline.createInterface({ input: stream }).on('line', (line) => {
        if (lines.length < 200) lines.push(line);
        const url = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}
