import { type FoldedText, foldText } from './folded-text';
import { findLabels, type LabelHit, labelTable, type SlotLabels } from './label-matcher';

export interface Labelled {
  /** Slot → the words behind its label, as they were said. Labels without words are left out. */
  values: Record<string, string>;
  /** Labels that belong to no slot, each once. */
  unknown: string[];
  /** Slots that were given different values, with all of them: nobody guesses which one counts, so they are not in `values`. */
  conflicts: Record<string, string[]>;
  /** What stands outside of all labels. */
  rest: string;
}

/** `公司地址:` within a block; not `http://`, `C:\` or `15:00`. */
const UNKNOWN =
  /(?<=^|[\s,，;；。、])(?:[【[(]?)([\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9 ]{0,11}?)[ \t]*[】\])]?[ \t]*:(?!\/\/|\\)/gu;

/**
 * Reads a pasted block `姓名：… 电话：…`: any order, one line or many, half or full width, `姓名 王小明` at the start of a
 * line, headings with their text below. A text without any known label is all `rest`.
 */
export function extractLabelled(text: string, labels: readonly SlotLabels[]): Labelled {
  const folded = foldText(text);
  const known = findLabels(folded.text, labelTable(labels));
  const result: Labelled = { values: {}, unknown: [], conflicts: {}, rest: '' };
  if (known.length === 0) return { ...result, rest: text.trim() };

  const unknown = findUnknown(folded.text, known);
  const marks = [...known, ...unknown].sort((a, b) => a.start - b.start);
  const rest = [folded.slice(0, marks[0]?.start ?? 0)];
  const given = new Map<string, string[]>();
  for (const [index, mark] of marks.entries()) {
    const { value, behind } = readValue(folded, mark, marks[index + 1]?.start ?? folded.text.length);
    rest.push(behind);
    if (!('slot' in mark)) result.unknown.push(mark.label);
    else if (value !== '') given.set(mark.slot, [...new Set([...(given.get(mark.slot) ?? []), value])]);
  }
  const all = [...given];
  return {
    values: Object.fromEntries(
      all.flatMap(([slot, [only = '', ...more]]) => (more.length > 0 ? [] : [[slot, only]])),
    ),
    unknown: [...new Set(result.unknown)],
    conflicts: Object.fromEntries(all.filter(([, values]) => values.length > 1)),
    rest: rest
      .map(trimMarks)
      .filter((part) => part !== '')
      .join('\n'),
  };
}

interface UnknownHit {
  label: string;
  start: number;
  end: number;
}

/** Unknown labels stand before the first known one or in values of one line; in a description colons are just colons. */
function findUnknown(text: string, known: readonly LabelHit[]): UnknownHit[] {
  return [...text.matchAll(UNKNOWN)].flatMap((match): UnknownHit[] => {
    const [all, label = ''] = match;
    const [start, end] = [match.index, match.index + all.length];
    const open = known.filter((hit) => hit.start <= start).at(-1);
    if (known.some((hit) => start < hit.end && hit.start < end) || open?.multiline === true) return [];
    return [{ label: label.trim(), start, end }];
  });
}

/** The words of a label up to the next one; a value of one line ends with its line, and the rest is no part of it. */
function readValue(
  folded: FoldedText,
  mark: LabelHit | UnknownHit,
  end: number,
): { value: string; behind: string } {
  const whole = folded.text.slice(mark.end, end);
  if ('slot' in mark && mark.multiline) return { value: folded.slice(mark.end, end).trim(), behind: '' };
  // The label may stand on a line of its own, with the value below.
  const lead = /^\s*/u.exec(whole)?.[0].length ?? 0;
  const length = whole.slice(lead).indexOf('\n');
  const stop = length === -1 ? end : mark.end + lead + length;
  return { value: trimMarks(folded.slice(mark.end + lead, stop)), behind: folded.slice(stop, end) };
}

function trimMarks(text: string): string {
  return text.replace(/^[\s,，;；、。]+|[\s,，;；、。]+$/gu, '');
}
