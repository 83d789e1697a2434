import type { AgentForm } from '../../dialogue/agent-form';
import type { AgentOperation } from '../../dialogue/event';
import type { Mode } from '../../dialogue/state';
import type { AgentService, ChatService, Presence, RatingService } from '../../handoff';
import type { Clock } from '../../kernel/clock';
import type { Json } from '../../kernel/json';
import type { Logger } from '../../kernel/logger';
import type { Reader, Transaction, UnitOfWork } from '../../kernel/transaction';
import type { SessionService, SignIn, StaffAudit, StaffService } from '../../staff';
import type { EventHub } from './event-hub';

/** A message as agents read it. Ids grow with time. */
export interface LoggedMessage {
  id: number;
  /** Epoch milliseconds. */
  at: number;
  from: 'follower' | 'bot' | 'staff' | 'system';
  type: string;
  text: string;
  delivery: 'none' | 'pending' | 'sent' | 'failed' | 'unknown';
  /** What went wrong or is waited for, in words for the agent. */
  error: string | null;
  outboxId: number | null;
  staffId: string | null;
  mediaId: string | null;
}

/** What WeChat still lets us send to a follower: `left` messages until `until` (epoch ms). */
export interface Quota {
  left: number;
  until: number | null;
}

/** A send that people should see. */
export interface OutboxItem {
  id: number;
  kind: string;
  status: OutboxItemStatus;
  followerId: string | null;
  attempts: number;
  errorCode: string | null;
  error: string | null;
  createdAt: number;
  updatedAt: number;
}

export const OUTBOX_STATUSES = ['failed', 'unknown', 'pending'] as const;
export type OutboxItemStatus = (typeof OUTBOX_STATUSES)[number] | 'sending' | 'sent';

/** The outbox as people handle it. */
export interface OutboxDesk {
  /** Rows of one status, the newest first, those with an id below `before` when it is given. */
  list(page: {
    status: (typeof OUTBOX_STATUSES)[number];
    limit: number;
    before?: number | undefined;
  }): Promise<OutboxItem[]>;
  /** Puts a failed or unknown row back to pending; `by` is the account that decided so. */
  retry(
    id: number,
    by: { staffId: string },
  ): Promise<{ ok: true; item: OutboxItem } | { ok: false; code: 'NOT_FOUND' | 'NOT_RETRYABLE' }>;
}

/** The open form of a follower, as agents see it and fill it in. */
export interface FormDesk {
  read(followerId: string): Promise<AgentForm | undefined>;
  /** Fills in all values or none; `allowed` is asked inside the unit. */
  fill(
    followerId: string,
    values: Readonly<Record<string, Json>>,
    allowed: (tx: Transaction) => Promise<boolean>,
  ): Promise<
    | { kind: 'filled'; form: AgentForm | undefined }
    | { kind: 'refused'; slots: string[] }
    | { kind: 'no_form' | 'not_allowed' }
  >;
}

/** A follower who was heard of lately, and who answers them. */
export interface RecentConversation {
  followerId: string;
  mode: Mode;
  lastMessageAt: number;
  lastMessageId: number;
}

/** What the staff API needs from the rest of the product. */
export interface StaffApiDeps {
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  logger: Logger;
  /** Decides whether the session cookie is Secure, and which Origin is ours besides the request's own host. */
  publicUrl: string | undefined;
  staff: StaffService;
  signIn: SignIn;
  sessions: SessionService;
  audit: StaffAudit;
  chats: ChatService;
  agents: AgentService;
  /** Names of the schedules that a group of agents may be given. */
  schedules: readonly string[];
  ratings: RatingService;
  presence: Presence;
  hub: EventHub;
  /** Runs an agent's action in the follower's conversation queue, in one unit of work with what the dialogue makes of it. */
  act<T>(
    followerId: string,
    work: (tx: Transaction) => Promise<{ value: T; event?: AgentOperation }>,
  ): Promise<T>;
  /** Stores an agent's message and hands it to the outbox; the same client id in a chat is the same message. */
  appendStaffMessage(
    tx: Transaction,
    message: {
      followerId: string;
      chatId: string;
      staffId: string;
      staffName: string;
      text: string;
      clientId: string;
      at: number;
    },
  ): Promise<{ message: LoggedMessage; created: boolean }>;
  /** Stores what staff note for each other: never sent. */
  appendNote(
    tx: Transaction,
    note: {
      followerId: string;
      chatId: string;
      staffId: string;
      text: string;
      clientId: string | null;
      at: number;
    },
  ): Promise<{ message: LoggedMessage; created: boolean }>;
  forms: FormDesk;
  /** Who was heard of lately, the last first, those whose last message has an id below `before`. */
  recentConversations(
    reader: Reader,
    page: { before?: number | undefined; limit: number },
  ): Promise<RecentConversation[]>;
  /** A follower's messages, oldest first: the newest `limit` with an id below `before`. */
  readMessages(
    reader: Reader,
    page: { followerId: string; before?: number; limit: number },
  ): Promise<LoggedMessage[]>;
  quotaOf(reader: Reader, followerIds: readonly string[]): Promise<Map<string, Quota>>;
  /** What agents call these followers; those without a remark may be missing. */
  remarksOf(reader: Reader, followerIds: readonly string[]): Promise<Map<string, string>>;
  outbox: OutboxDesk;
}
