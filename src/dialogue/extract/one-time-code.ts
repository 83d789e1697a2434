import { tidy } from '../normalise';
import { type Candidate, type Extraction, found } from './extraction';
import { foldText } from './folded-text';

/** The value for somebody who wants another code. */
export const RESEND = 'resend';

const CODE = /(?<![\dA-Za-z.-])\d(?:[ \t-]?\d){5}(?![\dA-Za-z]|[.-]\d)/gu;
const AGAIN = /重发|重新发|再发|再来一|没有?收到|收不到|没来|换一个/u;

/**
 * A code of six digits as it came by SMS (`123456`, `验证码 123 456`), or `resend` for 重发 and 没收到.
 * Digits that belong to something longer are none.
 */
export function extractOneTimeCode(text: string): Extraction<string> {
  const folded = foldText(text);
  const codes = [...folded.text.matchAll(CODE)].map(
    (match): Candidate<string> => ({
      value: match[0].replace(/\D/g, ''),
      span: folded.span(match.index, match.index + match[0].length),
      confidence: 1,
      why: 'six digits',
    }),
  );
  if (codes.length > 0) return found(codes, 'code_format');
  const again: Candidate<string> = {
    value: RESEND,
    span: [0, text.length],
    confidence: 1,
    why: 'wants another code',
  };
  return AGAIN.test(tidy(text))
    ? found([again])
    : found([], /\d/u.test(folded.text) ? 'code_format' : undefined);
}
