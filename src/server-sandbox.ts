import path from 'node:path';
import { exportCase } from './case-export';
import { type Config, SANDBOX_ACCOUNT } from './config/config';
import { kindOfSlot } from './dialogue/lint/private-values';
import type { Clock } from './kernel/clock';
import type { Logger } from './kernel/logger';
import type { Reader } from './kernel/transaction';
import { createSandbox, type Sandbox, TimeTravel } from './sandbox';
import type { FlowLibrary } from './turns/flow-library';

export { PLATFORM_PREFIX } from './sandbox';

/** The clock that the sandbox's pages can move; as far ahead as it was when the server stopped. */
export function openTimeTravel(config: Config, real: Clock): TimeTravel {
  return new TimeTravel(real, path.join(config.dataDir, 'sandbox', 'clock.json'));
}

/** The fake platform for the account of this configuration. */
export function openSandbox(
  config: Config,
  parts: {
    travel: TimeTravel;
    logger: Logger;
    webhookUrl: () => string;
    reader: Reader;
    flows: FlowLibrary;
    /** Full names of the units that are shipped. */
    shippedUnits: readonly string[];
  },
): Sandbox {
  const { travel, logger, webhookUrl, reader, flows } = parts;
  const { wechat } = config;
  const shippedUnits = new Set(parts.shippedUnits);
  const [token = SANDBOX_ACCOUNT.token] = wechat.tokens;
  const [aesKey] = wechat.aesKeys;
  return createSandbox({
    travel,
    logger,
    webhookUrl,
    exportConversation: (openid) =>
      exportCase(reader, openid, {
        shippedUnits,
        kindOfSlot: (flow, revision, slot) => kindOfSlot(flows.find(flow, revision)?.slots.get(slot)),
      }),
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
