import { createIndex, fold, type Index, type IndexOptions, normalise } from '../knowledge';
import { dropChattyWords } from '../knowledge/chatty';
import type { MissReason } from './kb-miss-entity';

/** A question without a good answer, as it was counted. */
export interface GapMiss {
  id: number;
  text: string;
  followers: number;
  times: number;
  reason: MissReason;
  lastAt: number;
  /** Who asked, as far as that is still known. */
  followerIds: readonly string[];
}

/** Questions that mean the same and that the knowledge base does not answer well. */
export interface Gap {
  /** Id of the question that most followers asked. */
  id: number;
  question: string;
  /** All of them, the most asked first. */
  questions: { id: number; text: string; followers: number; times: number; reason: MissReason }[];
  /** Different followers who asked any of them. */
  followers: number;
  times: number;
  lastAt: number;
  /** What could be added to an entry as another wording. */
  draftSimilar: string;
}

/** From this similarity on two questions mean the same. */
const SAME_MEANING = 0.6;
/** A word in which something is masked: 138****1234. */
const MASKED = /[\w.@-]*\*+[\w.@-]*/g;

/** Puts together what means the same, by the scorer that answers; what most followers asked comes first. */
export async function clusterMisses(misses: readonly GapMiss[], engine: IndexOptions = {}): Promise<Gap[]> {
  const sorted = [...misses].sort((a, b) => b.followers - a.followers || b.times - a.times || a.id - b.id);
  const index = await createIndex([], engine);
  const clusters = new Map<string, GapMiss[]>();
  for (const [place, miss] of sorted.entries()) {
    if (place % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
    const home = findHome(index, miss.text);
    const members = home === undefined ? undefined : clusters.get(home);
    if (home === undefined || members === undefined) {
      const id = String(miss.id);
      index.add({ id, question: miss.text });
      clusters.set(id, [miss]);
      continue;
    }
    members.push(miss);
    const [first, ...others] = members;
    index.update({ id: home, question: first?.text ?? '', similar: others.map(({ text }) => text) });
  }
  return [...clusters.values()]
    .map(toGap)
    .sort((a, b) => b.followers - a.followers || b.times - a.times || a.id - b.id);
}

function findHome(index: Index, text: string): string | undefined {
  const [best] = index.search(text, 1);
  return best !== undefined && (best.parts.exact || best.parts.similarity >= SAME_MEANING)
    ? best.id
    : undefined;
}

function toGap(members: readonly GapMiss[]): Gap {
  const [first] = members;
  if (first === undefined) throw new Error('a cluster has no members');
  const known = new Set(members.flatMap(({ followerIds }) => followerIds));
  // Those who were erased are still counted in their question.
  const forgotten = Math.max(...members.map(({ followers, followerIds }) => followers - followerIds.length));
  return {
    id: first.id,
    question: first.text,
    questions: members.map(({ id, text, followers, times, reason }) => ({
      id,
      text,
      followers,
      times,
      reason,
    })),
    followers: known.size + Math.max(0, forgotten),
    times: members.reduce((sum, { times }) => sum + times, 0),
    lastAt: Math.max(...members.map(({ lastAt }) => lastAt)),
    draftSimilar: draftPhrasing(members.map(({ text }) => text)),
  };
}

/** The first of these that can stand in an entry, without what people say around a question; nothing masked in it. */
export function draftPhrasing(texts: readonly string[]): string {
  const clean = [...texts.filter((text) => !text.includes('*')), ...texts];
  const drafts = clean.map((text) => tidyQuestion(fold(text.replace(MASKED, ' '))));
  return drafts.find((text) => normalise(text) !== '') ?? '';
}

/** Without greeting and thanks; the 吗 that makes it a question stays. */
function tidyQuestion(folded: string): string {
  const question = dropChattyWords(folded).trim();
  const behind = folded.charAt(folded.indexOf(question) + question.length);
  return /[吗么]/.test(behind) ? question + behind : question;
}
