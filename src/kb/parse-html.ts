import type { ChildNode, Document, Element } from 'domhandler';
import { type Block, type HelpPage, itemSign, keyOf, pageToEntries, showLink } from './help-page';
import type { SeedFile } from './seed-file';

type Library = typeof import('htmlparser2');

/** Not a part of what the page says. */
const SKIPPED = new Set(
  'script style noscript template nav aside footer form button svg iframe head select'.split(' '),
);
const BLOCKS = new Set(
  'p div section article main header ul ol li dl dd dt table thead tbody tr blockquote pre figure details hr address'.split(
    ' ',
  ),
);
/** What a question is in an accordion or a list of questions. */
const QUESTION_LEVEL: Readonly<Record<string, number>> = { summary: 7, dt: 7 };

/** Reads a help page in HTML. The parser is loaded by the first page. */
export function parseHtmlSeeds(text: string, file: string): SeedFile {
  const library = require('htmlparser2') as Library;
  const document = library.parseDocument(text.replace(/^\uFEFF/, ' '), { withStartIndices: true });
  return pageToEntries(new Page(library, document, text).read(), file);
}

class Page {
  private readonly blocks: Block[] = [];
  private readonly lineStarts: number[];
  /** The words of the paragraph under way, and where it began. */
  private words = '';
  private wordsAt: number | undefined;
  private sign = '';
  private inList = 0;

  constructor(
    private readonly library: Library,
    private readonly document: Document,
    text: string,
  ) {
    this.lineStarts = [...text.matchAll(/\n/g)].map((match) => match.index);
  }

  read(): HelpPage {
    const { DomUtils } = this.library;
    const find = (name: string) => DomUtils.getElementsByTagName(name, this.document, true, 1)[0];
    for (const node of (find('main') ?? find('body') ?? this.document).children) this.visit(node);
    this.flush();
    const meta: HelpPage['meta'] = {};
    const title = DomUtils.textContent(find('title') ?? []).trim();
    if (title !== '') meta.title = title;
    for (const { attribs } of DomUtils.getElementsByTagName('meta', this.document)) {
      const content = attribs.content?.trim();
      if (content && (attribs.name === 'category' || attribs.name === 'product'))
        meta[attribs.name] = content;
    }
    return { meta, blocks: this.blocks, problems: [] };
  }

  private visit(node: ChildNode): void {
    const { isTag, isText } = this.library.DomUtils;
    if (isText(node)) this.say(node.data, node.startIndex);
    else if (isTag(node) && !SKIPPED.has(node.name)) this.element(node);
  }

  private element(element: Element): void {
    const level = /^h[1-6]$/.test(element.name)
      ? Number(element.name[1])
      : (QUESTION_LEVEL[element.name] ?? undefined);
    if (level !== undefined) this.heading(element, level);
    else if (element.name === 'br') this.words += '\n';
    else if (element.name === 'a') this.link(element);
    else if (element.name === 'tr') this.row(element);
    else if (element.name === 'ul' || element.name === 'ol') this.list(element);
    else if (BLOCKS.has(element.name)) {
      this.flush();
      for (const child of element.children) this.visit(child);
      this.flush();
    } else for (const child of element.children) this.visit(child);
  }

  private heading(element: Element, level: number): void {
    this.flush();
    const { attribs } = element;
    const id = keyOf(attribs.id);
    const text = this.textOf(element);
    if (text === '') return;
    this.blocks.push({
      kind: 'heading',
      level,
      text,
      line: this.lineOf(element.startIndex),
      ...(id === undefined ? {} : { id }),
      ...(attribs['data-category'] ? { category: attribs['data-category'] } : {}),
      ...(attribs['data-product'] ? { product: attribs['data-product'] } : {}),
      ...(attribs['data-tags'] ? { tags: attribs['data-tags'].split('|') } : {}),
      ...(attribs['data-from'] ? { validFrom: attribs['data-from'] } : {}),
      ...(attribs['data-until'] ? { validUntil: attribs['data-until'] } : {}),
    });
  }

  private list(element: Element): void {
    this.flush();
    this.inList += 1;
    let number = element.name === 'ol' ? Number(element.attribs.start ?? 1) : undefined;
    for (const child of element.children) {
      if (!this.library.DomUtils.isTag(child)) continue;
      this.sign = itemSign(number);
      if (number !== undefined) number += 1;
      for (const inner of child.children) this.visit(inner);
      this.flush();
    }
    this.inList -= 1;
  }

  private row(element: Element): void {
    this.flush();
    const cells = element.children.filter((child) => this.library.DomUtils.isTag(child));
    const texts = cells.map((cell) => this.textOf(cell as Element)).filter((text) => text !== '');
    if (texts.length === 0) return;
    const line = this.lineOf(element.startIndex);
    this.blocks.push({ kind: 'text', text: texts.join('：'), line, list: true });
  }

  private link(element: Element): void {
    this.say(showLink(this.textOf(element), element.attribs.href ?? ''), element.startIndex);
  }

  private say(text: string, index: number | null): void {
    const shown = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (this.wordsAt === undefined && shown.trim() !== '') this.wordsAt = this.lineOf(index);
    this.words += shown;
  }

  /** Ends the paragraph under way. */
  private flush(): void {
    const text = tidy(this.words);
    const line = this.wordsAt ?? 1;
    this.words = '';
    this.wordsAt = undefined;
    if (text === '') return;
    this.blocks.push({ kind: 'text', text: this.sign + text, line, list: this.inList > 0 });
    this.sign = '';
  }

  private textOf(element: Element): string {
    return tidy(this.library.DomUtils.textContent(element).replace(/[ \t\r\n\f]+/g, ' '));
  }

  private lineOf(index: number | null): number {
    const at = index ?? 0;
    return 1 + this.lineStarts.filter((start) => start < at).length;
  }
}

/** White space of the source is none of the page; a hard space is a blank that was meant. */
function tidy(text: string): string {
  return text
    .replace(/ *\n */g, '\n')
    .replace(/^[ \n]+|[ \n]+$/g, '')
    .replaceAll('\u00a0', ' ');
}
