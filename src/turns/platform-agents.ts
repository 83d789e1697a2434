import type { AgentOperation } from '../dialogue';
import type { ChatService } from '../handoff';
import { isOpen, type Schedule } from '../hours';
import type { Transaction } from '../kernel/transaction';
import type { InboundMessage } from '../wechat';

type PlatformEvent = Extract<InboundMessage, { kind: 'event' }>['event'];

/**
 * HANDOFF_MODE=wechat: people answer in the platform's own agent tool (WeChat documentation, "转发消息到客服"). Each message
 * of a waiting follower is answered with the transfer, for only that keeps it in the tool's queue; from
 * kf_create_session on the platform keeps messages to itself, until kf_close_session.
 */
export class PlatformAgents {
  constructor(
    private readonly chats: ChatService,
    private readonly hours: Schedule,
  ) {}

  /** Whether a waiting follower's message is passed on at this instant: off hours the bot keeps them. */
  transfersAt(now: number): boolean {
    return isOpen(this.hours, now);
  }

  /** What an event of the tool means to the follower's chat. Undefined: nothing. */
  async hear(
    tx: Transaction,
    followerId: string,
    event: PlatformEvent,
    now: number,
  ): Promise<AgentOperation | undefined> {
    switch (event.name) {
      case 'kf_create_session': {
        const { ok } = await this.chats.joinElsewhere(tx, { followerId, kfAccount: event.kfAccount, now });
        // Their agent greets the follower in words of their own.
        return ok ? { kind: 'claimed', staffName: event.kfAccount, silent: true } : undefined;
      }
      case 'kf_switch_session':
        await this.chats.joinElsewhere(tx, { followerId, kfAccount: event.toKfAccount, now });
        return undefined;
      case 'kf_close_session':
        return this.end(tx, followerId, now);
      default:
        return undefined;
    }
  }

  /**
   * A message reached us although an agent of the tool has the follower: after half an hour the platform stops passing
   * on, without an event.
   */
  end(tx: Transaction, followerId: string, now: number): Promise<AgentOperation | undefined> {
    return this.chats
      .closeElsewhere(tx, { followerId, now })
      .then((ended) => (ended ? { kind: 'closed' } : undefined));
  }
}
