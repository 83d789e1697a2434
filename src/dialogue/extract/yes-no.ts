import { normaliseText, tidy } from '../normalise';
import { ask, type Extraction, found, none } from './extraction';
import { trimmedSpan } from './folded-text';
import { LONGEST_WORD, SIGNS, YES_NO_WORDS, type YesNoKind } from './yes-no-words';

export interface YesNoOptions {
  /** What a yes sets off cannot be undone: a murmur (嗯嗯, 👌) is asked again. */
  destructive?: boolean;
}

/** 不要不要 only insists on 不要. */
const REPEATED = /^(.{1,4}?)\1+$/u;

interface Piece {
  word: string;
  kind: YesNoKind;
}

/**
 * Whether a whole message says yes or no. Digits never do, they belong to menus; a sentence with anything else in it does
 * not either. What says both, neither (`好像不对`), or denies a denial (`不是不行`) is asked again.
 */
export function extractYesNo(text: string, { destructive = false }: YesNoOptions = {}): Extraction<boolean> {
  const kind = readSign(text) ?? readWords(text);
  if (kind === undefined || kind === 'filler' || kind === 'question') return none();
  if (kind === 'unsure' || (kind === 'murmur' && destructive)) return ask('yes_no_unclear');
  const value = kind !== 'no';
  const confidence = kind === 'murmur' ? 0.8 : 1;
  return found([{ value, span: trimmedSpan(text), confidence, why: value ? 'says yes' : 'says no' }]);
}

function readSign(text: string): YesNoKind | undefined {
  const signs = text.replace(/\s+/gu, '');
  return SIGNS.find(([pattern]) => pattern.test(signs))?.[1];
}

function readWords(text: string): YesNoKind | undefined {
  if (/[?]/.test(tidy(text))) return undefined;
  const clauses = text
    .split(/[\s,，.。;；!！、~～…]+/u)
    .map((clause) => insistOnce(normaliseText(clause)))
    .filter((clause) => clause !== '');
  const kinds: YesNoKind[] = [];
  for (const clause of clauses) {
    const pieces = cutIntoWords(clause);
    if (pieces === undefined) return undefined;
    kinds.push(readClause(clause, pieces));
  }
  return sumUp(kinds);
}

/** The fewest known words that make up a whole clause, or undefined when something else is in it. */
function cutIntoWords(clause: string): Piece[] | undefined {
  const best: (Piece[] | undefined)[] = [[]];
  for (let end = 1; end <= Math.min(clause.length, 40); end += 1) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const before = best[start];
      const word = clause.slice(start, end);
      const kind = YES_NO_WORDS.get(word);
      if (before === undefined || kind === undefined) continue;
      const known = best[end];
      if (known === undefined || before.length + 1 < known.length) best[end] = [...before, { word, kind }];
    }
  }
  return clause.length > 40 ? undefined : best[clause.length];
}

function insistOnce(clause: string): string {
  return YES_NO_WORDS.has(clause) ? clause : clause.replace(REPEATED, '$1');
}

function readClause(clause: string, pieces: readonly Piece[]): YesNoKind {
  // 不是不行, 不会不可以: yes, perhaps.
  const denials = pieces.filter(({ kind }) => kind === 'no');
  if (/不[是会能得]?不|没有?不/.test(clause) && new Set(denials.map(({ word }) => word)).size > 1)
    return 'unsure';
  return sumUp(pieces.map(({ kind }) => kind)) ?? 'filler';
}

/** A question or a doubt anywhere decides; yes and no together are unclear; a murmur beside a word adds nothing. */
function sumUp(kinds: readonly YesNoKind[]): YesNoKind | undefined {
  const has = (kind: YesNoKind) => kinds.includes(kind);
  if (has('question')) return 'question';
  if (has('unsure') || (has('yes') && has('no'))) return 'unsure';
  if (has('no')) return 'no';
  if (has('yes')) return 'yes';
  if (has('murmur')) return 'murmur';
  return kinds.length === 0 ? undefined : 'filler';
}
