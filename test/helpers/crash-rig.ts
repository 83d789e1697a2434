import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startFakePlatform, TEST_ACCOUNT } from './fake-platform';
import { freePort, type ServerProcess, startServerProcess } from './server-process';
import { StaffClient } from './staff-client';

const PASSWORD = 'correct horse battery';

export interface CrashRigOptions {
  /** How often the platform tries to deliver a message; WeChat itself gives up after four. */
  deliveries?: number;
  /** How far the clocks of both sides are ahead (ms): the rig's `pass` moves them on. */
  aheadMs?: number;
  environment?: Record<string, string>;
}

/** WeChat as it repeats and gives up, and the built server as a process whose plug can be pulled. */
export async function startCrashRig(dataDir: string, options: CrashRigOptions = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let aheadMs = options.aheadMs ?? 0;
  const clock = { now: () => Date.now() + aheadMs };
  const started = await startFakePlatform({
    webhookUrl: () => `${url}/wechat`,
    timings: { dropAfterMs: 2_500, retryEveryMs: 1_500, deliveries: options.deliveries ?? 4 },
    quota: { perMessage: 1_000 },
    keep: 1_000_000,
    clock,
  });
  /** The server reads it when it starts, as long as its sandbox is on. */
  const moveClock = () => {
    fs.mkdirSync(path.join(dataDir, 'sandbox'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'sandbox/clock.json'), JSON.stringify({ aheadMs }));
  };
  const environment = {
    PORT: String(port),
    DATA_DIR: dataDir,
    SANDBOX: 'off',
    WECHAT_APP_ID: TEST_ACCOUNT.appId,
    WECHAT_APP_SECRET: TEST_ACCOUNT.appSecret,
    WECHAT_TOKEN: TEST_ACCOUNT.token,
    WECHAT_API_BASE: started.url,
    WECHAT_MESSAGE_QUOTA: '100',
    ADMIN_PASSWORD: PASSWORD,
    ...options.environment,
  };
  if (aheadMs > 0) moveClock();
  let server: ServerProcess = await startServerProcess(environment);
  return {
    platform: started.platform,
    staff: await StaffClient.signIn(() => url, 'admin', PASSWORD),
    clock,
    /** `passMs`: so much time passes while the server is down. */
    pullThePlug: async (passMs = 0) => {
      await server.kill();
      aheadMs += passMs;
      if (passMs > 0) moveClock();
      server = await startServerProcess(environment);
    },
    stopServer: () => server.stop(),
    close: () => started.close(),
  };
}

export type CrashRig = Awaited<ReturnType<typeof startCrashRig>>;

/** Lets traffic run for a random while, and on a slow machine until some of it was answered. */
export async function letRun(
  progress: () => number,
  { atLeast, upToMs }: { atLeast: number; upToMs: number },
): Promise<void> {
  const before = progress();
  await pause(150 + randomInt(upToMs));
  for (let tries = 0; tries < 200 && progress() < before + atLeast; tries += 1) await pause(50);
}

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (condition()) return;
    await pause(50);
  }
  throw new Error('a condition did not come true within 10 s');
}
