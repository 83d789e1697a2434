import type { Clock } from '../kernel/clock';
import type { QuotaRules } from './account';
import {
  grantQuota,
  NO_QUOTA,
  type QuotaCause,
  type QuotaState,
  readQuota,
  spendQuota,
} from './quota-window';
import type { Bubble, BubbleContent, FollowerView, PlatformChange } from './snapshot';

/** What the platform keeps of a follower. Plain data, stored in the state file. */
export interface FollowerRecord {
  openid: string;
  name: string;
  following: boolean;
  followedAt: number;
  followScene: string;
  quota: QuotaState;
  /** Instant of the last thing the follower did; typing needs one within 30 s. */
  lastActionAt: number;
  typingUntil: number;
  kf: 'none' | 'waiting' | 'serving';
  bubbles: Bubble[];
}

const MAX_BUBBLES = 500;

/** The followers with their chats and windows. Every change is announced. */
export class Followers {
  private readonly records = new Map<string, FollowerRecord>();
  private nextBubbleId: number;

  constructor(
    private readonly clock: Clock,
    private readonly rules: QuotaRules,
    private readonly announce: (change: PlatformChange) => void,
    stored: { followers: FollowerRecord[]; nextBubbleId: number } = { followers: [], nextBubbleId: 1 },
  ) {
    for (const record of stored.followers) this.records.set(record.openid, record);
    this.nextBubbleId = stored.nextBubbleId;
  }

  /** The follower of this openid, made on first use. */
  ensure(openid: string, name?: string): FollowerRecord {
    const known = this.records.get(openid);
    if (known !== undefined) return known;
    const record: FollowerRecord = {
      openid,
      name: name ?? openid.slice(-6),
      following: false,
      followedAt: 0,
      followScene: '',
      quota: NO_QUOTA,
      lastActionAt: 0,
      typingUntil: 0,
      kf: 'none',
      bubbles: [],
    };
    this.records.set(openid, record);
    this.announceFollower(record);
    return record;
  }

  find(openid: string): FollowerRecord | undefined {
    return this.records.get(openid);
  }

  list(): FollowerRecord[] {
    return [...this.records.values()];
  }

  forget(openid: string): void {
    if (this.records.delete(openid)) this.announce({ type: 'forgotten', openid });
  }

  change(record: FollowerRecord, change: Partial<FollowerRecord>): void {
    Object.assign(record, change);
    this.announceFollower(record);
  }

  addBubble(
    record: FollowerRecord,
    side: Bubble['side'],
    content: BubbleContent,
    via?: Bubble['via'],
  ): Bubble {
    const bubble: Bubble = {
      id: this.nextBubbleId,
      at: this.clock.now(),
      side,
      content,
      ...(via === undefined ? {} : { via }),
    };
    this.nextBubbleId += 1;
    record.bubbles.push(bubble);
    if (record.bubbles.length > MAX_BUBBLES) record.bubbles.splice(0, record.bubbles.length - MAX_BUBBLES);
    this.announce({ type: 'bubble', openid: record.openid, bubble });
    return bubble;
  }

  /** The follower did something: remembers when, and opens the window that it opens. */
  act(record: FollowerRecord, cause: QuotaCause | undefined): void {
    const now = this.clock.now();
    const quota = cause === undefined ? record.quota : grantQuota(record.quota, cause, now, this.rules);
    this.change(record, { quota, lastActionAt: now });
  }

  /** Takes one customer-service message off the quota, or says why not. */
  spend(record: FollowerRecord): 0 | 45015 | 45047 {
    if (!record.following) return 45015;
    const quota = spendQuota(record.quota, this.clock.now());
    if (typeof quota === 'number') return quota;
    this.change(record, { quota, typingUntil: 0 });
    return 0;
  }

  view(record: FollowerRecord): FollowerView {
    const { openid, name, following, typingUntil, kf } = record;
    return { openid, name, following, typingUntil, kf, quota: readQuota(record.quota, this.clock.now()) };
  }

  store(): { followers: FollowerRecord[]; nextBubbleId: number } {
    return { followers: this.list(), nextBubbleId: this.nextBubbleId };
  }

  private announceFollower(record: FollowerRecord): void {
    this.announce({ type: 'follower', follower: this.view(record) });
  }
}
