/**
 * How carrying out an outbox item ended. `code` is the platform's errcode or our error code, `reason` is for people,
 * `detail` for the log: the platform's own words, which name the address to put on the white list (40164).
 */
export type SendOutcome =
  | { kind: 'sent' }
  /** Surely not carried out; worth another try after `afterMs`. */
  | { kind: 'retry'; afterMs: number; code: string; reason: string; detail?: string }
  /** Surely not carried out; allowed again from the instant `at` (epoch ms). */
  | { kind: 'wait_until'; at: number; code: string; reason: string; detail?: string }
  /** Surely not carried out; only the follower can open the way again. */
  | { kind: 'wait_user'; code: string; reason: string; detail?: string }
  /** Surely not carried out and never will be; `alert` when the operator must act. */
  | { kind: 'failed'; code: string; reason: string; alert: boolean; detail?: string }
  /** Nobody knows: shown to people and retried by hand. */
  | { kind: 'unknown'; code: string; reason: string; detail?: string };

export interface OutboxItem {
  id: number;
  key: string;
  kind: string;
  followerId: string | null;
  args: unknown;
  attempts: number;
}

/** Carries out one kind of outbox item. It returns outcomes; what it throws counts as unknown. */
export interface OutboxHandler {
  /** Takes one message from the follower's window. */
  windowed: boolean;
  /** Doing it twice does no harm (reads, calls the platform itself de-duplicates). */
  repeatable: boolean;
  carryOut(item: OutboxItem): Promise<SendOutcome>;
}
