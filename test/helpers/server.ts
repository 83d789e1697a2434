import path from 'node:path';
import { parseConfig } from '../../src/config/config';
import { randomId } from '../../src/kernel/ids';
import { type RunningServer, startServer } from '../../src/server';
import { TEST_ACCOUNT } from './fake-platform';
import { captureLog } from './log';

export const PROJECT = path.resolve(__dirname, '../..');
export const PASSWORD = 'correct horse battery';

/** The environment of a server that serves TEST_ACCOUNT, with nothing else set. */
export function testEnvironment(
  folder: string,
  overrides: Record<string, string> = {},
): Record<string, string> {
  return {
    PORT: '0',
    METRICS_PORT: '0',
    DATA_DIR: path.join(folder, randomId()),
    SANDBOX: 'off',
    WECHAT_APP_ID: TEST_ACCOUNT.appId,
    WECHAT_APP_SECRET: TEST_ACCOUNT.appSecret,
    WECHAT_TOKEN: TEST_ACCOUNT.token,
    WECHAT_MODE: 'plain',
    WECHAT_API_BASE: 'http://127.0.0.1:9',
    ADMIN_PASSWORD: PASSWORD,
    ...overrides,
  };
}

/** The whole server in this process, with a log that a test can read. */
export async function startTestServer(
  folder: string,
  overrides: Record<string, string> = {},
): Promise<RunningServer & { log: string[] }> {
  const { logger, lines } = captureLog();
  const server = await startServer(parseConfig(testEnvironment(folder, overrides), PROJECT), { logger });
  return { ...server, log: lines };
}
