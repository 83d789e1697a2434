/** One element a line, indented; CDATA is left as it is. Anything that is not XML comes back unchanged. */
export function layOutXml(xml: string): string {
  if (!xml.startsWith('<xml>')) return xml;
  const tokens = xml.match(/<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let line = '';
  for (const [index, token] of tokens.entries()) {
    if (token.startsWith('</')) {
      depth -= 1;
      if (line === '') lines.push('  '.repeat(depth) + token);
      else lines.push(line + token);
      line = '';
    } else if (token.startsWith('<') && !token.startsWith('<!')) {
      if (line !== '') lines.push(line);
      line = '  '.repeat(depth) + token;
      depth += 1;
      if (isContainer(tokens[index + 1])) {
        lines.push(line);
        line = '';
      }
    } else if (token.trim() !== '') {
      line += token;
    }
  }
  return lines.join('\n');
}

function isContainer(next: string | undefined): boolean {
  return next?.startsWith('<') === true && !next.startsWith('</') && !next.startsWith('<!');
}
