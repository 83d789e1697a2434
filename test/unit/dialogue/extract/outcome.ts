import type { Extraction } from '../../../../src/dialogue/extract';

/** An extraction in a few words, for tables: `13800000000`, `a | b`, `ask email_typo: x / y`, `none`, `none phone_too_short`. */
export function outcome<T>(extraction: Extraction<T>): string {
  switch (extraction.kind) {
    case 'found':
      return extraction.candidates.map(({ value }) => show(value)).join(' | ');
    case 'ask': {
      const options = extraction.options?.map(({ value }) => show(value)).join(' / ');
      return `ask ${extraction.question}${options === undefined ? '' : `: ${options}`}`;
    }
    case 'none':
      return extraction.hint === undefined ? 'none' : `none ${extraction.hint}`;
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The words of the text that the best candidate was read from. */
export function wordsOf<T>(text: string, extraction: Extraction<T>): string | undefined {
  return extraction.kind === 'found' ? text.slice(...extraction.candidates[0]!.span) : undefined;
}
