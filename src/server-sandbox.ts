import path from 'node:path';
import { type Config, SANDBOX_ACCOUNT } from './config/config';
import type { Clock } from './kernel/clock';
import type { Logger } from './kernel/logger';
import { createSandbox, type Sandbox, TimeTravel } from './sandbox';

export { PLATFORM_PREFIX } from './sandbox';

/** The clock that the sandbox's pages can move; as far ahead as it was when the server stopped. */
export function openTimeTravel(config: Config, real: Clock): TimeTravel {
  return new TimeTravel(real, path.join(config.dataDir, 'sandbox', 'clock.json'));
}

/** The fake platform for the account of this configuration. */
export function openSandbox(
  config: Config,
  parts: { travel: TimeTravel; logger: Logger; webhookUrl: () => string },
): Sandbox {
  const { wechat } = config;
  const [token = SANDBOX_ACCOUNT.token] = wechat.tokens;
  const [aesKey] = wechat.aesKeys;
  return createSandbox({
    ...parts,
    account: {
      appId: wechat.appId,
      appSecret: wechat.appSecret,
      token,
      mode: wechat.mode,
      originalId: SANDBOX_ACCOUNT.originalId,
      ...(aesKey === undefined ? {} : { aesKey }),
    },
    stateFile: path.join(config.dataDir, 'sandbox', 'platform.json'),
    quota: wechat.quota,
  });
}
