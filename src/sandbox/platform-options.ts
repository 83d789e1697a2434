import type { Clock } from '../kernel/clock';
import type { PlatformAccount, QuotaRules, Timings } from './account';
import type { MenuButton } from './snapshot';

export interface FakePlatformOptions {
  account: PlatformAccount;
  /** The account's webhook; asked for at each delivery, so the server may listen later. */
  webhookUrl: () => string;
  /** Where this platform's API is reachable; the PicUrl of pictures begins with it. */
  baseUrl: () => string;
  clock: Clock;
  timings?: Partial<Timings>;
  quota?: Partial<QuotaRules>;
  tokenLifetimeMs?: number;
  /** Chats, menu and media survive the process in this JSON file and the folder `<file>.media`. */
  stateFile?: string | undefined;
  /** The bottom menu at the first start. */
  menu?: MenuButton[];
  /** Deliveries and API calls kept, each. */
  keep?: number;
  onError?: (error: unknown) => void;
}
