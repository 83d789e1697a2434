import { pinyin } from 'pinyin-pro';
import { KEY_PATTERN } from './kb-entry';
import type { RawEntry, SeedFile, SeedProblem } from './seed-file';

/** A piece of a help page, in the order of reading. */
export type Block =
  | {
      kind: 'heading';
      /** 1–6; 7 for the line of an accordion or of a list of questions. */
      level: number;
      text: string;
      line: number;
      /** Its anchor: becomes the key. */
      id?: string;
      category?: string;
      product?: string;
      tags?: string[];
      validFrom?: string;
      validUntil?: string;
    }
  | { kind: 'text'; text: string; line: number; list: boolean };

export interface HelpPage {
  /** What the page says about itself as a whole. */
  meta: { title?: string; category?: string; product?: string };
  blocks: Block[];
  problems: SeedProblem[];
}

type Heading = Extract<Block, { kind: 'heading' }>;
type Text = Extract<Block, { kind: 'text' }>;

/** A line of a page that announces other wordings of the question above it; a list follows, or they stand behind it. */
const SIMILAR = /^(?:相似问法|其他问法|也可以这样问)[：:]\s*/;
const LONGEST_SLUG = 48;

/**
 * Turns a help page into entries: headings become questions, the text below them answers. The question level is the
 * first one below the title at which a heading has text of its own; deeper headings belong to the answer, headings above
 * it are sections and give the category. A page of one heading is one question. What stands before the first question
 * introduces the page and is no answer.
 */
export function pageToEntries({ meta, blocks, problems }: HelpPage, file: string): SeedFile {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const title = headings.length > 1 && isAlone(headings, 1) ? headings[0] : undefined;
  const level = questionLevel(blocks, title);
  const result: SeedFile = { entries: [], problems: [...problems] };
  if (level === undefined) {
    result.problems.push({ file, line: 1, reason: 'no heading with text below it: nothing to ask' });
    return result;
  }
  const given = meta.category ?? undefined;
  const sections: (string | undefined)[] = [];
  blocks.forEach((block, place) => {
    if (block.kind !== 'heading' || block === title) return;
    if (block.level < level) {
      sections.length = block.level;
      sections[block.level] = block.text;
      return;
    }
    if (block.level !== level) return;
    const section = sections.findLast((text) => text !== undefined);
    const category = block.category ?? given ?? section ?? title?.text ?? meta.title;
    result.entries.push(toEntry(block, answerBlocks(blocks, place), { category, meta, file }));
  });
  return result;
}

function toEntry(
  heading: Heading,
  below: readonly Block[],
  { category, meta, file }: { category: string | undefined; meta: HelpPage['meta']; file: string },
): RawEntry {
  const { similar, rest } = takeSimilar(below);
  const product = heading.product ?? meta.product;
  return {
    file,
    line: heading.line,
    lines: {},
    texts: {
      key: heading.id ?? slugOf(heading.text),
      question: heading.text,
      answer: joinBlocks(rest),
      ...(category === undefined ? {} : { category }),
      ...(product === undefined ? {} : { product }),
      ...(heading.validFrom === undefined ? {} : { valid_from: heading.validFrom }),
      ...(heading.validUntil === undefined ? {} : { valid_until: heading.validUntil }),
    },
    similar,
    tags: heading.tags ?? [],
    broken: [],
  };
}

/** A key made from the sound of a heading: 怎么开发票 → zen-me-kai-fa-piao. */
export function slugOf(text: string): string {
  const sounds = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const slug = sounds
    .join(' ')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug.length <= LONGEST_SLUG) return slug;
  const cut = slug.slice(0, LONGEST_SLUG + 1);
  return cut.slice(0, cut.lastIndexOf('-'));
}

/** An anchor that can be a key. */
export function keyOf(id: string | undefined): string | undefined {
  return id !== undefined && KEY_PATTERN.test(id) ? id : undefined;
}

function isAlone(headings: readonly Heading[], level: number): boolean {
  return headings[0]?.level === level && headings.filter((heading) => heading.level === level).length === 1;
}

function questionLevel(blocks: readonly Block[], title: Heading | undefined): number | undefined {
  const levels = blocks.flatMap((block, place) =>
    block.kind === 'heading' && block !== title && blocks[place + 1]?.kind === 'text' ? [block.level] : [],
  );
  return levels.length === 0 ? undefined : Math.min(...levels);
}

/** What stands below a heading: its text, and deeper headings with theirs. */
function answerBlocks(blocks: readonly Block[], place: number): Block[] {
  const heading = blocks[place] as Heading;
  const end = blocks.findIndex(
    (block, at) => at > place && block.kind === 'heading' && block.level <= heading.level,
  );
  return blocks.slice(place + 1, end < 0 ? undefined : end);
}

function takeSimilar(below: readonly Block[]): { similar: RawEntry['similar']; rest: Block[] } {
  const at = below.findIndex((block) => block.kind === 'text' && !block.list && SIMILAR.test(block.text));
  const marker = below[at];
  if (marker?.kind !== 'text') return { similar: [], rest: [...below] };
  const inline = marker.text.replace(SIMILAR, '').trim();
  const behind = inline === '' ? [] : inline.split(/[|｜；;\n]/).map((text) => ({ text, line: marker.line }));
  const items: Text[] = [];
  for (const block of below.slice(at + 1)) {
    if (inline !== '' || block.kind !== 'text' || !block.list) break;
    items.push(block);
  }
  const rest = [...below.slice(0, at), ...below.slice(at + 1 + items.length)];
  const listed = items.map(({ text, line }) => ({ text: text.replace(/^(?:· |[①-⑳] )/, ''), line }));
  return { similar: [...behind, ...listed].filter(({ text }) => text.trim() !== ''), rest };
}

/** Plain text as WeChat shows it: a blank line between paragraphs, none around lists. */
function joinBlocks(blocks: readonly Block[]): string {
  let text = '';
  let before: Block | undefined;
  for (const block of blocks) {
    const shown = block.kind === 'heading' ? `【${block.text}】` : block.text;
    const close = isText(before) && isText(block) && (before.list || block.list);
    const gap = before === undefined ? '' : close || before.kind === 'heading' ? '\n' : '\n\n';
    text += gap + shown;
    before = block;
  }
  return text;
}

function isText(block: Block | undefined): block is Text {
  return block?.kind === 'text';
}

/** The sign before an item of a list: a plain 1. would look like a menu to the follower. */
export function itemSign(number: number | undefined): string {
  return number === undefined || number > 20 ? '· ' : `${String.fromCodePoint(0x2460 + number - 1)} `;
}

/** A link as plain text: what it says, and where it leads when that is an address people can open. */
export function showLink(text: string, address: string): string {
  if (!/^https?:\/\//i.test(address) || address === text.trim()) return text;
  return `${text}（${address}）`;
}
