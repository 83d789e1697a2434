import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { systemClock } from '../../src/kernel/clock';
import type { PlatformAccount } from '../../src/sandbox/account';
import { FakePlatform, type FakePlatformOptions } from '../../src/sandbox/fake-platform';
import { createPlatformApi, type PlatformApiOptions } from '../../src/sandbox/platform-api';

/** An account for tests, with a key, in plain mode. */
export const TEST_ACCOUNT: PlatformAccount = {
  appId: 'wx1234567890abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'AAAAA',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  mode: 'plain',
  originalId: 'gh_a1b2c3d4e5f6',
};

export interface StartedPlatform {
  platform: FakePlatform;
  /** Base URL of the platform's API: the account's WECHAT_API_BASE. */
  url: string;
  close(): Promise<void>;
}

type Options = Partial<Omit<FakePlatformOptions, 'baseUrl'>> &
  Pick<FakePlatformOptions, 'webhookUrl'> &
  Partial<Pick<PlatformApiOptions, 'dailyLimits' | 'templates'>>;

/** The fake platform with its API on a free loopback port, in this process. */
export async function startFakePlatform(options: Options): Promise<StartedPlatform> {
  const { dailyLimits, templates, ...rest } = options;
  let url = '';
  const baseUrl = () => url;
  const platform = new FakePlatform({
    account: TEST_ACCOUNT,
    clock: systemClock,
    keep: 100_000,
    ...rest,
    baseUrl,
  });
  const api = createPlatformApi(platform, {
    prefix: '',
    baseUrl,
    ...(dailyLimits === undefined ? {} : { dailyLimits }),
    ...(templates === undefined ? {} : { templates }),
  });
  const app = new Koa();
  app.silent = true;
  app.use(api.routes());
  const server = http.createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    platform,
    url,
    close: async () => {
      await platform.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
