import path from 'node:path';
import Router from '@koa/router';
import type { Logger } from '../kernel/logger';
import type { PlatformAccount, QuotaRules } from './account';
import { createControlRoutes } from './control-routes';
import { DEFAULT_MENU } from './default-menu';
import { FakePlatform } from './fake-platform';
import { localOnly } from './local-only';
import { createPageRoutes } from './page-routes';
import { createPlatformApi } from './platform-api';
import { SmsInbox } from './sms-inbox';
import type { TimeTravel } from './time-travel';

export interface SandboxOptions {
  account: PlatformAccount;
  /** Full address of this server's webhook, asked for at each delivery. */
  webhookUrl: () => string;
  /** The clock of the platform and of the server, and how it is moved. */
  travel: TimeTravel;
  logger: Logger;
  /** The stored conversation of a follower as a conversation test; undefined when there is none. */
  exportConversation?: (openid: string) => Promise<string | undefined>;
  /** Where the chats survive a restart; in memory only when left out. */
  stateFile?: string | undefined;
  quota?: Partial<QuotaRules>;
}

export interface Sandbox {
  /** `/sandbox` pages, `/sandbox/control`, and the platform's API under `/sandbox/platform`. */
  router: Router;
  platform: FakePlatform;
  /** Where the product's short messages arrive. */
  inbox: SmsInbox;
  /** Ends deliveries and event streams and writes the state. Call it before the server closes. */
  close(): Promise<void>;
}

/** Address of the platform's API below the server's own: WECHAT_API_BASE of the sandbox. */
export const PLATFORM_PREFIX = '/sandbox/platform';

/** The fake platform with its pages, ready to mount in the server. Only this machine can reach any of it. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { account, webhookUrl, travel, logger, stateFile, quota } = options;
  const baseUrl = () => `${new URL(webhookUrl()).origin}${PLATFORM_PREFIX}`;
  const platform = new FakePlatform({
    account,
    webhookUrl,
    baseUrl,
    clock: travel.clock,
    stateFile,
    menu: DEFAULT_MENU,
    ...(quota === undefined ? {} : { quota }),
    onError: (error) => logger.warn({ err: error }, 'the sandbox could not write its state'),
  });
  const inbox = new SmsInbox(travel.clock);
  const stopped = new AbortController();
  const router = new Router();
  router.use(localOnly);
  router.use(createPageRoutes(path.join(__dirname, 'page')).routes());
  router.use(
    createControlRoutes(platform, { travel, inbox }, stopped.signal, options.exportConversation).routes(),
  );
  router.use(createPlatformApi(platform, { prefix: PLATFORM_PREFIX, baseUrl }).routes() as never);
  return {
    router,
    platform,
    inbox,
    close: async () => {
      stopped.abort();
      await platform.close();
    },
  };
}
