import {
  type DialogueEvent,
  type DialogueState,
  knowledgeText,
  lastAnswer,
  readEvent,
  type Signals,
  type World,
} from '../dialogue';
import { setTimer } from '../jobs/outbox';
import type { Transaction } from '../kernel/transaction';
import { type InboundMessage, repliesPossible } from '../wechat';
import { recordArrival } from './arrival';
import { type LoadedConversation, loadConversation } from './conversation';
import { dedupNumber } from './dedup';
import type { Attempt } from './deliveries';
import { runDialogue, runOwnEvent, type Said, worldOf } from './dialogue-turn';
import { LATE_AFTER_MS, lateTimer } from './late-reply';
import { appendOutgoing, insertMessage } from './message-log';
import { takeWaitingTexts } from './outgoing';
import { toDialogueEvent } from './to-event';
import { remark, type TurnDeps, type TurnReply } from './turn-deps';
import type { PlainRecord } from './turn-record';
import { finishTurn, insertTurn, readStoredReply } from './turn-store';

/** Reads, understands and, in one unit of work, carries out one inbound message. Returns the stored reply. */
export async function runInboundTurn(
  deps: TurnDeps,
  message: InboundMessage,
  attempt: Attempt,
): Promise<TurnReply> {
  const followerId = message.fromUser;
  const conversation = await recallFromTool(deps, message, await loadConversation(deps, followerId));
  const translation = toDialogueEvent(message);
  const now = deps.clock.now();
  const world = worldOf(deps, conversation, now);
  const signals =
    translation.event === undefined ? {} : understand(deps, conversation.state, translation.event, world);
  const reply = await deps.unitOfWork.run((tx) =>
    carryOut(tx, deps, { message, attempt, conversation, translation, signals, now }),
  );
  if (reply.text !== null && !reply.late && !attempt.hasOpenDelivery()) {
    await rememberLate(deps, reply, followerId, attempt);
  }
  return reply;
}

/** The platform's tool gave the follower up without a word: their chat ends first, and the bot hears the message. */
async function recallFromTool(
  deps: TurnDeps,
  message: InboundMessage,
  conversation: LoadedConversation,
): Promise<LoadedConversation> {
  const { platformAgents, unitOfWork, clock } = deps;
  if (platformAgents === undefined || message.kind === 'event' || conversation.state.mode !== 'human')
    return conversation;
  const followerId = message.fromUser;
  const isOver = await unitOfWork.run(async (tx) => {
    const now = clock.now();
    const op = await platformAgents.end(tx, followerId, now);
    if (op !== undefined)
      await runOwnEvent(tx, deps, { followerId, conversation, event: { t: 'agent', op }, now });
    return op !== undefined;
  });
  return isOver ? loadConversation(deps, followerId) : conversation;
}

/** Reads the words and searches the knowledge base: the part of a turn that is not inside its unit. */
function understand(deps: TurnDeps, state: DialogueState, event: DialogueEvent, world: World): Signals {
  const reading = readEvent(event, deps.content);
  const searched = knowledgeText(state, event, reading, world);
  if (searched === undefined) return reading;
  const after = searched === reading.words ? lastAnswer(state, world.now) : undefined;
  const { finding, trigger, leansOn } = deps.searchKnowledge(searched, after);
  return {
    ...reading,
    kb: finding,
    ...(trigger === undefined ? {} : { trigger }),
    ...(leansOn === undefined ? {} : { leansOn }),
  };
}

interface InboundTurn {
  message: InboundMessage;
  attempt: Attempt;
  conversation: LoadedConversation;
  translation: ReturnType<typeof toDialogueEvent>;
  signals: Signals;
  now: number;
}

async function carryOut(tx: Transaction, deps: TurnDeps, turn: InboundTurn): Promise<TurnReply> {
  const { message, attempt, conversation, now } = turn;
  const { event, entry } = turn.translation;
  const followerId = message.fromUser;
  const dedupKey = dedupNumber(message.dedupKey);
  const turnId = await insertTurn(tx, {
    dedupKey,
    followerId,
    arrivedAt: attempt.firstArrivedAt,
    stateBefore: conversation.json,
  });
  if (turnId === undefined) return storedReply(tx, dedupKey);

  await recordArrival(tx, message, { firstContact: conversation.json === null, now, quota: deps.quota });
  const chatId =
    conversation.state.mode === 'bot' || entry === undefined
      ? null
      : await deps.heardFollower(tx, followerId, now);
  if (entry !== undefined) {
    const id = await insertMessage(tx, { followerId, at: now, from: 'follower', turnId, chatId, ...entry });
    tx.afterCommit(() => deps.onMessage({ id, followerId, chatId }));
  }
  if (message.kind === 'event' && deps.platformAgents !== undefined) {
    const op = await deps.platformAgents.hear(tx, followerId, message.event, now);
    if (op !== undefined) {
      await runOwnEvent(tx, deps, { followerId, conversation, event: { t: 'agent', op }, now });
    }
  }
  if (event === undefined) {
    await finishTurn(tx, turnId, { outcome: 'ignored', record: ignoredRecord(message, now), reply: null });
    return { turnId, text: null, late: false };
  }

  const said = await runDialogue(tx, deps, {
    turnId,
    followerId,
    conversation,
    event: await withAgent(tx, deps, message, event, now),
    signals: turn.signals,
    now,
  });
  if (goesToTool(deps, message, said, now)) {
    await sayBeside(tx, deps, { followerId, turnId, chatId, said, now });
    await finishTurn(tx, turnId, { outcome: 'transferred', record: said.record, reply: null });
    return { turnId, text: null, transfer: true, late: false };
  }
  const text = await passiveText(tx, deps, message, said, now);
  if (said.text !== '' && text !== null) {
    const id = await insertMessage(tx, {
      followerId,
      at: now,
      from: 'bot',
      type: 'text',
      text: said.plain,
      turnId,
      chatId,
    });
    tx.afterCommit(() => deps.onMessage({ id, followerId, chatId }));
  }
  const late = text !== null && (attempt.elapsedMs() >= LATE_AFTER_MS || !attempt.hasOpenDelivery());
  if (late) await setTimer(tx, lateTimer(turnId, followerId, attempt.firstArrivedAt));
  await finishTurn(tx, turnId, { outcome: 'done', record: said.record, reply: text });
  return { turnId, text, late };
}

