import { normaliseText } from './normalise';

/** What a whole message can mean in every state. Their words are matched after normalisation. */
const BUILT_IN = {
  handoff: ['#人工', '人工', '转人工', '人工客服', '找客服', '真人'],
  leave_queue: ['取消排队'],
  back_to_bot: ['#机器人'],
  leave_note: ['留言'],
  menu: ['菜单'],
  help: ['帮助'],
  more: ['更多'],
  repeat: ['重复'],
  cancel: ['取消'],
  back: ['上一步'],
  skip: ['跳过'],
  progress: ['进度'],
  resume: ['继续'],
  contact: ['联系我们'],
  hours: ['服务时间'],
  privacy: ['隐私'],
  questions: ['更多问题'],
  hot: ['热点问题'],
  search: ['搜'],
  outlets: ['服务网点'],
  documents: ['文档'],
  downloads: ['下载'],
  shares: ['微分享'],
  none_of_these: ['都不是'],
} as const satisfies Record<string, readonly string[]>;

export type ReservedCommand = keyof typeof BUILT_IN;

/** Commands that may be followed by what they are about: `联系我们 紧急`. */
const WITH_ARGUMENT: ReadonlySet<ReservedCommand> = new Set([
  'contact',
  'search',
  'outlets',
  'documents',
  'downloads',
  'shares',
]);

export const RESERVED_COMMANDS = Object.keys(BUILT_IN) as [ReservedCommand, ...ReservedCommand[]];

/** Normalised word → command. */
export type CommandWords = ReadonlyMap<string, ReservedCommand>;

/** Two commands want the same word. */
export interface WordConflict {
  word: string;
  command: ReservedCommand;
  taken: ReservedCommand;
}

/** The reserved words and, beside them, the synonyms that content gives; words that are taken are reported, not moved. */
export function commandWords(synonyms: Partial<Record<ReservedCommand, readonly string[]>> = {}): {
  words: CommandWords;
  conflicts: WordConflict[];
} {
  const words = new Map<string, ReservedCommand>();
  const conflicts: WordConflict[] = [];
  for (const source of [BUILT_IN, synonyms]) {
    for (const command of RESERVED_COMMANDS) {
      for (const word of source[command] ?? []) {
        const norm = normaliseText(word);
        const taken = words.get(norm);
        if (taken !== undefined && taken !== command) conflicts.push({ word, command, taken });
        else words.set(norm, command);
      }
    }
  }
  return { words, conflicts };
}

export const RESERVED_WORDS: CommandWords = commandWords().words;

/** The command that a normalised message is, if it is one. `#` may stand before every word: `#菜单`. */
export function readCommand(norm: string, words: CommandWords): ReservedCommand | undefined {
  return words.get(norm) ?? (norm.startsWith('#') ? words.get(norm.slice(1)) : undefined);
}

/** The word, a blank or a colon, and what it is about. Before `@` no blank is needed. */
const ARGUMENT = /^\s*#?([\p{L}]{1,8})(?:[\s:：]+|(?=[@＠]))(\S[\s\S]*)$/u;

/** A command with what it is about behind it. */
export function readArgument(
  text: string,
  words: CommandWords,
): { command: ReservedCommand; argument: string } | undefined {
  const [, head = '', argument = ''] = ARGUMENT.exec(text) ?? [];
  const command = words.get(normaliseText(head));
  return command !== undefined && WITH_ARGUMENT.has(command)
    ? { command, argument: argument.trim() }
    : undefined;
}
