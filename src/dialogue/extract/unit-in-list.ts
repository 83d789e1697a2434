import { extractEmail } from './email';
import type { Extraction, Span } from './extraction';
import { extractPhone } from './phone';

/** What surely ends the name of a unit, with a note in brackets behind it or not. */
const UNIT =
  /(?:公司|集团|大学|学院|中学|小学|学校|幼儿园|医院|银行|中心|政府|合作社|协会|学会|基金会|委员会|事务所|研究[院所]|办事处|[安管理]局|法院|检察院|Ltd\.?|Inc\.?)(?:[（(][^（()）]{1,20}[)）])?$/iu;
/** Words that say what comes next or what was just said. */
const LABEL_BEHIND =
  /[\s,，]*(?:我?的?(?:联系)?(?:电话|手机号?码?|号码|邮箱|邮件)|e-?mail|tel|mobile)[\s:：是为]*$/iu;
const END = /[\s。.，,；;！!？?吗呢～~、]+$/u;
const MARKS = /[,，、;；。!！\n]/u;
/** The comma of Co., Ltd. */
const FIRM_BEHIND = /^\s*(?:Ltd|Inc|LLC|Corp|Co)\b/iu;

/**
 * The place of a unit in a message that says more than its name: one with a phone number or an address in it, or a list
 * of which just one item is surely a unit. `whole`: the message is one name, whatever its punctuation. `none`: it is a
 * number or an address and nothing else.
 */
export function findUnit(text: string): Span | 'whole' | 'none' {
  const foreign = [...spansOf(extractPhone(text)), ...spansOf(extractEmail(text))];
  const items = cutIntoItems(text, foreign);
  if (foreign.length === 0) {
    const units = items.filter((item) => isUnitName(text.slice(...item)));
    return (items.length > 1 && units.length === 1 ? units[0] : undefined) ?? 'whole';
  }
  const names = items.map((item) => withoutCompany(text, item));
  return names.find((name) => isUnitName(text.slice(...name))) ?? names[0] ?? 'none';
}

function spansOf(extraction: Extraction<string>): Span[] {
  return extraction.kind === 'found' ? extraction.candidates.map(({ span }) => span) : [];
}

/** Whether words end as the name of a unit does, for sure: 示例科技有限公司, not 还不行. */
export function isUnitName(words: string): boolean {
  return UNIT.test(words.replace(END, ''));
}

/** The stretches between marks and around what is no name; marks within brackets belong to the name. */
function cutIntoItems(text: string, foreign: readonly Span[]): Span[] {
  const items: Span[] = [];
  let [start, depth] = [0, 0];
  const close = (end: number) => {
    if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) items.push([start, end]);
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const other = foreign.find(([from]) => from === at);
    if (/[（(]/u.test(letter)) depth += 1;
    if (/[)）]/u.test(letter)) depth = Math.max(0, depth - 1);
    if (other !== undefined) {
      close(at);
      start = other[1];
      at = other[1] - 1;
    } else if (depth === 0 && MARKS.test(letter) && !FIRM_BEHIND.test(text.slice(at + 1))) {
      close(at);
      start = at + 1;
    }
  }
  close(text.length);
  return items;
}

/** 示例科技有限公司 王小明 电话: only as far as the unit goes. */
function withoutCompany(text: string, [start, end]: Span): Span {
  const words = text.slice(start, end).replace(LABEL_BEHIND, '');
  const stops = [...words.matchAll(/\S+/gu)].map((word) => word.index + word[0].length);
  const stop = stops.findLast((one) => isUnitName(words.slice(0, one)));
  return [start, start + (stop ?? words.length)];
}
