import { compose, type DialogueEvent, type Mode, type Reply, type Signals, type World } from '../dialogue';
import { hasQuota } from '../jobs/send-window';
import { recordView } from '../kb';
import type { Transaction } from '../kernel/transaction';
import { advance, hashState } from './advance';
import type { LoadedConversation } from './conversation';
import { linkChoice } from './link-choice';
import { appendOutgoing } from './message-log';
import { enqueueLater } from './outgoing';
import type { TurnDeps } from './turn-deps';
import type { TurnRecord } from './turn-record';
import { finishTurn, insertTurn, saveConversation } from './turn-store';

/** What a turn says: as it is sent, as people read it, and the record of how it came about. */
export interface Said {
  text: string;
  plain: string;
  record: string;
  /** Who answers from now on. */
  mode: Mode;
}

export interface DialogueTurn {
  turnId: number;
  followerId: string;
  conversation: LoadedConversation;
  event: DialogueEvent;
  signals: Signals;
  now: number;
}

/** What the dialogue may know in this turn. */
export function worldOf(
  { content }: Pick<TurnDeps, 'content'>,
  { world }: LoadedConversation,
  now: number,
): World {
  return { now, content, ...world };
}

/** One event through the dialogue, with all it causes written into the unit: state, outbox rows, rows of the features. */
export async function runDialogue(tx: Transaction, deps: TurnDeps, turn: DialogueTurn): Promise<Said> {
  const { conversation, event, signals, followerId, turnId, now } = turn;
  const startedAt = performance.now();
  const world = worldOf(deps, conversation, now);
  const context = { followerId, turnId, now };
  const advanced = await advance({ state: conversation.state, event, signals, world }, (effect) => {
    const run = deps.inlineEffects[effect.kind];
    if (run === undefined) throw new Error(`no inline effect is called ${effect.kind}`);
    return run(tx, effect.args, { ...context, effectKey: `${followerId}:${turnId}:${effect.key}` });
  });
  for (const fault of advanced.faults)
    deps.logger.error({ turnId, fault }, 'a flow has a fault: mend its file');
  const { state, text, plain } = compose(advanced.state, advanced.replies, world, { link: linkChoice });
  for (const { entry } of advanced.replies) if (entry !== undefined) await recordView(tx, entry);
  await enqueueLater(tx, advanced.later, context);
  if (advanced.later.length > 0) tx.afterCommit(deps.onOutbox);
  const stateJson = JSON.stringify(state);
  await saveConversation(tx, followerId, {
    stateJson,
    mode: state.mode,
    readVersion: conversation.version,
    now,
  });
  const record: TurnRecord = {
    v: 1,
    now,
    content: deps.content.revision,
    ...(conversation.world.profile === undefined ? {} : { profile: conversation.world.profile }),
    event,
    signals,
    results: advanced.results,
    decision: advanced.decision,
    replies: advanced.replies.map(nameReply),
    ...(advanced.faults.length === 0 ? {} : { faults: advanced.faults }),
    stateAfter: hashState(stateJson),
    ms: Math.round((performance.now() - startedAt) * 100) / 100,
  };
  return { text, plain, record: JSON.stringify(record), mode: state.mode };
}

/** What was said, by meaning: without the values, which stand in the state. */
function nameReply({ key, menu, asks, from }: Reply): TurnRecord['replies'][number] {
  return {
    key,
    ...(menu === undefined ? {} : { menu: menu.items.map(({ label }) => label) }),
    ...(asks === undefined ? {} : { asks }),
    ...(from === undefined ? {} : { from }),
  };
}

/**
 * An event of our own (an agent, a timer): what the dialogue says to it goes out as a customer-service message. A
 * reminder that the platform would not let through now is dropped: later it would only puzzle. Where nothing can be sent,
 * what is said waits for the follower's next message.
 */
export async function runOwnEvent(
  tx: Transaction,
  deps: TurnDeps,
  given: Pick<DialogueTurn, 'followerId' | 'conversation' | 'event' | 'now'>,
): Promise<void> {
  const { followerId, conversation, now } = given;
  const turnId = await insertTurn(tx, {
    dedupKey: null,
    followerId,
    arrivedAt: now,
    stateBefore: conversation.json,
  });
  if (turnId === undefined) throw new Error('a turn without a de-duplication key was refused');
  const { text, plain, record } = await runDialogue(tx, deps, { ...given, turnId, signals: {} });
  await finishTurn(tx, turnId, { outcome: 'done', record, reply: text === '' ? null : text });
  if (text === '') return;
  const { event } = given;
  if (event.t === 'timer' && !(await isWorthSaying(tx, deps, event.name, followerId, now))) return;
  const chatId = await deps.openChatId(tx, followerId);
  const id = await appendOutgoing(
    tx,
    {
      key: `turn:${turnId}:say`,
      followerId,
      text,
      plain,
      at: now,
      from: 'bot',
      turnId,
      chatId,
      ...lasting(event, deps, now),
    },
    deps.customSend,
  );
  tx.afterCommit(() => {
    deps.onMessage({ id, followerId, chatId });
    deps.onOutbox();
  });
}

/** What a timer says while nobody may be written to is of no use a day later. */
const TIMER_TEXT_LASTS_MS = 24 * 3_600_000;

function lasting({ t }: DialogueEvent, { customSend }: TurnDeps, now: number): { until?: number } {
  return t === 'timer' && !customSend ? { until: now + TIMER_TEXT_LASTS_MS } : {};
}

/** Whether the follower can be told now; or, where everything waits for their next message, will still want to know. */
async function isWorthSaying(
  tx: Transaction,
  { customSend }: TurnDeps,
  timer: string,
  followerId: string,
  now: number,
): Promise<boolean> {
  return customSend ? hasQuota(tx, followerId, now) : timer !== 'form_remind';
}
