import type { DialogueEvent, Signals } from '../event';
import { type Form, formOnTop } from '../frame/form';
import { endFrame, startFlow } from '../frame/frames';
import { runSteps } from '../frame/run-steps';
import { isWishFor } from '../named-tasks';
import type { Reading } from '../read-text';
import type { Decision, Turn } from '../turn';
import { findFlow } from '../world';
import { wakeTop } from './form-events';
import { wishedFlow } from './wished-command';

/** Nearer to another flow than this, a phrase starts neither. */
const MARGIN = 0.1;

/** A flow whose command is the whole message, or whose key of the account's menu was clicked. */
export function startByCommand(turn: Turn, event: DialogueEvent, reading: Reading): Decision | undefined {
  for (const { id, triggers } of turn.content.flows.values()) {
    const isClicked = event.t === 'click' && triggers.menu.includes(event.key);
    const isSaid = reading.norm !== '' && triggers.norms.has(reading.norm);
    if (isClicked || isSaid)
      return begin(turn, id, reading.words, isClicked ? 'its menu key' : 'its command');
  }
  return undefined;
}

/** Rule 9: a flow whose phrases are near enough, and nearer than what the knowledge base has. */
export function startByPhrase(turn: Turn, reading: Reading, { trigger, kb }: Signals): Decision | undefined {
  const wished = wishedFlow(reading.words, turn.content);
  if (wished !== undefined && turn.state.stack.at(-1)?.flow !== wished.id)
    return begin(turn, wished.id, reading.words, 'its command inside a sentence');
  if (trigger === undefined) return undefined;
  const flow = turn.content.flows.get(trigger.flow);
  if (flow === undefined || trigger.score < flow.triggers.minScore) return undefined;
  if (trigger.margin !== undefined && trigger.margin < MARGIN) return undefined;
  const isAnswered = kb?.kind === 'answer' && kb.score > trigger.score;
  // 帮我提个工单 is near to 怎么提交工单, whose answer could only say which word to type: who wishes it gets it done.
  if (isAnswered && !isWishFor(turn.content, flow.id, reading, kb.entry.answer)) return undefined;
  // A phrase of the form that runs already is part of the conversation about it.
  if (turn.state.stack.at(-1)?.flow === flow.id) return undefined;
  return begin(turn, flow.id, reading.words, `a phrase, ${trigger.score}`);
}

function begin(turn: Turn, id: string, words: string, by: string): Decision {
  const decision = (why: string): Decision => ({
    rule: 9,
    command: 'start_flow',
    why: `${id} by ${by}: ${why}`,
  });
  const { state, world } = turn;
  const open = formOnTop(state, world);
  if (open !== undefined && open !== 'gone' && open.frame.status === 'paused' && open.flow.id === id) {
    // It waits with its follower for a person, and goes on meanwhile.
    wakeTop(turn);
    turn.say('form_resumed', { title: open.flow.title });
    runSteps(turn);
    return decision('goes on with the one that waits');
  }
  const refusal = open === undefined || open === 'gone' ? undefined : refuseInterrupt(turn, open, id);
  if (refusal !== undefined) return decision(refusal);
  state.counters.unknownInRow = 0;
  const result = startFlow(turn, id, words);
  if (result === 'started') runSteps(turn);
  return decision(result);
}

/** Only flows that the open form lets in may interrupt it. Returns why not. */
function refuseInterrupt(turn: Turn, open: Form, id: string): string | undefined {
  const running = turn.state.stack.find((frame) => frame.flow === id);
  if (running !== undefined) {
    turn.say('form_busy_same', { title: findFlow(turn.world, id)?.title ?? open.flow.title });
    return 'runs already';
  }
  // A form that waits for a person is not in the way of another.
  if (open.frame.status === 'paused') return undefined;
  if (open.flow.policy.interrupts.includes(id)) {
    delete open.frame.asking;
    return undefined;
  }
  if (turn.state.stack.length === 1 && isUntouched(open)) {
    // Nothing was answered yet, so nothing is lost: who asks for something else gets it.
    endFrame(turn, open.frame, 'abandoned');
    return undefined;
  }
  turn.say('form_busy', { title: open.flow.title });
  return `${open.flow.id} may not be interrupted by it`;
}

function isUntouched({ frame }: Form): boolean {
  return !Object.values(frame.slots).some(({ source }) => source === 'user' || source === 'agent');
}
