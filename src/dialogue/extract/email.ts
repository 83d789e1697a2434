import { suggestDomain } from './email-domains';
import { ask, type Candidate, type Extraction, found, none } from './extraction';
import { type FoldedText, foldText } from './folded-text';

const LOCAL = String.raw`[A-Za-z0-9](?:[A-Za-z0-9_+%-]|\.(?=[A-Za-z0-9_+%-])){0,63}`;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const WRITTEN = new RegExp(String.raw`(?<![A-Za-z0-9._%+-])(${LOCAL}) ?@ ?(${LABEL}(?:\.${LABEL})+)`, 'g');
/** What a thumb or a voice makes of a dot: `qq。com`, `qq点com`, `qq,com`, `qq..com`, `qq com`. */
const BROKEN_DOT = new RegExp(
  `(?<![A-Za-z0-9._%+-])(${LOCAL}) ?@ ?(${LABEL}(?:(?:[.。点,，、]{1,2}| )${LABEL})+)`,
  'g',
);
const NO_DOT = new RegExp(`(?<![A-Za-z0-9._%+-])(${LOCAL}) ?@ ?(${LABEL})?`);
const WHOLE = new RegExp(String.raw`^${LOCAL}@${LABEL}(?:\.${LABEL})*\.[A-Za-z]{2,24}$`);
const NO_AT = /^[A-Za-z0-9._%+-]{1,64}(?:qq|163|126|gmail|outlook|hotmail|foxmail|sina|139)\.(?:com|cn)$/i;

/** Whether a value is what `extractEmail` may find. */
export function isEmail(value: string): boolean {
  return value.length <= 254 && WHOLE.test(value);
}

/**
 * E-mail addresses anywhere in a text. The domain is put in lower case; what stands before the @ stays as it was said. An
 * address whose domain looks mistyped is asked about, with the address as written as the second option.
 */
export function extractEmail(text: string): Extraction<string> {
  const folded = foldText(text);
  const written = read(folded, WRITTEN, 1, 'address');
  const candidates = written.length > 0 ? written : read(folded, BROKEN_DOT, 0.85, 'address with an odd dot');
  const sound = candidates.filter(({ value }) => suggest(value) === undefined);
  if (sound.length > 0) return found(sound);

  const [first] = candidates;
  if (first !== undefined) return askAbout(first.value, suggest(first.value));
  return explain(folded.text);
}

function read(folded: FoldedText, pattern: RegExp, confidence: number, why: string): Candidate<string>[] {
  return [...folded.text.matchAll(pattern)].flatMap((match) => {
    const [all, local = '', domain = ''] = match;
    const value = `${local}@${domain.toLowerCase().replace(/[.。点,，、 ]+/g, '.')}`;
    return isEmail(value)
      ? [{ value, span: folded.span(match.index, match.index + all.length), confidence, why }]
      : [];
  });
}

function suggest(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  const domain = suggestDomain(value.slice(at + 1));
  return domain === undefined ? undefined : `${value.slice(0, at)}@${domain}`;
}

function askAbout(value: string, better: string | undefined): Extraction<string> {
  const options = [better, value].filter((one) => one !== undefined).filter(isEmail);
  return ask(
    'email_typo',
    options.map((one) => ({ label: one, value: one })),
  );
}

function explain(text: string): Extraction<string> {
  const open = NO_DOT.exec(text);
  if (open !== null) {
    const better = suggestDomain((open[2] ?? '').toLowerCase());
    return better === undefined ? none('email_incomplete') : askAbout(`${open[1]}@${better}`, undefined);
  }
  if (text.includes('@')) return none('email_incomplete');
  return NO_AT.test(text.trim()) ? none('email_no_at') : none();
}
