import type { DialogueEvent, FollowerEvent } from './event';
import { isInForm } from './hot-questions';
import { findOutlets } from './outlets';
import type { Decision, Turn } from './turn';

/** Rule 3: what has no words gets a line that says how to go on. */
export function acknowledge(turn: Turn, event: FollowerEvent): Decision {
  const said = (why: string): Decision => ({ rule: 3, command: 'say', why });
  switch (event.t) {
    case 'subscribe':
      sayWhose(turn, event.agent);
      turn.sayWithMenu('welcome', turn.content.homeMenu);
      return said('a new follower');
    case 'click':
      turn.sayWithMenu('menu', turn.content.homeMenu);
      return said('a menu key without a word in the content');
    case 'media':
      // Whoever waits for a person shows it to that person.
      if (turn.state.mode === 'queued') {
        turn.say('media_for_agent', { kind: event.kind });
        return said(`${event.kind}, kept for the agent`);
      }
      turn.say(`media_${event.kind}`, { in_form: isInForm(turn) });
      return said(`${event.kind} without words`);
    case 'location':
      findOutlets(turn, event);
      return said('a place: the outlets near it');
    case 'other':
      return acknowledgeOther(turn, event.kind, event.agent);
    case 'text':
    case 'tap':
      turn.say('sticker', { in_form: isInForm(turn) });
      return said('nothing but symbols');
  }
}

type OtherKind = Extract<DialogueEvent, { t: 'other' }>['kind'];

function acknowledgeOther(turn: Turn, kind: OtherKind, agent: string | undefined): Decision {
  switch (kind) {
    case 'scan':
      sayWhose(turn, agent);
      turn.sayWithMenu('greeting', turn.content.homeMenu);
      return { rule: 3, command: 'say', why: 'scanned a code and follows already' };
    case 'unknown':
      return { rule: 3, command: 'silent', why: 'a kind of event that means nothing here' };
    case 'sticker':
      turn.say('sticker', { in_form: isInForm(turn) });
      return { rule: 3, command: 'say', why: 'a sticker' };
    default:
      turn.say(kind, { queued: turn.state.mode === 'queued' });
      return { rule: 3, command: 'say', why: `a ${kind}` };
  }
}

/** Whoever scanned the code of an agent gets that one with their next wish for a person. */
function sayWhose(turn: Turn, staffName: string | undefined): void {
  if (staffName !== undefined) turn.say('agent_scanned', { staffName });
}
