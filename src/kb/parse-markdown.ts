import type { Token } from 'markdown-it';
import { parse as parseYaml } from 'yaml';
import { type Block, type HelpPage, itemSign, keyOf, pageToEntries, showLink } from './help-page';
import type { SeedFile } from './seed-file';

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
/** `## 怎么开发票 {#invoice-apply product="在线应用" tags="热门|开票"}` */
const ATTRIBUTES = /\s*\{([#\w][^{}]*)\}\s*$/;

/** Reads a help page in Markdown. The parser is loaded by the first page. */
export function parseMarkdownSeeds(text: string, file: string): SeedFile {
  return pageToEntries(readMarkdown(text, file), file);
}

function readMarkdown(text: string, file: string): HelpPage {
  const page: HelpPage = { meta: {}, blocks: [], problems: [] };
  const front = FRONT_MATTER.exec(text);
  if (front !== null) readFrontMatter(front[1] ?? '', page, file);
  const skipped = front === null ? 0 : front[0].split('\n').length - 1;
  const body = front === null ? text.replace(/^\uFEFF/, '') : text.slice(front[0].length);
  const MarkdownIt = require('markdown-it') as typeof import('markdown-it');
  const tokens = new MarkdownIt({ html: true }).parse(body, {});
  page.blocks.push(...new Walker(skipped).walk(tokens));
  return page;
}

function readFrontMatter(text: string, page: HelpPage, file: string): void {
  let value: unknown;
  try {
    value = parseYaml(text, { schema: 'failsafe' });
  } catch (error) {
    const reason = `the lines between the --- are not valid YAML: ${String(error).split('\n', 1)[0]}`;
    page.problems.push({ file, line: 1, reason });
    return;
  }
  for (const name of ['title', 'category', 'product'] as const) {
    const given = (value as Record<string, unknown> | null)?.[name];
    if (typeof given === 'string' && given.trim() !== '') page.meta[name] = given.trim();
  }
}

/** Walks over the tokens of a page and writes its text as WeChat can show it. */
class Walker {
  private readonly blocks: Block[] = [];
  /** The lists around the current token: the number of the next item, undefined for a list without numbers. */
  private readonly lists: (number | undefined)[] = [];
  private sign = '';
  private cells: string[] | undefined;

  constructor(private readonly skippedLines: number) {}

  walk(tokens: readonly Token[]): Block[] {
    tokens.forEach((token, place) => {
      this.take(token, tokens[place - 1]);
    });
    return this.blocks;
  }

  private take(token: Token, before: Token | undefined): void {
    const line = this.skippedLines + 1 + (token.map?.[0] ?? 0);
    switch (token.type) {
      case 'bullet_list_open':
        this.lists.push(undefined);
        break;
      case 'ordered_list_open':
        this.lists.push(Number(token.attrGet('start') ?? 1));
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.lists.pop();
        break;
      case 'list_item_open':
        this.sign = itemSign(this.nextNumber());
        break;
      case 'tr_open':
        this.cells = [];
        break;
      case 'tr_close':
        this.text((this.cells ?? []).filter((cell) => cell !== '').join('：'), line, true);
        this.cells = undefined;
        break;
      case 'fence':
      case 'code_block':
        this.text(token.content.replace(/\n$/, ''), line, false);
        break;
      case 'inline': {
        const shown = inlineText(token.children ?? []);
        if (before?.type === 'heading_open') this.heading(Number(before.tag.slice(1)), shown, line);
        else if (this.cells !== undefined) this.cells.push(shown.trim());
        else this.text(shown, line, this.lists.length > 0);
        break;
      }
    }
  }

  private nextNumber(): number | undefined {
    const number = this.lists[this.lists.length - 1];
    if (number !== undefined) this.lists[this.lists.length - 1] = number + 1;
    return number;
  }

  private text(text: string, line: number, list: boolean): void {
    const sign = this.cells === undefined && list && this.lists.length > 0 ? this.sign : '';
    this.sign = '';
    if (text.trim() !== '') this.blocks.push({ kind: 'text', text: sign + text, line, list });
  }

  private heading(level: number, shown: string, line: number): void {
    const attributes = ATTRIBUTES.exec(shown)?.[1] ?? '';
    const text = attributes === '' ? shown.trim() : shown.replace(ATTRIBUTES, '').trim();
    const id = keyOf(/(?:^|\s)#(\S+)/.exec(attributes)?.[1]);
    const read = (name: string) =>
      new RegExp(`(?:^|\\s)${name}="([^"]*)"`)
        .exec(attributes)?.[1]
        ?.replace(/&(quot|lbrace|rbrace|amp);/g, fromEntity);
    const [category, product, tags] = [read('category'), read('product'), read('tags')];
    const [validFrom, validUntil] = [read('from'), read('until')];
    this.blocks.push({
      kind: 'heading',
      level,
      text,
      line,
      ...(id === undefined ? {} : { id }),
      ...(category === undefined ? {} : { category }),
      ...(product === undefined ? {} : { product }),
      ...(tags === undefined ? {} : { tags: tags.split('|') }),
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validUntil === undefined ? {} : { validUntil }),
    });
  }
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', lbrace: '{', rbrace: '}', amp: '&' };

function fromEntity(_: string, name: string): string {
  return ENTITIES[name] ?? '';
}

/** The words of a paragraph. A line end between Chinese words is nothing, a hard break a line end. */
function inlineText(tokens: readonly Token[]): string {
  let text = '';
  let linkStart = 0;
  const addresses: string[] = [];
  for (const [place, token] of tokens.entries()) {
    switch (token.type) {
      case 'softbreak':
        text += /[\x21-\x7e]$/.test(text) && /^[\x21-\x7e]/.test(tokens[place + 1]?.content ?? '') ? ' ' : '';
        break;
      case 'hardbreak':
        text += '\n';
        break;
      case 'html_inline':
        if (/^<br\s*\/?>$/i.test(token.content)) text += '\n';
        break;
      case 'link_open':
        linkStart = text.length;
        addresses.push(String(token.attrGet('href') ?? ''));
        break;
      case 'link_close':
        text = text.slice(0, linkStart) + showLink(text.slice(linkStart), addresses.pop() ?? '');
        break;
      case 'image':
        break;
      default:
        text += token.content;
    }
  }
  return text;
}
