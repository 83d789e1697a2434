import type { Departure } from './effect';
import type { AgentOperation } from './event';
import { describeForm } from './frame/draft';
import type { Decision, Turn } from './turn';

/**
 * `#人工`: into the queue, or, for one who already waits, their place again. The result sets the mode in this turn. An
 * open form goes along, masked, for the agent to see.
 */
export function askForPerson(turn: Turn, reason: string): void {
  const form = describeForm(turn);
  turn.call({ kind: 'handoff.enqueue' }, form === undefined ? { reason } : { reason, form });
}

/** The place in the queue, said as the whole reply. */
export function tellPlace(turn: Turn): void {
  askForPerson(turn, 'command');
}

/** Out of the queue, and back to the bot. */
export function leaveQueue(turn: Turn, then: Departure): void {
  turn.call({ kind: 'handoff.leave_queue', then });
}

/** Ends the chat with the agent on the follower's wish. */
export function endChat(turn: Turn, then: Departure): void {
  turn.call({ kind: 'handoff.end', then }, { by: 'follower' });
}

/** While they wait, every message ends with their place, and with the way out. */
export function closeWithPlace(turn: Turn): void {
  const { mode, calls } = turn.state;
  const spoke =
    turn.replies.length > 0 ||
    turn.effects.some((effect) => effect.channel === 'inline') ||
    // The question of a form is still to be put.
    calls.prompt === 'due';
  if (mode !== 'queued' || !spoke || turn.isCalling('handoff.')) return;
  turn.call({ kind: 'handoff.position' });
}

/** What a person at the workbench did. An operation that does not fit the mode came late, and changes nothing. */
export function followAgent(turn: Turn, op: Exclude<AgentOperation, { kind: 'fill_slot' }>): Decision {
  const { state } = turn;
  const done = (why: string): Decision => ({ rule: 1, command: `agent_${op.kind}`, why });
  const late = () => done(`does not fit mode ${state.mode}: ignored`);
  switch (op.kind) {
    case 'claimed':
      state.mode = 'human';
      if (op.silent !== true) turn.say('agent_joined', { staffName: op.staffName });
      return done('an agent took the chat');
    case 'transferred':
      if (state.mode !== 'human') return late();
      turn.say('agent_transferred', { staffName: op.staffName });
      return done('another agent took the chat');
    case 'unanswered':
      if (state.mode !== 'queued') return late();
      turn.say('handoff_slow');
      turn.call({ kind: 'handoff.position' });
      return done('nobody has come yet: apologised');
    case 'requeued':
      if (state.mode !== 'human') return late();
      state.mode = 'queued';
      turn.say('agent_lost');
      turn.call({ kind: 'handoff.position' });
      return done('the agent was lost, the chat waits again');
    case 'regrouped':
      if (state.mode !== 'human' && state.mode !== 'queued') return late();
      state.mode = 'queued';
      turn.say('agent_regrouped', { groupName: op.groupName });
      turn.call({ kind: 'handoff.position' });
      return done('the chat waits for another group');
    case 'handed_back':
    case 'closed':
      if (state.mode !== 'human' && state.mode !== 'queued') return late();
      state.mode = 'after_human';
      turn.say(op.kind === 'closed' && op.idle === true ? 'agent_left_idle' : 'agent_left');
      return done('the bot is back with the next message');
  }
}
