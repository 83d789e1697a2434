import { normaliseText } from './normalise';

/** What somebody may want to reach people for: each has its own order of channels (S2-32). */
export const CONTACT_NEEDS = ['urgent', 'general', 'suggestion'] as const;
export type ContactNeed = (typeof CONTACT_NEEDS)[number];

/** How content calls a need: the item of the menu, what it says, and the normalised words that mean it. */
export type ContactNeedWords = { label: string; say: string; words: string[] };
export type ContactNeeds = Record<ContactNeed, ContactNeedWords>;

/** The first need one of whose words is said: 联系我们 急事, 有急事怎么联系你们. */
export function readNeed(needs: ContactNeeds, words: string): ContactNeed | undefined {
  const norm = normaliseText(words);
  return CONTACT_NEEDS.find((need) => needs[need].words.some((word) => norm.includes(word)));
}
