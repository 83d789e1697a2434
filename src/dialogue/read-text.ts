import {
  type CommandWords,
  RESERVED_WORDS,
  type ReservedCommand,
  readArgument,
  readCommand,
} from './commands';
import { normaliseText, tidy } from './normalise';

/** What a text says on its face, without any search. */
export interface Reading {
  /** The words as they were said. */
  words: string;
  /** See `normaliseText`. */
  norm: string;
  /** The whole message is a reserved word, or one of those that take an argument with its argument. */
  command?: ReservedCommand;
  /** What stands behind the word of the command: `紧急` of 联系我们 紧急. */
  argument?: string;
  /** The whole message names an item of a menu: `2`, `②`, `选2`, `第二个`; −1 is 最后一个. */
  number?: number;
  /** A longer message that asks for a person: answered, with an offer. */
  handoffWish: boolean;
  /** It reads as a question. */
  question: boolean;
}

/** Reads a text: total, cheap, the same for the same words. `words` adds the synonyms of content. */
export function readText(text: string, words: CommandWords = RESERVED_WORDS): Reading {
  const norm = normaliseText(text);
  const question = isQuestion(text, norm);
  const whole = /^\?+$/.test(tidy(text)) ? 'help' : readCommand(norm, words);
  const behind = whole === undefined ? readArgument(text, words) : undefined;
  // 联系我们 怎么打电话 asks something else than where to call; whoever searches may search for a question.
  const worded = question && behind?.command !== 'search' ? undefined : behind;
  const command = whole ?? worded?.command;
  const number = command === undefined ? readNumber(text, norm) : undefined;
  return {
    words: text,
    norm,
    ...(command === undefined ? {} : { command }),
    ...(worded === undefined ? {} : { argument: worded.argument }),
    ...(number === undefined ? {} : { number }),
    handoffWish: command === undefined && asksForPerson(norm),
    question,
  };
}

const CHINESE_DIGITS = '零一二三四五六七八九';
const BARE = /^["'“‘([【「]*(\d{1,2})["'”’)\]】」.。,、!:;~]*$/u;
const WORDED = /^(?:我?(?:选择?|回复|按)第?|第)(\d{1,2}|[零一二两三四五六七八九十]{1,3})[个项条种]?$/u;
const SINGLE_CHINESE = /^[一二两三四五六七八九十]$/u;
const LAST = /^我?选?最后(?:一|那)?[个项条种]$/u;

/**
 * A number that stands for a menu item. Signs, units and percentages are left alone (`-1`, `10%`, `1号`, `138…`), for
 * they answer other questions.
 */
function readNumber(text: string, norm: string): number | undefined {
  if (LAST.test(norm)) return -1;
  const bare = BARE.exec(tidy(text))?.[1];
  if (bare !== undefined) return Number(bare);
  const worded = WORDED.exec(norm)?.[1] ?? SINGLE_CHINESE.exec(norm)?.[0];
  if (worded === undefined) return undefined;
  return /^\d/.test(worded) ? Number(worded) : readChineseNumber(worded);
}

/** 0 to 99: 二, 两, 十, 十二, 二十, 二十三. */
function readChineseNumber(text: string): number | undefined {
  const digit = (letter: string) => CHINESE_DIGITS.indexOf(letter === '两' ? '二' : letter);
  const [tens, units, rest] = text.includes('十') ? text.split('十') : ['', text];
  if (tens === undefined || units === undefined || rest !== undefined) return undefined;
  if (tens.length > 1 || units.length > 1) return undefined;
  const ten = text.includes('十') ? (tens === '' ? 1 : digit(tens)) : 0;
  return ten * 10 + (units === '' ? 0 : digit(units));
}

/** Words that contain 人工 or 真人 and mean something else. */
const OTHER_THINGS =
  /人工(?:智能|费|成本|湖|降雨|授精|合成|草坪|呼吸|耳蜗|岛|关节|录入|审核|审批|操作|翻译|标注)|真人(?:秀|版|cs|认证|人脸)/gu;
const REFUSED =
  /(?:不要|不用|不想|不需要|无需|不必|别|拒绝|停止|取消)(?:再|给我|帮我|转接?|找|接|联系|用|要)*(?:人工|真人|客服)/u;
const PERSON =
  /(?:转|找|换|叫|派|来|请)一?个(?:活|真)?人|有没有人(?:在|啊|呀|吗|管|理|回|$)|^有?人(?:吗|呢|在吗|管吗|理我吗)$|没人(?:理|管|回|应)|人工|真人|活人|坐席|客服人员|(?:找|转接?|接|要|联系|呼叫|叫)(?:一下|一?[个位]|到|你们的?|您们的?|在线)*客服(?!电话|热线|邮箱|微信|系统|时间)/u;

function asksForPerson(norm: string): boolean {
  const text = norm.replace(OTHER_THINGS, '');
  return PERSON.test(text) && !REFUSED.test(text);
}

const INTERROGATIVE =
  /什么|怎么|怎样|咋|如何|为何|为啥|干嘛|啥|哪|谁|多少|多久|多长|多大|几(?:点|个|天|号|时|次|种|位|年|月|元|块)|何时|何处|是否|能否|可否|能不能|可不可以|有没有|是不是|会不会|要不要|行不行|好不好/u;

function isQuestion(text: string, norm: string): boolean {
  return /\?[^\p{L}\p{N}]*$/u.test(tidy(text)) || /[吗呢]$/u.test(norm) || INTERROGATIVE.test(norm);
}
