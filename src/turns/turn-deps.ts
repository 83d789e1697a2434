import type { Content, KbFinding, Signals, World } from '../dialogue';
import type { QuotaLimits } from '../jobs/send-window';
import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { Reader, Transaction, UnitOfWork } from '../kernel/transaction';
import type { InlineEffects } from './inline-effects';
import type { PlatformAgents } from './platform-agents';

/** What turns need of the rest of the product. */
export interface TurnDeps {
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  logger: Logger;
  content: Content;
  /**
   * Searches entries and triggers of flows for a text: pure and in memory. `after` is the entry that answered last, for
   * a text that leans on it.
   */
  searchKnowledge: (text: string, after?: string) => Found;
  /** What the dialogue may know of the follower and the business beside its content; read before the unit. */
  readWorld?: (followerId: string) => Promise<WorldValues>;
  inlineEffects: InlineEffects;
  /** The follower's chat that waits for or is with an agent. */
  openChatId: (tx: Transaction, followerId: string) => Promise<string | null>;
  /** The same, and notes that the follower wrote. */
  heardFollower: (tx: Transaction, followerId: string, now: number) => Promise<string | null>;
  /** People answer in the platform's own tool (HANDOFF_MODE=wechat). */
  platformAgents?: PlatformAgents | undefined;
  /** After the commit of a message that agents may want to see. */
  onMessage: (message: { id: number; followerId: string; chatId: string | null }) => void;
  /** After a commit that wrote to the outbox. */
  onOutbox: () => void;
  onTurn?: (turn: { kind: string; outcome: string; ms: number }) => void;
  quota: QuotaLimits;
  /** Whether the account may send customer-service messages. */
  customSend: boolean;
  /** Remembers whose code was scanned, and returns the agent's name; undefined when it is no agent's. */
  scanned?: (
    tx: Transaction,
    scan: { followerId: string; scene: string; now: number },
  ) => Promise<string | undefined>;
}

/** What a search found in a text: a question's answer, and perhaps the wish to begin a task. */
export interface Found {
  finding: KbFinding;
  trigger?: NonNullable<Signals['trigger']>;
  leansOn?: NonNullable<Signals['leansOn']>;
}

/** The part of the dialogue's world that differs between followers or changes while the program runs. */
export type WorldValues = Pick<World, 'flow' | 'catalog' | 'profile' | 'settings'>;

/** What a delivery is answered with. */
export interface TurnReply {
  turnId: number | undefined;
  /** Null: nothing to say, the platform gets `success`. */
  text: string | null;
  /** The message goes to the platform's own agent tool; there is no text then. */
  transfer?: true;
  /** A timer may be waiting to send this text in another way: call it off when a delivery takes the text. */
  late: boolean;
}

/** A text that is said without the dialogue, when it cannot run. */
export function remark(
  { texts, settings: { businessName, canSend } }: Content,
  key: 'apology' | 'flood' | 'not_taken' | 'agent_waits' | 'waiting_more',
): string {
  return texts[key].render({ businessName, canSend });
}
