import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock';
import type { Timings } from './account';
import type { Answer, Deliverer, OutgoingMessage } from './deliverer';
import type { FollowerRecord, Followers } from './followers';
import { expectsAnswer, type FollowerAction } from './inbound-message';
import type { QuotaCause } from './quota-window';
import type { Bubble, BubbleContent } from './snapshot';

/** What WeChat shows when an account does not answer properly (protocol §4.3). */
export const FAULT_TEXT = '该公众号提供的服务出现故障，请稍后再试';

/** How something that a follower did ended. */
export type SendOutcome =
  | { kind: 'empty' }
  | { kind: 'reply'; content: BubbleContent; bubble: Bubble }
  /** The account passed the chat to the platform's own agent tool. */
  | { kind: 'transfer' }
  /** The chat is with the platform's own agent tool; nothing was posted. */
  | { kind: 'with-agent' }
  | { kind: 'fault'; problem: string };

/** Takes what followers do to the account and its answers to their chats. */
export class Conversations {
  private readonly pending = new Set<OutgoingMessage>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly lastSent = new Map<string, OutgoingMessage>();
  /** 64 bits, above what a Number holds; random, so that two platforms with one database do not meet. */
  private nextMessageId = 24_000_000_000_000_000n + BigInt(`0x${randomBytes(6).toString('hex')}`);
  private closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly timings: Timings,
    private readonly followers: Followers,
    private readonly deliverer: Deliverer,
    /** Told when `unfinished` changed. */
    private readonly onPending: () => void,
  ) {}

  /** Messages on their way, for the state file. */
  unfinished(): OutgoingMessage[] {
    return [...this.pending];
  }

  /** Shows the action in the chat, opens the window that it opens, posts it and shows the answer. */
  async act(openid: string, action: FollowerAction, shown?: BubbleContent): Promise<SendOutcome> {
    const record = this.followers.find(openid) ?? this.oldFollower(openid);
    if (!record.following && action.type !== 'event')
      throw new Error(`${openid} does not follow the account`);
    if (shown !== undefined) {
      this.followers.addBubble(record, shown.type === 'action' ? 'system' : 'follower', shown);
    }
    this.followers.act(record, quotaCause(action));
    if (record.kf === 'serving' && action.type !== 'event') return { kind: 'with-agent' };
    this.nextMessageId += 1n;
    const message: OutgoingMessage = {
      openid,
      action,
      createTime: Math.floor(this.clock.now() / 1000),
      messageId: this.nextMessageId.toString(),
      attempts: 0,
    };
    this.lastSent.set(openid, message);
    const outcome = this.deliver(message);
    this.background(outcome);
    return outcome;
  }

  /** Posts the follower's last message once more. A reply is not shown a second time. */
  async redeliverLast(openid: string): Promise<Answer> {
    const message = this.lastSent.get(openid);
    if (message === undefined) throw new Error(`${openid} has sent nothing`);
    const answer = await this.deliverer.post({ ...message, attempts: message.attempts + 1 });
    return answer.kind === 'bad' ? { kind: 'fault', problem: answer.problem } : answer;
  }

  /** A message that was on its way when the process before this one ended: WeChat would try again. */
  resume(message: OutgoingMessage): void {
    const timer = setTimeout(() => {
      if (!this.closed) this.background(this.deliver(message));
    }, this.timings.retryEveryMs);
    timer.unref();
    this.pending.add(message);
  }

  /** Runs work that nobody waits for; `close` does. */
  background(work: Promise<unknown>): void {
    const settled = work.catch(() => {}).finally(() => this.running.delete(settled));
    this.running.add(settled);
  }

  /** Cuts deliveries off; they stay unfinished. */
  async close(): Promise<void> {
    this.closed = true;
    this.deliverer.close();
    await Promise.all(this.running);
  }

  private async deliver(message: OutgoingMessage): Promise<SendOutcome> {
    this.pending.add(message);
    let answer: Answer;
    try {
      answer = await this.deliverer.deliver(message, this.onPending);
    } catch (error) {
      if (this.closed) return { kind: 'fault', problem: 'the platform closed' };
      throw error;
    }
    const record = this.followers.find(message.openid);
    const outcome = record === undefined ? { kind: 'empty' as const } : this.show(record, message, answer);
    this.pending.delete(message);
    this.onPending();
    return outcome;
  }

  private show(record: FollowerRecord, message: OutgoingMessage, answer: Answer): SendOutcome {
    switch (answer.kind) {
      case 'empty':
        return answer;
      case 'content': {
        this.followers.change(record, { typingUntil: 0 });
        const bubble = this.followers.addBubble(record, 'account', answer.content, 'passive');
        return { kind: 'reply', content: answer.content, bubble };
      }
      case 'transfer':
        if (record.kf === 'none') this.followers.change(record, { kf: 'waiting' });
        return answer;
      case 'fault':
        if (expectsAnswer(message.action)) {
          this.followers.addBubble(record, 'system', { type: 'fault', text: FAULT_TEXT });
        }
        return answer;
    }
  }

  /** Somebody who followed before this platform began to keep records. */
  private oldFollower(openid: string): FollowerRecord {
    const record = this.followers.ensure(openid);
    this.followers.change(record, { following: true, followedAt: this.clock.now() });
    return record;
  }
}

/** Which window an action opens (protocol §7.1): tapping a choice counts as a click. */
function quotaCause(action: FollowerAction): QuotaCause | undefined {
  if (action.type === 'text') return action.menuId === undefined ? 'message' : 'click';
  if (action.type !== 'event') return 'message';
  const clicks = ['click', 'scancode_push', 'scancode_waitmsg', 'subscribe', 'scan'];
  return clicks.includes(action.event.toLowerCase()) ? 'click' : undefined;
}
