import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startFakePlatform, TEST_ACCOUNT } from './fake-platform';
import { freePort, type ServerProcess, startServerProcess } from './server-process';
import { StaffClient } from './staff-client';

const PASSWORD = 'correct horse battery';

/** WeChat as it repeats and gives up, and the built server as a process whose plug can be pulled. */
export async function startCrashRig(dataDir: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = await startFakePlatform({
    webhookUrl: () => `${url}/wechat`,
    timings: { dropAfterMs: 2_500, retryEveryMs: 1_500, deliveries: 4 },
    quota: { perMessage: 1_000 },
    keep: 1_000_000,
  });
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
  };
  let server: ServerProcess = await startServerProcess(environment);
  return {
    platform: started.platform,
    staff: await StaffClient.signIn(() => url, 'admin', PASSWORD),
    pullThePlug: async () => {
      await server.kill();
      server = await startServerProcess(environment);
    },
    stopServer: () => server.stop(),
    close: () => started.close(),
  };
}

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
