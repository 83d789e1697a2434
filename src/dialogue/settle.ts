import { z } from 'zod';
import { followAnswer, offerNext, sayEntry } from './answers';
import { settleChannels } from './contact';
import { settleDocuments } from './documents';
import type { Departure, OpenCall } from './effect';
import type { DialogueEvent, EffectResult } from './event';
import { takeOutcome } from './frame/do-step';
import { activeForm, formOnTop } from './frame/form';
import { runSteps } from './frame/run-steps';
import { settleHot } from './hot-questions';
import { settleQuestion } from './last-question';
import { settleNote } from './leave-note';
import { settleCity, settleNear } from './outlets';
import { askForRating, settleComment, settleStars } from './rating';
import { pauseFrames, wakeFrames } from './repair/form-events';
import { settleSearch } from './search';
import { settleCode } from './show-code';
import type { Decision, Turn } from './turn';

const placeSchema = z.object({
  position: z.number().int().min(0),
  open: z.boolean(),
  opensAt: z.string().nullable(),
  agentsOnline: z.number().int().min(0),
  level: z.enum(['emergency', 'vip', 'normal']).default('normal'),
  /** They wait for the platform's own agents: nobody knows at which place. */
  elsewhere: z.boolean().default(false),
});
const enqueuedSchema = placeSchema.extend({
  already: z.boolean(),
  /** An agent had room, and has the chat already. */
  staffName: z.string().optional(),
});
const endedSchema = z.object({ rate: z.string().optional() });
const entrySchema = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  category: z.string(),
});

/** For a queue that took the follower and did not say where they stand. */
const UNKNOWN_PLACE = {
  position: 0,
  open: true,
  opensAt: null,
  agentsOnline: 1,
  level: 'normal',
  elsewhere: false,
  already: false,
} as const;

/** The result of an inline effect of this turn. A result that nobody waits for changes nothing. */
export function settle(turn: Turn, event: Extract<DialogueEvent, { t: 'effect' }>): Decision {
  const call = turn.takeCall(event.key);
  if (call === undefined)
    return { rule: 0, command: 'effect', why: `nobody waits for ${event.key}: ignored` };
  useResult(turn, call, event.result);
  return {
    rule: 0,
    command: 'effect',
    why: `${'effect' in call ? call.effect : call.kind}: ${event.result.ok ? 'done' : event.result.code}`,
  };
}

function useResult(turn: Turn, call: OpenCall, result: EffectResult): void {
  switch (call.kind) {
    case 'handoff.enqueue':
      if (result.ok) {
        enterQueue(turn, read(enqueuedSchema, result) ?? UNKNOWN_PLACE);
        pauseFrames(turn);
        tellWaiting(turn);
      } else {
        turn.say('handoff_failed');
        runSteps(turn);
      }
      return;
    case 'handoff.position': {
      const place = read(placeSchema, result);
      if (place !== undefined && place.position > 0 && turn.state.mode === 'queued')
        turn.say('queue_line', {
          position: place.position,
          open: place.open,
          opensAt: place.opensAt,
          agentsOnline: place.agentsOnline,
          level: place.level,
        });
      return;
    }
    case 'handoff.leave_queue':
    case 'handoff.end': {
      depart(turn, call.then);
      const rate = read(endedSchema, result)?.rate;
      if (rate !== undefined && call.then !== 'silent') askForRating(turn, rate);
      return;
    }
    case 'handoff.leave_note':
      settleNote(turn, result);
      if (turn.state.mode === 'queued') turn.call({ kind: 'handoff.position' });
      return;
    case 'handoff.show_code':
      settleCode(turn, result);
      return;
    case 'rating.give':
      settleStars(turn, call.chat, call.stars, result);
      return;
    case 'rating.comment':
      settleComment(turn, result);
      return;
    case 'kb.entry': {
      const entry = read(entrySchema, result);
      if (entry === undefined) turn.say('entry_gone');
      else {
        sayEntry(turn, entry);
        if (activeForm(turn.state, turn.world) === undefined) offerNext(turn, entry);
        settleQuestion(turn, 'answered');
        followAnswer(turn, entry);
      }
      return;
    }
    case 'outlets.near':
      settleNear(turn, call.label, result);
      return;
    case 'outlets.in_city':
      settleCity(turn, call.words, result);
      return;
    case 'documents.find':
      settleDocuments(turn, call, result);
      return;
    case 'kb.find':
      settleSearch(turn, call, result);
      return;
    case 'kb.hot':
      settleHot(turn, result);
      return;
    case 'channels.describe':
      settleChannels(turn, call.about, result);
      return;
    case 'flow.do':
      takeOutcome(turn, call, result);
      runSteps(turn);
      return;
    case 'kb.miss':
    case 'kb.vote':
    case 'flow.aside':
      return;
  }
}

function enterQueue(turn: Turn, place: z.output<typeof enqueuedSchema>): void {
  const { staffName, elsewhere, ...stands } = place;
  // Place 0 of one who was there already: an agent has the chat, and the state had missed it.
  const served = staffName !== undefined || (place.already && place.position === 0 && !elsewhere);
  turn.state.mode = served ? 'human' : 'queued';
  if (staffName !== undefined) turn.say('agent_joined', { staffName });
  else if (served) turn.say('handoff_served');
  else turn.say('handoff_queued', stands);
}

/** The form waits with its follower, and goes on whenever they like. */
function tellWaiting(turn: Turn): void {
  const form = turn.state.mode === 'queued' ? formOnTop(turn.state, turn.world) : undefined;
  if (form !== undefined && form !== 'gone') turn.say('form_waiting', { title: form.flow.title });
}

/** Out of queue or chat. A failure means that there was nothing to leave, which comes to the same. */
function depart(turn: Turn, then: Departure): void {
  turn.state.mode = 'bot';
  if (then === 'silent') return;
  turn.say(then);
  wakeFrames(turn);
}

function read<T>(schema: z.ZodType<T>, result: EffectResult): T | undefined {
  if (!result.ok) return undefined;
  const parsed = schema.safeParse(result.data);
  return parsed.success ? parsed.data : undefined;
}
