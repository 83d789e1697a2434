import { decideFrom } from './decide';
import { fold, normalise, normaliseFolded } from './normalise';
import { ANSWER_SCORE, MAX_SUGGESTIONS, RERANKED, SUGGEST_SCORE } from './policy';
import type { Candidate, Decision, Index } from './types';
import { countUnits } from './units';

/** The entry that answered last, by its standard question. */
export interface LastAnswer {
  id: string;
  question: string;
}

/** A text that leans on the last answer, read together with it. */
export interface FollowUp {
  /** The words as they were understood: 要多久 after 怎么开发票 is 开发票要多久. */
  text: string;
  decision: Decision;
}

/** What a ranking of one text makes of entries. */
export type Rank = (text: string) => readonly Candidate[];

/** How many entries a ranking has to go down to, for the weaker half of a follow-up to show. */
export const FOLLOW_UP_DEPTH = RERANKED;

/** More characters than this say what they are about. */
const LONGEST = 10;
/** … and more than this when nothing in them hangs them on what was said before. */
const LONGEST_BARE = 8;
/** A text that is found with at least this score stands by itself. */
const STANDS_SCORE = 0.6;
/** An entry is meant by both together when they find it this much better than each of them alone … */
const SUPPORT = 0.08;
/** … and is answered from here on, */
const SURE_SUPPORT = 0.15;
/** when it is this much better than what the text alone would be answered with, */
const BETTER = 0.05;
/** and no other is as near as this. */
const TIE = 0.05;
/** The last entry answers again when the text alone is near to it, and makes its topic this much surer. */
const AGAIN_SCORE = 0.08;
const AGAIN_SUPPORT = 0.05;

/** Words that hang a text on what was said before. */
const LEAD = /^(?:那么|那(?![个里边儿天时])|还有|然后|另外|如果|要是|假如|万一)(?:是|说|就)?/u;
const IT = /^(?:这个|那个|它们?|这)(?=.)/u;
const ENDING = /[呢啊呀哦]$/u;
/** What is asked, when nothing says of what. */
const KIND = /什么|怎么|为什么|多久|多少|价格|哪|谁|几|可以|能|会|要|收费|安全|吗$/u;
/** A reply, and no question: 那好吧, 还有别的吗, 怎么办. */
const EMPTY = /^(?:什么|怎么办?|为什么|别的|其他的?|其它的?|没了?|有|好|行|算|可以)?$/u;

const FRAME =
  /(?:是|有|要)?(?:什么时候|什么|怎么办|怎么|为什么|多久|多长|多少|价格|哪里|哪个|哪些|谁)(?:是|有|要)?|可以/gu;

/**
 * Reads a short text that leans on the last answer (那周末呢, 要多久, 在哪) together with it. Undefined when the text stands
 * by itself or the last answer makes nothing better of it. `alone` is what it finds by itself; both rankings
 * are of entries alone, `FOLLOW_UP_DEPTH` of them.
 */
