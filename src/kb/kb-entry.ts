import { fingerprint } from '../kernel/fingerprint';
import type { Validity } from './validity';

/** One piece of knowledge as people write it, in a seed file or in the console. */
export interface KbEntry extends Validity {
  /** Stable, in kebab case: what links a file, a row and a statistic. */
  key: string;
  question: string;
  /** Other ways of asking it. */
  similar: string[];
  answer: string;
  category: string;
  /** The product it is about; null when it is about all of them. */
  product: string | null;
  tags: string[];
}

/** `draft`: written, not answered yet. `retired`: no longer answered, kept with its history. */
export const ENTRY_STATUSES = ['draft', 'published', 'retired'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** A passive reply holds 2048 bytes; what is left is for the line that a form adds to continue. */
export const MAX_ANSWER_BYTES = 1900;

export const KEY_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The content of anything that is an entry, and nothing else of it. */
export function contentOf(entry: KbEntry): KbEntry {
  const { key, question, similar, answer, category, product, tags, validFrom, validUntil } = entry;
  return { key, question, similar, answer, category, product, tags, validFrom, validUntil };
}

/** Equal for entries with equal content: how an import knows that there is nothing to do. */
export function contentHash(entry: KbEntry): string {
  const { key, question, similar, answer, category, product, tags, validFrom, validUntil } = entry;
  const dates = validFrom === null && validUntil === null ? [] : [validFrom, validUntil];
  return fingerprint(JSON.stringify([key, question, similar, answer, category, product, tags, ...dates]));
}
