import { normaliseText, tidy } from '../normalise';
import { readText } from '../read-text';
import { NUMERAL, readNumeral } from './chinese-number';

/** A place in a list, from 1, with the words that were given beside it: `2. 软件故障`. */
export interface Place {
  at: number;
  label?: string;
}

const POLITE_START = /^(?:(?:嗯|那|那就|就|我|请|帮我|麻烦)*(?:要|选择?|选中|回复|按|是|点)?)/u;
const POLITE_END = /(?:[吧啊呀哈呢嘛]|谢谢|就行|就好|可以|好了)*$/u;
const FROM_END = new RegExp(`^倒数第([\\d${NUMERAL}]{1,3})[个项条种]?$`, 'u');
const COUNTED = new RegExp(`^(?:第|选项|序号|编号)([\\d${NUMERAL}]{1,3})(?:[个项条种号](?:选项)?)?$`, 'u');
const NUMBERED_LABEL = /^(\d{1,2})\s*(?:[.、:)\]】,，]\s*|\s+)(?=\D)(.+)$/su;
const MIDDLE = /^(?:最?中间|当中)(?:的|那|一|这)*[个项条种]?$/u;

/**
 * The place that a whole message names in a list of `count`: a number, `②`, `选2`, `第二个`, `最后一个`, `倒数第二个`, or a
 * number with its label. Places outside the list are returned as they were said.
 */
export function readPlace(text: string, count: number): Place | undefined {
  const norm = normaliseText(text);
  const plain = readNumber(text, count) ?? readCounted(norm, count);
  if (plain !== undefined) return { at: plain };
  const core = norm.replace(POLITE_START, '').replace(POLITE_END, '');
  // Only words are taken off: `-1` and `10%` are no places.
  const polite =
    core === '' || core === norm ? undefined : (readNumber(core, count) ?? readCounted(core, count));
  if (polite !== undefined) return { at: polite };
  const [, number, label] = NUMBERED_LABEL.exec(text.normalize('NFKC').trim()) ?? [];
  return number === undefined || label === undefined || /^\d/.test(tidy(label))
    ? undefined
    : { at: Number(number), label };
}

function readNumber(text: string, count: number): number | undefined {
  const { number } = readText(text);
  return number === -1 ? count : number;
}

function readCounted(core: string, count: number): number | undefined {
  if (MIDDLE.test(core)) return count % 2 === 1 ? (count + 1) / 2 : undefined;
  const fromEnd = FROM_END.exec(core)?.[1];
  if (fromEnd !== undefined) return count + 1 - (readNumeral(fromEnd) ?? 0);
  const counted = COUNTED.exec(core)?.[1];
  return counted === undefined ? undefined : readNumeral(counted);
}
