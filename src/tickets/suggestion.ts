export const SUGGESTION_KINDS = ['suggestion', 'complaint'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** A suggestion or complaint as the rest of the product sees it. Instants are epoch milliseconds. */
export interface Suggestion {
  /** `JY` (suggestion) or `TS` (complaint) and a daily number, so that it cannot be taken for a ticket's. */
  number: string;
  followerId: string;
  kind: SuggestionKind;
  text: string;
  contact: string | null;
  createdAt: number;
  answer: string | null;
  /** Id of the member of staff. */
  answeredBy: string | null;
  answeredAt: number | null;
}

/** Beginning of the numbers of a kind: 建议, 投诉. */
export const NUMBER_PREFIX: Readonly<Record<SuggestionKind, string>> = { suggestion: 'JY', complaint: 'TS' };

export const SUGGESTION_LIMITS = { text: 2_000, contact: 100, answer: 500, perDay: 10 } as const;
