import { type Extraction, found, none } from './extraction';
import { trimmedSpan } from './folded-text';

/** Any text that says something, as it was said, without the blanks at its ends. Symbols alone say nothing. */
export function extractLongText(text: string): Extraction<string> {
  const span = trimmedSpan(text);
  const value = text.slice(...span);
  return /[\p{L}\p{N}]/u.test(value)
    ? found([{ value, span, confidence: 0.5, why: 'whole text' }])
    : none('text_empty');
}
