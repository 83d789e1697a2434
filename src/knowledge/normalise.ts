import { dropChattyWords } from './chatty';
import { reword } from './rewording';
import { toSimplified } from './traditional';

/** Everything after this many characters is ignored: nobody asks in a novel, and the cost stays bounded. */
export const MAX_CHARACTERS = 300;

/**
 * The form in which texts are compared: NFKC (full width becomes half), simplified characters, lower case,
 * punctuation and emoji as single blanks, three and more of a kind as two.
 */
export function fold(text: string): string {
  const compatible = text.slice(0, MAX_CHARACTERS).normalize('NFKC').toLowerCase();
  return toSimplified(compatible)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .trim();
}

/**
 * The matching form of a question: folded, without the words around it, in common wording, and with blanks
 * only between Latin words or numbers. Two texts with one matching form are the same question.
 */
export function normalise(text: string): string {
  return normaliseFolded(fold(text));
}

/** `normalise` for a text (or a clause of one) that is folded already. */
export function normaliseFolded(folded: string): string {
  return reword(dropChattyWords(folded)).replace(/(?<![a-z0-9]) | (?![a-z0-9])/g, '');
}
