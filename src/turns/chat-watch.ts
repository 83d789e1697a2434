import { type Chat, type ChatService, dueOf, type HandoffSettings, type RatingService } from '../handoff';
import { nextOpening } from '../hours';
import { clearTimer, setTimer } from '../jobs/outbox';
import type { Clock } from '../kernel/clock';
import type { Transaction } from '../kernel/transaction';
import type { GroupHours } from './group-hours';
import type { TurnRunner } from './turn-runner';

/** The timer of a chat: nobody takes it, or its agent or its follower is silent for too long. */
export const CHAT_TIMER = 'chat_due';

const keyOf = (chatId: string) => `chat:${chatId}:due`;

/** Sets, moves or calls off the timer of a chat, in the unit that changed the chat. */
export async function watchChat(
  tx: Transaction,
  chat: Chat,
  settings: Pick<HandoffSettings, 'noAnswerMs' | 'returnAfterMs' | 'idleCloseMs'>,
): Promise<void> {
  const due = dueOf(chat, settings);
  if (due === undefined) await clearTimer(tx, keyOf(chat.id));
  else await remind(tx, chat, due.at);
}

async function remind(tx: Transaction, { id, followerId }: Chat, dueAt: number): Promise<void> {
  await setTimer(tx, { key: keyOf(id), name: CHAT_TIMER, followerId, dueAt, data: { chatId: id } });
}

/** Carries out what is due: a chat back to the queue, or its end. */
export class ChatWatch {
  constructor(
    private readonly deps: {
      clock: Clock;
      chats: ChatService;
      ratings: RatingService;
      turns: Pick<TurnRunner, 'act'>;
      hours: GroupHours;
    },
  ) {}

  async look(followerId: string, chatId: string): Promise<void> {
    const { clock, chats, ratings, turns, hours } = this.deps;
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
      if (due.what === 'no_answer') {
        // Off hours the follower knows that nobody comes: the wait begins when people do.
        const opensAt = nextOpening(await hours.of(tx, chat), now);
        if (opensAt !== now) {
          if (opensAt !== undefined) await remind(tx, chat, opensAt + chats.settings.noAnswerMs);
          return nothing;
        }
        const { ok } = await chats.apologise(tx, { chatId, now });
        return ok ? { value: undefined, event: { kind: 'unanswered' } } : nothing;
      }
      if (due.what === 'return') {
        const { ok } = await chats.returnToQueue(tx, { chatId, now });
        return ok ? { value: undefined, event: { kind: 'requeued' } } : nothing;
      }
      const { ok } = await chats.closeIdle(tx, { chatId, now });
      if (!ok) return nothing;
      const rate = (await ratings.ask(tx, chatId, now)) ? { rate: chatId } : {};
      return { value: undefined, event: { kind: 'closed', idle: true, ...rate } };
    });
  }
}