export function readFollowUp(
  text: string,
  last: LastAnswer,
  alone: readonly Candidate[],
  rank: Rank,
): FollowUp | undefined {
  const rest = restOf(text);
  if (rest === undefined || (alone[0]?.score ?? 0) >= STANDS_SCORE) return undefined;
  const byItself = scoresOf(alone);
  const readings = readingsOf(rest, last).flatMap((reading) => read(reading, byItself, rank));
  const found = bestOfEach(readings);
  const others = found.filter(({ id }) => id !== last.id);
  const meant = others.filter(({ support, score }) => support >= SUPPORT && score >= SUGGEST_SCORE);
  const [best] = meant;
  const decided = decideFrom(alone);
  const rival = decided.kind === 'answer' && decided.id !== best?.id ? decided.score + BETTER : 0;
  const isSure = (one: Found) =>
    one.support >= SURE_SUPPORT &&
    one.score >= Math.max(ANSWER_SCORE, rival) &&
    others.every((other) => other === one || one.score - other.score >= TIE);
  const named = others.find(({ score }) => score === 1);
  if (named !== undefined) return answerWith(named);
  if (best !== undefined && (isSure(best) || best.id === idOf(decided))) return answerWith(best);
  if (decided.kind !== 'answer') {
    const again = readings.find(({ id, support }) => id === last.id && support >= AGAIN_SUPPORT);
    const isNear = (byItself.get(last.id) ?? 0) >= AGAIN_SCORE;
    if (again !== undefined && isNear && again.score >= ANSWER_SCORE) return answerWith(again);
  }
  if (best === undefined) return undefined;
  if (best.score < rival - 2 * BETTER) return undefined;
  const near = others.filter((other) => other.score >= best.score || meant.includes(other));
  const kept =
    decided.kind === 'answer' ? alone.slice(0, 1) : alone.filter(({ score }) => score >= SUGGEST_SCORE);
  const offered = new Map([...kept, ...near].map(({ id, score }) => [id, { id, score }]));
  const order = [...near, ...kept].map(({ id }) => id);
  const candidates = [...new Set(order)].flatMap((id) => offered.get(id) ?? []).slice(0, MAX_SUGGESTIONS);
  return { text: best.text, decision: { kind: 'suggest', candidates } };
}

/** What an index decides about a text after an answer. */
export function decideAfter(index: Index, text: string, last: LastAnswer): Decision {
  const rank = (one: string) => index.rank(one, FOLLOW_UP_DEPTH);
  const alone = rank(text);
  return readFollowUp(text, last, alone, rank)?.decision ?? decideFrom(alone);
}

/** An entry by a reading of the text, and how much more both together speak for it than each alone. */
interface Found extends Candidate {
  support: number;
  text: string;
}

interface Reading {
  text: string;
  /** What is left of it without the follower's words. */
  base: string;
}

/** A question of its own kind takes the topic of the last one; anything else also takes over what was asked. */
function readingsOf(rest: string, { question }: LastAnswer): Reading[] {
  const topic = topicOf(question);
  if (KIND.test(normalise(rest))) return [{ text: `${topic}${rest}`, base: topic }];
  return [question, topic].map((base) => ({ text: `${rest}${base}`, base }));
}

function read({ text, base }: Reading, byItself: ReadonlyMap<string, number>, rank: Rank): Found[] {
  const byBase = scoresOf(rank(base));
  return rank(text).map(({ id, score }) => {
    const support = score - Math.max(byItself.get(id) ?? 0, byBase.get(id) ?? 0);
    return { id, score, support, text };
  });
}

/** The best reading of each entry, the best entries first. */
function bestOfEach(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const known = best.get(one.id);
    if (known === undefined || known.score < one.score) best.set(one.id, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function idOf(decision: Decision): string | undefined {
  return decision.kind === 'answer' ? decision.id : undefined;
}

function answerWith({ id, score, text }: Found): FollowUp {
  return { text, decision: { kind: 'answer', id, score } };
}

/** The text without what hangs it on the last one; undefined when it does not lean on anything. */
function restOf(text: string): string | undefined {
  const folded = fold(text);
  const normalised = normaliseFolded(folded);
  const units = countUnits(normalised);
  if (units > LONGEST) return undefined;
  const rest = folded.replace(LEAD, '').trim().replace(IT, '').replace(ENDING, '').trim();
  const leans = rest !== folded || (units <= LONGEST_BARE && KIND.test(normalised));
  return leans && !EMPTY.test(rest.replace(/[了吧吗嘛的]+$/u, '')) ? rest : undefined;
}

/** What a question is about, without the way it asks. */
function topicOf(question: string): string {
  const normalised = normalise(question);
  const topic = normalised
    .replace(/^你们?(?:的|家)?/u, '')
    .replace(FRAME, '')
    .replace(/(?:是|的|在|吗)$/u, '');
  return topic === '' ? normalised : topic;
}

function scoresOf(ranked: readonly Candidate[]): Map<string, number> {
  return new Map(ranked.map(({ id, score }) => [id, score]));
}
