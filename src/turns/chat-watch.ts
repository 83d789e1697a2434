import { type Chat, type ChatService, dueOf, type HandoffSettings, type RatingService } from '../handoff';
import { clearTimer, setTimer } from '../jobs/outbox';
import type { Clock } from '../kernel/clock';
import type { Transaction } from '../kernel/transaction';
import type { TurnRunner } from './turn-runner';

/** The timer of a served chat: its agent or its follower is silent for too long. */
export const CHAT_TIMER = 'chat_due';

const keyOf = (chatId: string) => `chat:${chatId}:due`;

/** Sets, moves or calls off the timer of a chat, in the unit that changed the chat. */
export async function watchChat(
  tx: Transaction,
  chat: Chat,
  settings: Pick<HandoffSettings, 'returnAfterMs' | 'idleCloseMs'>,
): Promise<void> {
  const due = dueOf(chat, settings);
  const { id, followerId } = chat;
  if (due === undefined) await clearTimer(tx, keyOf(id));
  else
    await setTimer(tx, { key: keyOf(id), name: CHAT_TIMER, followerId, dueAt: due.at, data: { chatId: id } });
}

/** Carries out what is due: a chat back to the queue, or its end. */
export class ChatWatch {
  constructor(
    private readonly deps: {
      clock: Clock;
      chats: ChatService;
      ratings: RatingService;
      turns: Pick<TurnRunner, 'act'>;
    },
  ) {}

  async look(followerId: string, chatId: string): Promise<void> {
    const { clock, chats, ratings, turns } = this.deps;
    await turns.act(followerId, async (tx) => {
      const nothing = { value: undefined };
      if (!(await clearTimer(tx, keyOf(chatId)))) return nothing;
      const chat = await chats.find(tx, chatId);
      const due = chat === undefined ? undefined : dueOf(chat, chats.settings);
      if (chat === undefined || due === undefined) return nothing;
      const now = clock.now();
      if (due.at > now) {
        await watchChat(tx, chat, chats.settings);
        return nothing;
      }
      if (due.what === 'return') {
        const { ok } = await chats.returnToQueue(tx, { chatId });
        return ok ? { value: undefined, event: { kind: 'requeued' } } : nothing;
      }
      const { ok } = await chats.closeIdle(tx, { chatId, now });
      if (!ok) return nothing;
      const rate = (await ratings.ask(tx, chatId, now)) ? { rate: chatId } : {};
      return { value: undefined, event: { kind: 'closed', idle: true, ...rate } };
    });
  }
}
