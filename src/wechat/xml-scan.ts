import { refusal } from './refusal';

/** Levels of elements inside the root: `SendPicsInfo › PicList › item › PicMd5Sum` is the deepest the platform sends. */
const MAX_DEPTH = 4;
const DECLARATION = /^\uFEFF?\s*(?:<\?xml(?:\s[^<>?]*)?\?>)?\s*/;
const ROOT = /^<xml\s*>/;
const TAG = /^\/?[A-Za-z_][\w.:-]*\s*\/?$/;
const SKIPPED = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
] as const;

/**
 * Looks over a body before the XML parser sees it, and returns it without byte order mark and declaration.
 * Throws WECHAT_MALFORMED for what the platform never sends and a parser should not be trusted with: DOCTYPE (entity
 * expansion, external entities), processing instructions, attributes, deep nesting, an open CDATA section. What is left
 * has no place where this scan and the parser could disagree on where markup begins.
 */
export function scanXml(body: string): string {
  const xml = body.replace(DECLARATION, '');
  if (!ROOT.test(xml)) throw refusal('malformed', describeWrongRoot(xml));
  let depth = 0;
  let at = 0;
  while (at !== -1) {
    const end = xml[at + 1] === '!' ? skipSection(xml, at) : xml.indexOf('>', at);
    if (end === -1) throw refusal('malformed', 'the XML is cut off');
    if (xml[at + 1] !== '!') {
      const tag = xml.slice(at + 1, end);
      if (!TAG.test(tag)) throw refusal('malformed', 'a tag that is no plain name');
      if (tag.startsWith('/')) depth -= 1;
      else if (depth > MAX_DEPTH) throw refusal('malformed', `more than ${MAX_DEPTH} levels of elements`);
      else if (!tag.endsWith('/')) depth += 1;
    }
    at = xml.indexOf('<', end);
  }
  return xml;
}

/** The place of the last character of the CDATA section or comment at `at`, or -1 when it never ends. */
function skipSection(xml: string, at: number): number {
  for (const [open, close] of SKIPPED) {
    if (!xml.startsWith(open, at)) continue;
    const end = xml.indexOf(close, at + open.length);
    return end === -1 ? -1 : end + close.length - 1;
  }
  throw refusal('malformed', 'a DOCTYPE or another declaration');
}

function describeWrongRoot(xml: string): string {
  if (xml === '') return 'the body is empty';
  if (xml.startsWith('{')) {
    return 'the body is JSON: choose XML as the message format (数据格式) in the WeChat settings';
  }
  return 'the body is not an <xml> document';
}