/** Whose code was scanned: remembered for the next wish for a person, and told to the dialogue. */
async function withAgent(
  tx: Transaction,
  deps: TurnDeps,
  message: InboundMessage,
  event: DialogueEvent,
  now: number,
): Promise<DialogueEvent> {
  if (message.kind !== 'event' || (event.t !== 'subscribe' && event.t !== 'other')) return event;
  const scene = 'scene' in message.event ? message.event.scene : undefined;
  if (scene === undefined) return event;
  const agent = await deps.scanned?.(tx, { followerId: message.fromUser, scene, now });
  return agent === undefined ? event : { ...event, agent };
}

/** Whether the platform's own agents are to get the message: only messages can be passed on, never events. */
function goesToTool(deps: TurnDeps, message: InboundMessage, said: Said, now: number): boolean {
  const { platformAgents } = deps;
  if (platformAgents === undefined || message.kind === 'event' || !repliesPossible(message)) return false;
  return said.mode === 'queued' && platformAgents.transfersAt(now);
}

/** The transfer takes the place of the reply, so that what the bot has to say goes beside it, where that is allowed. */
async function sayBeside(
  tx: Transaction,
  deps: TurnDeps,
  turn: { followerId: string; turnId: number; chatId: string | null; said: Said; now: number },
): Promise<void> {
  const { followerId, turnId, chatId, said, now } = turn;
  if (said.text === '' || !deps.customSend) return;
  const { text, plain } = said;
  const key = `turn:${turnId}:beside`;
  const id = await appendOutgoing(
    tx,
    { key, followerId, text, plain, at: now, from: 'bot', turnId, chatId },
    deps.customSend,
  );
  tx.afterCommit(() => {
    deps.onMessage({ id, followerId, chatId });
    deps.onOutbox();
  });
}

/** A repeat of an event that was answered before. Its reply may be waiting for the late-reply timer. */
export async function storedReply(tx: Transaction, dedupKey: string): Promise<TurnReply> {
  const stored = await readStoredReply(tx, dedupKey);
  if (stored?.outcome === 'transferred')
    return { turnId: stored.turnId, text: null, transfer: true, late: false };
  return { turnId: stored?.turnId, text: stored?.text ?? null, late: true };
}

/** The passive reply: with the texts that wait for it first, when the account has no right to send them. */
async function passiveText(
  tx: Transaction,
  deps: TurnDeps,
  message: InboundMessage,
  said: Said,
  now: number,
): Promise<string | null> {
  if (!repliesPossible(message)) return null;
  if (deps.customSend) return said.text === '' ? null : said.text;
  const hint = remark(deps.content, 'waiting_more');
  const text = await takeWaitingTexts(tx, { followerId: message.fromUser, reply: said.text, hint, now });
  if (text !== '') return text;
  // The bot is silent, and the follower would never see how to read what the person answers.
  const isToAgent = said.mode === 'human' && message.kind !== 'event';
  return isToAgent ? remark(deps.content, 'agent_waits') : null;
}

/** Everybody hung up between the unit and its commit. */
async function rememberLate(
  deps: TurnDeps,
  reply: TurnReply,
  followerId: string,
  attempt: Attempt,
): Promise<void> {
  const { turnId } = reply;
  if (turnId === undefined) return;
  await deps.unitOfWork.run((tx) => setTimer(tx, lateTimer(turnId, followerId, attempt.firstArrivedAt)));
  reply.late = true;
}

function ignoredRecord(message: InboundMessage, now: number): string {
  const { event } = message as { event?: unknown };
  const record: PlainRecord = { v: 1, now, note: `nothing to do for ${message.kind}`, event: event ?? null };
  return JSON.stringify(record);
}
