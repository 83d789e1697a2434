import path from 'node:path';
import { ACCOUNT, type BenchMode } from './account';
import { MeasuredProcess } from './measured-process';

const MAIN = path.resolve(__dirname, '../../main.js');
const METRICS_TOKEN = 'bench-metrics-token';

export function startEcho(): Promise<MeasuredProcess> {
  return MeasuredProcess.start(require.resolve('./echo-server'));
}

/** The product as it is installed: durable storage, no sandbox, a platform that nobody answers for. */
export function startProduct(options: {
  dataDir: string;
  seedDir: string;
  mode: BenchMode;
}): Promise<MeasuredProcess> {
  return MeasuredProcess.start(MAIN, {
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    METRICS_TOKEN,
    DATA_DIR: options.dataDir,
    KB_SEED_DIR: options.seedDir,
    ADMIN_PASSWORD: 'only for measuring',
    LOG_LEVEL: 'info',
    SANDBOX: 'off',
    WECHAT_APP_ID: ACCOUNT.appId,
    WECHAT_APP_SECRET: ACCOUNT.appSecret,
    WECHAT_TOKEN: ACCOUNT.token,
    WECHAT_MODE: options.mode,
    WECHAT_ENCODING_AES_KEY: ACCOUNT.aesKey,
    // The discard port: refuses at once, so that nothing leaves this machine.
    WECHAT_API_BASE: 'http://127.0.0.1:9',
    // Named, because a .env file beside package.json would name another one.
    DATABASE_URL: `sqlite:${path.join(options.dataDir, 'weikefu.db')}`,
    WECHAT_CUSTOM_SEND: 'on',
  });
}

/** How many turns a product process carried out, and how many of them went wrong or were dropped as a flood. */
export async function countTurns(url: string): Promise<{ done: number; other: number }> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
  return readTurnCounts(await response.text());
}

export function readTurnCounts(metrics: string): { done: number; other: number } {
  const counts = { done: 0, other: 0 };
  for (const [, outcome, count] of metrics.matchAll(
    /^weikefu_turn_seconds_count\{[^}]*outcome="(\w+)"[^}]*\} (\d+)/gm,
  )) {
    counts[outcome === 'done' ? 'done' : 'other'] += Number(count);
  }
  return counts;
}
