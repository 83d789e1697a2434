import { byteLength } from '../kernel/text';
import { normalise } from '../knowledge';
import { type KbEntry, KEY_PATTERN, MAX_ANSWER_BYTES } from './kb-entry';
import type { Field, RawEntry, SeedProblem } from './seed-file';
import { isDay } from './validity';

/** An entry that is right in itself, and where it comes from. */
export interface SeedEntry extends KbEntry {
  file: string;
  line: number;
}

/** Turns raw entries into entries, and says everything that is wrong with them, alone and together. */
export function checkSeeds(raw: readonly RawEntry[]): { entries: SeedEntry[]; problems: SeedProblem[] } {
  const problems: SeedProblem[] = [];
  const firstKey = new Map<string, RawEntry>();
  const firstForm = new Map<string, { entry: RawEntry; line: number }>();
  const entries = raw.map((entry) => {
    const say = (field: Field, reason: string, line = entry.lines[field] ?? entry.line) => {
      if (!entry.broken.includes(field)) problems.push({ file: entry.file, line, reason });
    };
    const text = (field: Field) => (entry.texts[field] ?? '').trim();

    const key = text('key');
    const before = firstKey.get(key);
    if (key === '') say('key', 'the entry has no key');
    else if (!KEY_PATTERN.test(key)) say('key', `key \`${key}\` is not in kebab case (a-z, 0-9, -)`);
    else if (before !== undefined) {
      say('key', `key \`${key}\` is used before, at ${before.file}:${before.lines.key ?? before.line}`);
    } else firstKey.set(key, entry);

    const question = text('question');
    if (question === '') say('question', 'the question is empty');
    const answer = text('answer');
    if (answer === '') say('answer', 'the answer is empty');
    const bytes = byteLength(answer);
    if (bytes > MAX_ANSWER_BYTES) {
      say('answer', `the answer has ${bytes} bytes; one reply takes ${MAX_ANSWER_BYTES}`);
    }
    if (text('category') === '') say('category', 'the entry has no category, and the file gives none');

    const day = (field: 'valid_from' | 'valid_until') => {
      const given = text(field);
      if (given !== '' && !isDay(given)) say(field, `\`${field}\` is a day as 2026-05-01, not “${given}”`);
      return given === '' ? null : given;
    };
    const validFrom = day('valid_from');
    const validUntil = day('valid_until');
    if (validFrom !== null && validUntil !== null && validFrom > validUntil) {
      say('valid_until', `valid until ${validUntil}, before it begins on ${validFrom}`);
    }

    const similar = entry.similar.map((item) => ({ text: item.text.trim(), line: item.line }));
    const wordings = [{ text: question, line: entry.lines.question ?? entry.line }, ...similar];
    for (const [place, wording] of wordings.entries()) {
      const form = normalise(wording.text);
      if (form === '') {
        if (place > 0) say('similar', 'another phrasing is empty', wording.line);
        else if (question !== '') say('question', 'the question has no letter to match');
        continue;
      }
      const first = firstForm.get(form);
      if (first === undefined) firstForm.set(form, { entry, line: wording.line });
      else if (first.entry !== entry) {
        const where = `${first.entry.file}:${first.line}`;
        say(
          'similar',
          `“${wording.text}” is the same question as one of another entry, at ${where}`,
          wording.line,
        );
      }
    }
    return {
      key,
      question,
      similar: similar.map((item) => item.text),
      answer,
      category: text('category'),
      product: text('product') || null,
      tags: entry.tags.map((tag) => tag.trim()).filter((tag) => tag !== ''),
      validFrom,
      validUntil,
      file: entry.file,
      line: entry.line,
    };
  });
  return { entries, problems };
}
