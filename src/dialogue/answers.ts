import type { Json } from '../kernel/json';
import type { KbAnswer, KbFinding, Signals } from './event';
import { tellPlace } from './handoff';
import { inFull, noteAnswer } from './last-answer';
import { noteQuestion, settleQuestion } from './last-question';
import { type MenuItem, shortenLabel } from './menu';
import { taskItems } from './named-tasks';
import { normaliseText } from './normalise';
import { takeComment } from './rating';
import type { Reading } from './read-text';
import type { Decision, Turn } from './turn';
import { offerVote } from './vote';

const MAX_SUGGESTIONS = 3;
/** From here on the bot says plainly that a person is the better choice. */
const UNKNOWN_BEFORE_OFFER = 2;

/** Rules 10 and 12: the answer that was found, a choice of questions, or the admission that there is none. */
export function answer(turn: Turn, said: Reading, signals: Signals): Decision {
  const { kb: finding, leansOn } = signals;
  const reading = inFull(said, signals);
  if (finding?.kind === 'answer') {
    sayEntry(turn, finding.entry);
    offerNext(turn, finding.entry, reading.handoffWish);
    if (!isSmallTalk(turn, finding.entry)) noteQuestion(turn, reading, 'answered');
    followAnswer(turn, finding.entry);
    const after = leansOn === undefined ? '' : ` after ${leansOn.entry}`;
    return { rule: 10, command: 'ask_kb', why: `entry ${finding.entry.id} scored ${finding.score}${after}` };
  }
  if (reading.number !== undefined) {
    turn.say('number_without_menu');
    return { rule: 5, command: 'unknown', why: 'a number, and no menu is shown' };
  }
  const candidates = finding?.kind === 'suggest' ? suggestible(turn, finding) : [];
  if (candidates.length > 0) {
    noteQuestion(turn, reading, 'open');
    suggest(turn, reading, candidates);
    return { rule: 10, command: 'ask_kb', why: `${candidates.length} entries are near` };
  }
  if (reading.handoffWish) return meetWish(turn);
  const comment = takeComment(turn, said);
  if (comment !== undefined) return comment;
  return admit(turn, reading, finding);
}

/** Says an entry. Small talk is a remark: the menu and the rest of a long answer stay where they were. */
export function sayEntry(turn: Turn, entry: KbAnswer): void {
  turn.state.counters.unknownInRow = 0;
  if (isSmallTalk(turn, entry)) {
    turn.say('small_talk', { answer: entry.answer });
  } else {
    const params = { question: entry.question, answer: entry.answer };
    turn.replies.push({ key: 'answer', params, entry: entry.id });
  }
}

/**
 * Below an answer: the tasks that it tells its reader to type, ready to be tapped, and a person for who asked for one. Not
 * for those who wait for a person, and not inside a form, where digits answer the form.
 */
export function offerNext(turn: Turn, entry: KbAnswer, wantsPerson = false): void {
  if (isQueued(turn)) return;
  const tasks = taskItems(turn, entry.answer);
  if (tasks.length === 0 && wantsPerson) offerPerson(turn, true);
  else if (tasks.length > 0)
    turn.sayWithMenu('answer_tasks', wantsPerson ? [...tasks, personItem(turn)] : tasks);
}

/** What an answer outside of forms leaves behind: the question whether it was of use, and what 人工 right after it is about. */
export function followAnswer(turn: Turn, entry: KbAnswer): void {
  if (isSmallTalk(turn, entry)) return;
  noteAnswer(turn, entry.id, 'chat');
  offerVote(turn, entry);
}

/** Who asks for a person right after an answer was not helped by it. */
export function noteUnhelped(turn: Turn): void {
  const { answered, lastQuestion, turn: now } = turn.state;
  if (answered?.turn !== now - 1 || answered.inForm || lastQuestion?.fate !== 'answered') return;
  const { text } = lastQuestion;
  recordMiss(turn, text, normaliseText(text), 'handoff', { id: answered.entry, score: 1 });
}

export function isSmallTalk(turn: Turn, { category }: KbAnswer): boolean {
  return category === turn.content.settings.smallTalkCategory;
}

type Candidate = { entry: KbAnswer; score: number };

