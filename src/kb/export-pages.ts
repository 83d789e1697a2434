import type { KbEntry } from './kb-entry';

/** A help page in Markdown: categories are sections, questions carry their keys as anchors. */
export function exportMarkdown(entries: readonly KbEntry[]): string {
  const sections = byCategory(entries).map(([category, own]) => {
    const questions = own.map((entry) => {
      const similar = entry.similar.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
      return [
        `### ${escapeMarkdown(entry.question)} ${attributes(entry)}`,
        ...(similar === '' ? [] : [`相似问法：\n\n${similar}`]),
        paragraphs(entry.answer)
          .map((lines) => lines.map(escapeMarkdown).join('\\\n'))
          .join('\n\n'),
      ].join('\n\n');
    });
    return [`## ${escapeMarkdown(category)}`, ...questions].join('\n\n');
  });
  return `${['# 知识库', ...sections].join('\n\n')}\n`;
}

/** A help page in HTML, in the same order. */
export function exportHtml(entries: readonly KbEntry[]): string {
  const sections = byCategory(entries).map(([category, own]) => {
    const questions = own.map((entry) => {
      const marks = [
        ` id="${entry.key}" data-category="${escapeHtml(entry.category)}"`,
        entry.product === null ? '' : ` data-product="${escapeHtml(entry.product)}"`,
        entry.tags.length === 0 ? '' : ` data-tags="${escapeHtml(listText(entry.tags))}"`,
        entry.validFrom === null ? '' : ` data-from="${entry.validFrom}"`,
        entry.validUntil === null ? '' : ` data-until="${entry.validUntil}"`,
      ].join('');
      const similar = entry.similar.map((item) => `<li>${escapeHtml(item)}</li>`).join('');
      const answer = paragraphs(entry.answer).map(
        (lines) => `<p>${lines.map(escapeHtml).join('<br>\n')}</p>`,
      );
      return [
        `<h3${marks}>${escapeHtml(entry.question)}</h3>`,
        ...(similar === '' ? [] : [`<p>相似问法：</p>\n<ul>${similar}</ul>`]),
        ...answer,
      ].join('\n');
    });
    return [`<h2>${escapeHtml(category)}</h2>`, ...questions].join('\n');
  });
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>知识库</title></head>
<body>
<h1>知识库</h1>
${sections.join('\n')}
</body>
</html>
`;
}

function byCategory(entries: readonly KbEntry[]): [string, KbEntry[]][] {
  const groups = new Map<string, KbEntry[]>();
  for (const entry of entries) {
    const own = groups.get(entry.category);
    if (own === undefined) groups.set(entry.category, [entry]);
    else own.push(entry);
  }
  return [...groups];
}

function attributes({ key, category, product, tags, validFrom, validUntil }: KbEntry): string {
  const marks = [`#${key}`, `category="${plain(category)}"`];
  if (product !== null) marks.push(`product="${plain(product)}"`);
  if (tags.length > 0) marks.push(`tags="${plain(listText(tags))}"`);
  if (validFrom !== null) marks.push(`from="${validFrom}"`);
  if (validUntil !== null) marks.push(`until="${validUntil}"`);
  return `{${marks.join(' ')}}`;
}

/** Signs that would end an attribute are written as the reader of attributes (`parse-markdown`) takes them. */
function plain(text: string): string {
  return escapeMarkdown(
    text
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll('{', '&lbrace;')
      .replaceAll('}', '&rbrace;'),
  );
}

function listText(items: readonly string[]): string {
  return items.map((item) => item.replaceAll('|', '｜')).join('|');
}

/** Lines by paragraph; more than one blank line counts as one. */
function paragraphs(text: string): string[][] {
  return text.split(/\n(?:[ \t]*\n)+/).map((paragraph) => paragraph.split('\n'));
}

function escapeMarkdown(line: string): string {
  return line
    .replace(/[\\`*_[\]<>&~#!|{}]/g, '\\$&')
    .replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_, blanks: string, sign: string) =>
      /\d/.test(sign) ? `${blanks}${sign}\\` : `${blanks}\\${sign}`,
    )
    .replace(/^ +| +$| {2,}/g, (blanks) => '&#32;'.repeat(blanks.length));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/^ +| +$| {2,}/g, (blanks) => '&nbsp;'.repeat(blanks.length));
}
