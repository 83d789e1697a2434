import { createHash } from 'node:crypto';
import { AppError } from '../kernel/errors';
import type { Json } from '../kernel/json';
import { byteLength } from '../kernel/text';
import { type CommandWords, commandWords, type ReservedCommand } from './commands';
import { CONTACT_NEEDS, type ContactNeeds, readNeed } from './contact-needs';
import { type ContentFile, type ContentFileItem, contentSchema } from './content-schema';
import type { Flow } from './flow/flow';
import { type ParsedText, parseText } from './liquid';
import type { MenuItem } from './menu';
import { normaliseText } from './normalise';
import { readText } from './read-text';
import { placeOf, sampleOf, TEXT_KEYS, type TextKey } from './texts';
import { type Place, readYaml } from './yaml';

/** The words of the bot, checked and ready: `bot-flows/system.yaml`. */
export interface Content {
  /** Names this version of the file: 12 hex digits of its SHA-256. */
  revision: string;
  settings: {
    businessName: string;
    maxReplyBytes: number;
    smallTalkCategory: string;
    /** Whether the account may write of its own accord. Else what it has to say waits for the next reply. */
    canSend: boolean;
  };
  words: CommandWords;
  clicks: Record<string, string>;
  homeMenu: MenuItem[];
  questions: MenuItem[];
  /** What 联系我们 may be about. */
  contactNeeds: ContactNeeds;
  labels: {
    handoff: string;
    menu: string;
    noneOfThese: string;
    /** Items that forms add by themselves. */
    submit: string;
    edit: string;
    cancel: string;
    continueForm: string;
    cancelForm: string;
    dropForm: string;
    moreOptions: string;
    useSuggestion: string;
    isQuestion: string;
    isValue: string;
    /** The five choices of a rating, one star first. */
    stars: string[];
    /** What a follower taps below an answer. */
    helpful: string;
    unhelpful: string;
  };
  /** The flows that can be started, by id. `withFlows` puts them in. */
  flows: ReadonlyMap<string, Flow>;
  texts: Record<TextKey, ParsedText>;
}

interface Problem {
  place: Place;
  text: string;
}

/** Bytes: texts that are never cut have to leave room for the rest of the message. */
const MAX_BYTES = { closing: 240, menu: 600, prompt: 600, status: 900, body: 1800 };

/**
 * Reads and checks the file. Throws FLOW_INVALID with all problems in one message, one a line: file and line, the
 * place in the file, and what to do.
 */
export function loadContent(yamlText: string, fileName: string): Content {
  const yaml = readYaml(yamlText);
  if (yaml.problems.length > 0) throw invalid(fileName, yaml.problems);

  const parsed = contentSchema.safeParse(yaml.value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      line: yaml.lineOf(issue.path),
      text: `${issue.path.join('.') || 'file'}: ${describe(issue.message)}`,
    }));
    throw invalid(fileName, problems);
  }

  const problems: Problem[] = [];
  const parts = build(parsed.data, (place, text) => problems.push({ place, text }));
  if (problems.length > 0) {
    throw invalid(
      fileName,
      problems.map(({ place, text }) => ({ line: yaml.lineOf(place), text: `${place.join('.')}: ${text}` })),
    );
  }
  return {
    ...parts,
    revision: createHash('sha256').update(yamlText).digest('hex').slice(0, 12),
  };
}

/** The content with these flows in it; the revision then names both. */
export function withFlows(content: Content, flows: readonly Flow[]): Content {
  const hash = createHash('sha256').update(content.revision);
  for (const { id, revision } of flows) hash.update(`${id}:${revision}`);
  return {
    ...content,
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    revision: flows.length === 0 ? content.revision : hash.digest('hex').slice(0, 12),
  };
}

type Report = (place: Place, text: string) => void;

