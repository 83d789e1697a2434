import type { LookupSubject } from '../customers';
import type { Publish } from '../handoff';
import type { QuotaLimits } from '../jobs/send-window';
import type { Clock } from '../kernel/clock';
import type { NewId } from '../kernel/ids';
import type { Logger } from '../kernel/logger';
import type { Reader } from '../kernel/transaction';
import type { Store } from '../store';
import type { InlineEffects, TurnDeps } from '../turns';
import type { PresentAgent } from '../turns/auto-assign';
import type { BotContent } from './bot-content';

/** Everybody, or only administrators of a unit with VIP service. */
export type BookingOpenTo = 'everyone' | 'vip_admin';

export interface CoreOptions {
  store: Store;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  bot: BotContent;
  kbSeedDir: string;
  /** Who may book (S3-23); default: everyone. */
  bookingOpenTo?: BookingOpenTo;
  /** Keys the digests of the look-up audit (`openAuditKey`). */
  auditKey: Buffer;
  quota: QuotaLimits;
  customSend: boolean;
  /** Whether one-time codes can be sent. */
  smsAvailable: boolean;
  /** People answer in the platform's own agent tool. */
  handoffElsewhere?: boolean;
  publish: Publish;
  agentsOnline: () => number;
  /** Agents with an open page, for handing out chats automatically; absent where nobody is. */
  presentAgents?: (rows: Pick<Reader, 'manager' | 'query'>) => Promise<PresentAgent[]>;
  onOutbox: () => void;
  onTurn?: TurnDeps['onTurn'];
  /** Identity data is looked up more often than people do; it is logged too. */
  onLookupAlarm?: (subject: LookupSubject) => void;
  /** Puts something around the effects: tests watch them and let them fail. */
  wrapEffects?: (effects: InlineEffects) => InlineEffects;
}