function suggestible(turn: Turn, finding: { candidates: Candidate[] }): Candidate[] {
  const seen = new Set<string>();
  return finding.candidates
    .filter(({ entry }) => !isSmallTalk(turn, entry))
    .filter(({ entry }) => !seen.has(entry.id) && seen.add(entry.id))
    .slice(0, MAX_SUGGESTIONS);
}

function suggest(turn: Turn, reading: Reading, candidates: Candidate[]): void {
  const [best] = candidates;
  const items: MenuItem[] = candidates.map(({ entry }) => ({
    label: shortenLabel(entry.question),
    action: { kind: 'entry', id: entry.id },
  }));
  items.push({
    label: turn.content.labels.noneOfThese,
    action: {
      kind: 'none_of_these',
      question: reading.words,
      ...(best === undefined ? {} : { best: { id: best.entry.id, score: best.score } }),
    },
  });
  if (reading.handoffWish && turn.state.mode !== 'queued') items.push(personItem(turn));
  turn.sayWithMenu('suggest', items, { count: candidates.length });
}

/** A wish for a person that no entry answers: an offer, or their place when they already wait. */
function meetWish(turn: Turn): Decision {
  if (turn.state.mode === 'queued') {
    tellPlace(turn);
    return { rule: 12, command: 'handoff', why: 'asks for a person and already waits for one' };
  }
  offerPerson(turn, false);
  return { rule: 12, command: 'unknown', why: 'asks for a person inside a sentence: offered' };
}

function admit(turn: Turn, reading: Reading, finding: KbFinding | undefined): Decision {
  const { counters } = turn.state;
  counters.unknownInRow += 1;
  if (finding !== undefined) noteQuestion(turn, reading, 'open');
  // Without a finding nothing was searched, so that nothing is known to be missing.
  if (finding !== undefined) recordMiss(turn, reading.words, reading.norm, 'none', bestOf(finding));
  const again = counters.unknownInRow >= UNKNOWN_BEFORE_OFFER;
  turn.sayWithMenu(again ? 'fallback_again' : 'fallback', waysOn(turn), { queued: isQueued(turn) });
  return {
    rule: 12,
    command: 'unknown',
    why: finding === undefined ? 'nothing was searched' : `nothing found, ${counters.unknownInRow} in a row`,
  };
}

/** The follower refuses all suggestions. */
export function refuseSuggestions(
  turn: Turn,
  refused: { question: string; norm: string; best?: { id: string; score: number } } | undefined,
): void {
  settleQuestion(turn, 'refused');
  if (refused !== undefined) {
    recordMiss(turn, refused.question, refused.norm, 'none_of_these', refused.best);
  }
  turn.sayWithMenu('none_of_these', waysOn(turn), { queued: isQueued(turn) });
}

/** A question that came up inside a form and found no answer. */
export function noteMiss(turn: Turn, reading: Reading, finding: KbFinding): void {
  recordMiss(turn, reading.words, reading.norm, 'none', bestOf(finding));
}

/** Words that somebody searched for and that nothing fits. */
export function missedSearch(turn: Turn, words: string): void {
  recordMiss(turn, words, normaliseText(words), 'none', undefined);
}

function recordMiss(
  turn: Turn,
  text: string,
  norm: string,
  reason: 'none' | 'none_of_these' | 'handoff',
  best: { id: string; score: number } | undefined,
): void {
  const args: Record<string, Json> = { text, norm, reason };
  if (best !== undefined) args.best = { ...best };
  turn.call({ kind: 'kb.miss' }, args);
}

function bestOf(finding: KbFinding): { id: string; score: number } | undefined {
  if (finding.kind === 'none') return finding.best;
  const [first] = finding.kind === 'suggest' ? finding.candidates : [];
  return first === undefined ? undefined : { id: first.entry.id, score: first.score };
}

function offerPerson(turn: Turn, answered: boolean): void {
  turn.sayWithMenu('handoff_offer', [personItem(turn)], { answered });
}

/** Where a dead end leads: to a person, unless they already wait for one, and to the menu. */
export function waysOn(turn: Turn): MenuItem[] {
  const menu: MenuItem = { label: turn.content.labels.menu, action: { kind: 'command', command: 'menu' } };
  return isQueued(turn) ? [menu] : [personItem(turn), menu];
}

function personItem(turn: Turn): MenuItem {
  return { label: turn.content.labels.handoff, action: { kind: 'command', command: 'handoff' } };
}

function isQueued(turn: Turn): boolean {
  return turn.state.mode === 'queued';
}
