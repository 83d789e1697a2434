import { DateTime } from 'luxon';
import type { FoldedText } from './folded-text';

/** Words that chrono takes for today, or for a day where only a stretch of time is meant. */
const NOT_A_DAY = /内|几|半天|^(?:[上下]午|早上|晚上|中午|凌晨|傍晚|现在)/;

const LONGEST = 40;

type Chrono = typeof import('chrono-node/zh/hans');
let chrono: Chrono | undefined;

/**
 * What chrono-node makes of a whole message that our own rules do not know, such as 半个月后. It is asked last and only
 * about whole messages, for it reads 大大后天 as 大后天 and 去年12月1日 as this year's.
 */
export function readWithChrono(folded: FoldedText, today: DateTime): DateTime | undefined {
  const text = folded.text.trim();
  if (text.length > LONGEST) return undefined;
  // chrono counts in the zone of the process: at noon of that calendar day it cannot slip into another one.
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  // Loaded with the first date that asks for it.
  chrono ??= require('chrono-node/zh/hans') as Chrono;
  const [result] = chrono.hans.parse(text, noon, { forwardDate: true });
  if (result === undefined || result.text !== text || NOT_A_DAY.test(text)) return undefined;
  if (!result.start.isCertain('day') || result.end) return undefined;
  const [year, month, day] = [result.start.get('year'), result.start.get('month'), result.start.get('day')];
  if (year === null || month === null || day === null) return undefined;
  const read = DateTime.fromObject({ year, month, day }, { zone: today.zone });
  return read.isValid ? read : undefined;
}
