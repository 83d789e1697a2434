import { foldText } from './folded-text';
import { anyLabel, labelKey, labelTable, type SlotLabels } from './label-matcher';

/** A slot to ask again, or its new value in words; or the value that was wrong and the one that is right. */
export type Correction = { slot: string; value?: string } | { old: string; new: string };

const POLITE =
  '(?:(?:不好意思|抱歉|对不起|等等|等一下|哦|噢|请|麻烦你?|帮|给|我(?:想|要|需要)?|再|重新|那个)[,，。!！ ]*)*';
const CHANGE =
  '(?:改一下|改下|修改一下|修改下|更正一下|更换一下|换一下|换个|改掉|重填|修改|更正|更改|更换|变更|纠正|改|换)';
const OWNER = '(?:刚才|刚刚|之前|前面|上面)?(?:填|写|说|发)?(?:的|我的|我们的)?(?:那个)?';
const WRONG =
  '(?:(?:我|刚才|刚刚)?(?:填写|填|写|输入|输|打|说|选|发)(?:的)?(?:错了?|得?不对|有误)|有误|不对|错误|错了?)(?:了|啦)?';
const INTO =
  '(?:改成|改为|改到|换成|换为|[改换](?=[\\s,，:+\\d])|更正为|更正成|更正|修改为|修改成|变更为|更换为|设为|设成|应该是|应为|应该为|正确的?是|其实是)';
const GAP = '[\\s,，:;；。!！-]';
const TAIL = /(?:[\s。.!！,，;；~]|谢谢|谢了|吧|哈|啊|呀|好吗[?]?|可以吗[?]?|行吗[?]?)+$/u;
const ASKS = /[?]\s*$|[吗呢么]$/u;
const MAX_VALUE = 200;
/** 改 电话 要多久: no value, but the rest of another sentence. */
const NO_VALUE = /^(?:一下|下|了|要|会|能|可以|需要|怎么|如何|在哪|有|多久|多少|吗|的)/u;

/**
 * A message that corrects something said before: `改 电话 138…`, `电话改成138…`, `电话填错了，是138…`, `改电话` (no value: ask
 * again), `不是睿目，是星云`, `把睿目改成星云`. Questions, and sentences that merely contain 改, correct nothing.
 */
export function extractCorrection(text: string, labels: readonly SlotLabels[]): Correction | undefined {
  const { text: folded, slice } = foldText(text);
  const end = folded.length - (TAIL.exec(folded)?.[0].length ?? 0);
  const said = folded.slice(0, end);
  if (said.trim() === '' || ASKS.test(said)) return undefined;
  return readLabelled(said, slice, labels) ?? readReplaced(said, slice);
}

function readLabelled(
  said: string,
  slice: (start: number, end: number) => string,
  labels: readonly SlotLabels[],
): Correction | undefined {
  const table = labelTable(labels);
  if (table.size === 0) return undefined;
  const any = anyLabel(table);
  for (const [form, needsValue] of [
    // 改 电话 138…, 修改电话为138…
    [
      `^\\s*${POLITE}${CHANGE}${GAP}*${OWNER}(?<label>${any})(?:${GAP}*(?:改成|改为|换成|成|为|是|到)${GAP}*|${GAP}+|(?=[+\\d]))(?<value>\\S.*)$`,
      true,
    ],
    [`^\\s*${POLITE}(?:${CHANGE})${GAP}*${OWNER}(?<label>${any})$`, false],
    // (把)电话改成138…
    [`^\\s*${POLITE}(?:把|将)?${OWNER}(?<label>${any})${GAP}*${INTO}(?:一下)?${GAP}*(?<value>\\S.*)$`, true],
    // 电话填错了，应该是138…
    [
      `^\\s*${POLITE}(?:把|将)?${OWNER}(?<label>${any})${GAP}*${WRONG}${GAP}*(?:${INTO}|是|为)?${GAP}*(?<value>\\S.*)$`,
      true,
    ],
    [
      `^\\s*${POLITE}(?:把|将)?${OWNER}(?<label>${any})${GAP}*(?:${WRONG}|(?:要|需要|想)?${CHANGE}(?:一下)?)$`,
      false,
    ],
    // 写错电话了, 填错了电话
    [
      `^\\s*${POLITE}(?:填|写|输|打|说|选)错了?${OWNER}(?<label>${any})了?(?:${GAP}+(?:${INTO}|是|为)?${GAP}*(?<value>\\S.*))?$`,
      false,
    ],
  ] as const) {
    const match = new RegExp(form, 'dsiu').exec(said);
    const slot = table.get(labelKey(match?.groups?.label ?? ''))?.slot;
    if (match === null || slot === undefined) continue;
    const [start, end] = match.indices?.groups?.value ?? [0, 0];
    const value = start < end ? slice(start, end).trim() : undefined;
    if (value === undefined) {
      if (needsValue) continue;
      return { slot };
    }
    if (value.length > MAX_VALUE || NO_VALUE.test(value)) continue;
    return { slot, value };
  }
  return undefined;
}

const PART = `[^,，。;；!！?\\n]{1,40}?`;
const REPLACED = [
  `^\\s*${POLITE}(?:应该)?不是(?<old>${PART})${GAP}*(?:而是|应该是|是|改成|换成)${GAP}*(?<new>${PART})$`,
  `^\\s*${POLITE}(?:应该)?是(?<new>${PART})${GAP}*(?:而|并)?不是(?<old>${PART})$`,
  `^\\s*${POLITE}(?:把|将)${OWNER}(?<old>${PART})${GAP}*(?:改成|改为|换成|换为|更正为|更正成|修改为|修改成)${GAP}*(?<new>${PART})$`,
  `^\\s*${POLITE}(?<old>${PART})${GAP}*${WRONG}${GAP}+(?:${INTO}|是)${GAP}*(?<new>${PART})$`,
];
const NOT_VALUES = /什么|怎么|如何|为什么|为啥|哪|谁|多少|说好|我不|不想|不要/u;

/** 不是睿目，是星云: which slot held 睿目 is for the caller to know. */
function readReplaced(said: string, slice: (start: number, end: number) => string): Correction | undefined {
  for (const form of REPLACED) {
    const groups = new RegExp(form, 'diu').exec(said)?.indices?.groups;
    const [before, after] = [groups?.old, groups?.new];
    if (before === undefined || after === undefined) continue;
    const [old, better] = [slice(...before).trim(), slice(...after).trim()];
    if (old === '' || better === '' || old === better || NOT_VALUES.test(old) || NOT_VALUES.test(better))
      continue;
    return { old, new: better };
  }
  return undefined;
}