function build(file: ContentFile, report: Report): Omit<Content, 'revision'> {
  const { words, conflicts } = commandWords(withoutUndefined(file.words));
  for (const { word, command, taken } of conflicts) {
    report(['words', command], `"${word}" already means ${taken}; remove it from one of the two`);
  }
  checkLabels(file, words, report);
  return {
    settings: {
      businessName: file.settings.business_name,
      maxReplyBytes: file.settings.max_reply_bytes,
      smallTalkCategory: file.settings.small_talk_category,
      canSend: true,
    },
    words,
    clicks: file.clicks,
    homeMenu: buildMenu(file.home_menu, ['home_menu'], words, report),
    questions: buildMenu(file.questions, ['questions'], words, report),
    contactNeeds: buildNeeds(file, words, report),
    labels: {
      handoff: file.labels.handoff,
      menu: file.labels.menu,
      noneOfThese: file.labels.none_of_these,
      submit: file.labels.submit,
      edit: file.labels.edit,
      cancel: file.labels.cancel,
      continueForm: file.labels.continue_form,
      cancelForm: file.labels.cancel_form,
      dropForm: file.labels.drop_form,
      moreOptions: file.labels.more_options,
      useSuggestion: file.labels.use_suggestion,
      isQuestion: file.labels.is_question,
      isValue: file.labels.is_value,
      stars: file.labels.stars,
      helpful: file.labels.helpful,
      unhelpful: file.labels.unhelpful,
    },
    flows: new Map(),
    texts: parseTexts(file, report),
  };
}

/** A tap on an old menu arrives as typed text: the label of a command has to mean that command. */
function checkLabels(file: ContentFile, words: CommandWords, report: Report): void {
  for (const command of ['handoff', 'menu', 'none_of_these'] as const) {
    checkLabel(file.labels[command], command, words, (text) => report(['labels', command], text));
  }
}

function checkLabel(
  label: string,
  command: ReservedCommand,
  words: CommandWords,
  report: (text: string) => void,
): void {
  if (readText(label, words).command === command) return;
  report(`a tap says "${label}", which does not mean ${command}; add it to words.${command}`);
}

function buildMenu(items: ContentFileItem[], place: Place, words: CommandWords, report: Report): MenuItem[] {
  const seen = new Set<string>();
  return items.map((item, index) => {
    const label = 'label' in item ? item.label : item.say;
    const reading = readText(label, words);
    if (reading.number !== undefined) report([...place, index], 'a label must be more than a number');
    if (seen.has(reading.norm)) report([...place, index], `"${label}" stands in this menu twice`);
    seen.add(reading.norm);
    if ('command' in item) {
      checkLabel(label, item.command, words, (text) => report([...place, index], text));
      return { label, action: { kind: 'command', command: item.command } };
    }
    const said = readText(item.say, words);
    return said.command === undefined
      ? { label, action: { kind: 'say', text: item.say } }
      : { label, action: { kind: 'command', command: said.command } };
  });
}

/** What an item says has to lead to its own order of channels, also when it is typed. */
function buildNeeds(file: ContentFile, words: CommandWords, report: Report): Content['contactNeeds'] {
  const needs = Object.fromEntries(
    CONTACT_NEEDS.map((need) => [
      need,
      { ...file.contact_needs[need], words: file.contact_needs[need].words.map(normaliseText) },
    ]),
  ) as Content['contactNeeds'];
  for (const need of CONTACT_NEEDS) {
    const { say } = needs[need];
    const { command, argument = say } = readText(say, words);
    if (command !== 'contact' || readNeed(needs, argument) !== need)
      report(
        ['contact_needs', need, 'say'],
        `"${say}" does not lead to this need; write 联系我们 and one of its words`,
      );
  }
  return needs;
}

function parseTexts(file: ContentFile, report: Report): Record<TextKey, ParsedText> {
  const texts: Partial<Record<TextKey, ParsedText>> = {};
  for (const key of TEXT_KEYS) {
    const sample: Record<string, Json> = {
      ...sampleOf(key),
      businessName: file.settings.business_name,
      canSend: true,
    };
    const text = parseText(file.texts[key], sample);
    if ('problem' in text) {
      report(['texts', key], text.problem);
      continue;
    }
    texts[key] = text;
    const limit = MAX_BYTES[placeOf(key) ?? 'body'];
    const bytes = Math.max(
      ...[true, false].map((canSend) => byteLength(text.render({ ...sample, canSend }))),
    );
    if (bytes > limit) report(['texts', key], `has ${bytes} bytes; shorten it to ${limit}`);
  }
  return texts as Record<TextKey, ParsedText>;
}

function describe(message: string): string {
  return /^Unrecognized key/.test(message) ? `${message}; remove it or correct its spelling` : message;
}

function withoutUndefined<K extends string, V>(record: Partial<Record<K, V>>): Partial<Record<K, V>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<
    Record<K, V>
  >;
}

function invalid(fileName: string, problems: { line: number | undefined; text: string }[]): AppError {
  const lines = problems.map(
    ({ line, text }) => `${fileName}${line === undefined ? '' : `:${line}`} ${text}`,
  );
  return new AppError('FLOW_INVALID', `The content cannot be used:\n  ${lines.join('\n  ')}`);
}
