import path from 'node:path';
import type { AgentOperation } from '../dialogue';
import { assertNever } from '../kernel/errors';
import type { Transaction } from '../kernel/transaction';
import { appendStaffMessage } from '../turns';
import type { InboundMessage } from '../wechat';
import type { ContentFolders } from './content-folders';
import { readFlowFile, withFlowFiles } from './content-folders';
import type { Follower } from './follower';
import type { Product } from './product';
import type { Turn } from './suite-schema';

/** The talk cannot go on as it is written: there is no menu to tap, no chat to claim. */
export class CannotAct extends Error {
  override readonly name = 'CannotAct';
}

export interface Stage {
  product: Product;
  follower: Follower;
  content: ContentFolders;
  /** Folder of the suite's file. */
  suiteDir: string;
  /** For content that is published during the case. */
  scratch: string;
}

/** People take a moment between messages; the platform numbers events by the second. */
const MOMENT_MS = 1_000;
const STAFF = { staffId: 'conversation-tests', staffName: '小李' };

/** Carries out one turn. Returns the passive replies of its deliveries; none when nothing was delivered. */
export async function act(turn: Turn, stage: Stage): Promise<(string | null)[]> {
  const { product } = stage;
  if (isFromFollower(turn)) {
    await product.advance(MOMENT_MS);
    return deliver(product, messageOf(turn, stage), 1 + (turn.redeliver ?? 0));
  }
  if (turn.agent !== undefined) await actAsAgent(turn.agent, stage);
  if (turn.advance !== undefined) await product.advance(turn.advance);
  if (turn.sms !== undefined) product.sms.settleAs(turn.sms);
  if (turn.restart !== undefined) await product.restart(stage.content);
  if (turn.publish !== undefined) await publish(turn.publish, stage);
  return [];
}

/** Whether the turn is something that the follower does. */
export function isFromFollower(turn: Turn): boolean {
  const { user, tap, media, location, click, event } = turn;
  return [user, tap, media, location, click, event].some((action) => action !== undefined);
}

function messageOf(turn: Turn, { product, follower }: Stage): InboundMessage {
  if (turn.user !== undefined) return follower.text(typedText(turn.user, turn, product));
  if (turn.tap !== undefined) {
    const { item, back } = turn.tap;
    const message = follower.tap(item, back);
    if (message === undefined) throw new CannotAct(`no menu ${back} back has a link ${item} to tap`);
    return message;
  }
  if (turn.media !== undefined) return follower.media(turn.media, turn.recognition);
  if (turn.location !== undefined) return follower.location(turn.location);
  if (turn.click !== undefined) return follower.click(turn.click);
  return turn.event === 'subscribe' ? follower.subscribe() : follower.unsubscribe();
}

/** What is typed, with what only the product can know filled in, and as long as it is to be. */
function typedText(user: string, { padded_to = 0 }: Turn, product: Product): string {
  const { code } = product.sms;
  return user
    .replaceAll('{sms_code}', code)
    .replaceAll('{wrong_code}', wrongCode(code))
    .padEnd(padded_to, user.slice(-1));
}

/** Six digits that are surely not the code: a fixed number would be right once in a million times. */
function wrongCode(code: string): string {
  return code.replace(/^./, (digit) => `${(Number(digit) + 1) % 10}`);
}

async function deliver(product: Product, message: InboundMessage, times: number): Promise<(string | null)[]> {
  const replies: (string | null)[] = [];
  for (let delivery = 0; delivery < times; delivery += 1) replies.push(await product.deliver(message));
  // The message may have opened the window for what was waiting.
  product.wakeOutbox();
  await product.drainOutbox();
  return replies;
}

async function actAsAgent(agent: NonNullable<Turn['agent']>, { product, follower }: Stage): Promise<void> {
  const { chats, ratings, turns } = product.core;
  const chat = await chats.openChatOf(product.store.reader, follower.id);
  if (chat === undefined) throw new CannotAct('the follower has no chat that an agent could work on');
  const now = product.clock.now();
  const given = { chatId: chat.id, by: { staffId: STAFF.staffId, supervisor: false }, now };
  const rate = async (tx: Transaction) => ((await ratings.ask(tx, chat.id, now)) ? { rate: chat.id } : {});
  await turns.act(follower.id, async (tx): Promise<{ value: undefined; event?: AgentOperation }> => {
    if (typeof agent === 'object') {
      if ('fill_slot' in agent) {
        return { value: undefined, event: { kind: 'fill_slot', values: agent.fill_slot } };
      }
      const clientId = `${chat.id}-${now}`;
      const message = {
        ...STAFF,
        followerId: follower.id,
        chatId: chat.id,
        text: agent.say,
        clientId,
        at: now,
      };
      await appendStaffMessage(tx, message, product.customSend);
      await chats.answered(tx, chat.id, now);
      tx.afterCommit(() => product.wakeOutbox());
      return { value: undefined };
    }
    switch (agent) {
      case 'claim': {
        taken(await chats.claim(tx, { chatId: chat.id, staffId: STAFF.staffId, now }));
        return { value: undefined, event: { kind: 'claimed', staffName: STAFF.staffName } };
      }
      case 'hand_back': {
        taken(await chats.handBack(tx, given));
        return { value: undefined, event: { kind: 'handed_back', ...(await rate(tx)) } };
      }
      case 'close': {
        taken(await chats.close(tx, given));
        return { value: undefined, event: { kind: 'closed', ...(await rate(tx)) } };
      }
      default:
        return assertNever(agent);
    }
  });
  await product.drainOutbox();
}

function taken(result: { ok: true } | { ok: false; code: string }): void {
  if (!result.ok) throw new CannotAct(`the chat does not allow it: ${result.code}`);
}

/** A new revision of a flow comes into force: the product is restarted with it, as after an update. */
async function publish(file: string, { product, content, suiteDir, scratch }: Stage): Promise<void> {
  const flow = readFlowFile(path.resolve(suiteDir, file));
  const botFlowsDir = withFlowFiles(content.botFlowsDir, [flow], path.join(scratch, 'published'));
  await product.restart({ ...content, botFlowsDir });
}
