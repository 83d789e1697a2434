import { foldText } from './folded-text';

/** What followers may call a slot. `multiline` slots (descriptions) take following lines, and colons within them. */
export interface SlotLabels {
  slot: string;
  labels: readonly string[];
  multiline?: boolean;
}

/** A label that was found; `start`–`end` covers its decoration and colon in the folded text. */
export interface LabelHit {
  slot: string;
  start: number;
  end: number;
  multiline: boolean;
}

const DECORATION = String.raw`(?:[#>*\-•·]+[ \t]*|[(\[【]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)\]】:][ \t]*)?[*_【\[]{0,2}[ \t]*`;
const OWNER = '(?:我的?|我们的?|您的?|你的?|本人的?)?';
const CLOSING = String.raw`[ \t]*[\]】*_]{0,2}`;
const NOTE = String.raw`(?:[ \t]*\([^()\n]{0,20}\))?`;

/** Folded and in lower case: the form in which labels are looked up. */
export function labelKey(label: string): string {
  return foldText(label).text.toLowerCase().replace(/\s+/gu, '');
}

/** Key of every label → its slot; the first slot keeps a label that two of them claim. */
export function labelTable(labels: readonly SlotLabels[]): Map<string, SlotLabels> {
  const table = new Map<string, SlotLabels>();
  for (const slot of labels) {
    for (const label of slot.labels) {
      const key = labelKey(label);
      if (key !== '' && !table.has(key)) table.set(key, slot);
    }
  }
  return table;
}

/** The source of a pattern for any of the labels, longest first; blanks between their letters do not matter. */
export function anyLabel(table: ReadonlyMap<string, unknown>): string {
  return [...table.keys()]
    .sort((a, b) => b.length - a.length)
    .map((key) =>
      [...key].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')).join('[ \\t]{0,4}'),
    )
    .join('|');
}

/**
 * Known labels in a folded text: with a colon anywhere a label can begin, and at the start of a line also before a
 * blank, within 【】, or alone on the line as a heading.
 */
export function findLabels(text: string, table: ReadonlyMap<string, SlotLabels>): LabelHit[] {
  if (table.size === 0) return [];
  const any = anyLabel(table);
  const forms = [
    `(?<=^|\\n)[ \\t]*${DECORATION}${OWNER}(${any})${CLOSING}${NOTE}[ \\t]*[:=]${CLOSING}`,
    `(?<=^|\\n)[ \\t]*${DECORATION}${OWNER}(${any})${CLOSING}${NOTE}[ \\t]*(?=\\n|$)`,
    `(?<=^|\\n)[ \\t]*${OWNER}(${any})[ \\t]+(?=\\S)`,
    `[【\\[][ \\t]*(${any})[ \\t]*[】\\]][ \\t]*:?`,
    `${OWNER}(${any})${NOTE}[ \\t]*:`,
  ];
  const hits = forms.flatMap((form, index) =>
    [...text.matchAll(new RegExp(form, 'giu'))].flatMap((match): (LabelHit & { glued: boolean })[] => {
      const slot = table.get(labelKey(match[1] ?? ''));
      if (slot === undefined || /^\/\//.test(text.slice(match.index + match[0].length))) return [];
      const glued = index === 4 && !beginsHere(text, match.index);
      const { multiline = false } = slot;
      return [{ slot: slot.slot, start: match.index, end: match.index + match[0].length, multiline, glued }];
    }),
  );
  return dropGlued(hits, text);
}

/** Whether a label may begin here: at the start, behind a blank or punctuation. */
function beginsHere(text: string, at: number): boolean {
  return at === 0 || /[\s\p{P}\p{S}]/u.test(text[at - 1] ?? '');
}

/** 姓名:王小明电话:138…: a label may follow a value without a gap, but 请拨打电话: is no label. Hits come out in order. */
function dropGlued(hits: readonly (LabelHit & { glued: boolean })[], text: string): LabelHit[] {
  const kept: LabelHit[] = [];
  const inOrder = [...hits].sort((a, b) => a.start - b.start || b.end - b.start - (a.end - a.start));
  for (const { glued, ...hit } of inOrder) {
    const before = kept.at(-1);
    if (before !== undefined && hit.start < before.end) continue;
    const sameLine = before !== undefined && !text.slice(before.end, hit.start).includes('\n');
    if (glued && (!sameLine || before.multiline)) continue;
    kept.push(hit);
  }
  return kept;
}
