import { readText } from '../read-text';
import { readPlace } from './choice-place';
import { choiceKey, findWhole, similarity } from './choice-text';
import { ask, type Candidate, type Extraction, found, none, type Span } from './extraction';
import { foldText, trimmedSpan } from './folded-text';

export interface ChoiceOption<T> {
  value: T;
  label: string;
  aliases?: readonly string[];
}

/** Two labels nearer to each other than this are both shown instead of guessed. */
export const CHOICE_MARGIN = 0.15;
const FUZZY_MIN = 0.6;
const FUZZY_MAX_LENGTH = 20;
const MOST_OPTIONS = 5;
const DENIED = /(?:不是|不要|不选|不用|别选|别|除了|非)$/;

/** 星云 is not meant by 星云3号. */
const NUMBER_BEHIND = /^\d{1,4}(?!\d)/;

/**
 * Which option a text chooses: by its words, by its place (`2`, `②`, `第二个`, `最后一个`), by words within a sentence, by a
 * part of its label, or by a label with a slip in it. A question chooses nothing. Numbers never match loosely.
 */
export function extractChoice<T>(text: string, options: readonly ChoiceOption<T>[]): Extraction<T> {
  const said = choiceKey(text);
  if (said === '' || options.length === 0) return none();
  const whole = (value: T, confidence: number, why: string): Candidate<T> => ({
    value,
    span: trimmedSpan(text),
    confidence,
    why,
  });

  const exact = options.filter((option) => namesOf(option).some((name) => name === said));
  if (exact.length > 0) return decide(exact, (option) => whole(option.value, 1, 'label'));

  const place = readPlace(text, options.length);
  if (place !== undefined) {
    const option = options[place.at - 1];
    if (option === undefined) return none('choice_out_of_range');
    if (place.label === undefined) return found([whole(option.value, 1, 'place')]);
    const named = meantBy(extractChoice(place.label, options), options);
    if (named.includes(option)) return found([whole(option.value, 1, 'place and label')]);
    if (named.length > 0) return decide([option, ...named], (one) => whole(one.value, 0.5, 'place or label'));
  }

  if (readText(text).question) return none();
  const named = findNamed(said, options);
  if (named.length > 0) {
    return decide(named, (option) => ({
      ...whole(option.value, 0.9, 'label in a sentence'),
      span: spanOf(text, option),
    }));
  }
  if (said.length < 2 || DENIED.test(said.slice(0, 2))) return none();
  const shortened = options.filter((option) =>
    namesOf(option).some((name) => findWhole(name, said).length > 0),
  );
  if (shortened.length > 0)
    return decide(shortened, (option) => whole(option.value, 0.85, 'part of a label'));
  return matchLoosely(said, options, whole);
}

function meantBy<T>(extraction: Extraction<T>, options: readonly ChoiceOption<T>[]): ChoiceOption<T>[] {
  const values =
    extraction.kind === 'found'
      ? extraction.candidates.map(({ value }) => value)
      : extraction.kind === 'ask'
        ? (extraction.options ?? []).map(({ value }) => value)
        : [];
  return options.filter(({ value }) => values.includes(value));
}

function namesOf<T>({ label, aliases = [], value }: ChoiceOption<T>): string[] {
  const names = [label, ...aliases, ...(typeof value === 'string' ? [value] : [])];
  return [...new Set(names.map(choiceKey))].filter((name) => name !== '');
}

/** One option is found; several are shown. */
function decide<T>(
  options: readonly ChoiceOption<T>[],
  candidate: (option: ChoiceOption<T>) => Candidate<T>,
): Extraction<T> {
  const [first, ...others] = new Set(options);
  if (first !== undefined && others.length === 0) return found([candidate(first)]);
  return ask(
    'choice_ambiguous',
    [...new Set(options)].slice(0, MOST_OPTIONS).map(({ label, value }) => ({ label, value })),
  );
}

/** Options whose words stand in the sentence and are not denied there; the longer words hide the shorter within them. */
function findNamed<T>(said: string, options: readonly ChoiceOption<T>[]): ChoiceOption<T>[] {
  const hits = options.flatMap((option) =>
    namesOf(option)
      .filter((name) => name.length > 1 && !/^[\d.]+$/.test(name))
      .flatMap((name) => findWhole(said, name).map((start) => ({ option, start, end: start + name.length }))),
  );
  const widest = hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start,
      ),
  );
  const meant = widest.filter(
    ({ start, end }) =>
      !DENIED.test(said.slice(Math.max(0, start - 2), start)) && !NUMBER_BEHIND.test(said.slice(end)),
  );
  return [...new Set(meant.map(({ option }) => option))];
}

function matchLoosely<T>(
  said: string,
  options: readonly ChoiceOption<T>[],
  whole: (value: T, confidence: number, why: string) => Candidate<T>,
): Extraction<T> {
  if (said.length > FUZZY_MAX_LENGTH || /^[\d.]+$/.test(said)) return none();
  const scored = options
    .map((option) => ({
      option,
      score: Math.max(...namesOf(option).map((name) => similarity(said, name)), 0),
    }))
    .filter(({ score }) => score >= FUZZY_MIN)
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (best === undefined) return none();
  const near = scored.filter(({ score }) => best.score - score < CHOICE_MARGIN).map(({ option }) => option);
  return decide(near, ({ value }) => whole(value, Math.min(0.8, best.score), 'like a label'));
}

/**
 * Where the words of an option stand in the raw text, also in another case or with the other kind of digits; the whole
 * text when they were written in yet another form.
 */
function spanOf<T>(raw: string, option: ChoiceOption<T>): Span {
  const folded = foldText(raw);
  const text = folded.text.toLowerCase();
  // Letters that change their length with their case would move all places behind them.
  if (text.length !== folded.text.length) return trimmedSpan(raw);
  const spoken = [option.label, ...(option.aliases ?? [])].map((name) => foldText(name).text.toLowerCase());
  for (const name of [...spoken, ...namesOf(option)]) {
    const start = text.indexOf(name);
    if (name !== '' && start !== -1) return folded.span(start, start + name.length);
  }
  return trimmedSpan(raw);
}
