/** A piece of a text bubble, as the WeChat client draws it. */
export type TextPart =
  | { type: 'text'; text: string }
  | { type: 'link'; text: string; url: string }
  /** A link that sends `content` as the follower's own message (protocol §4). */
  | { type: 'choice'; text: string; content: string; menuId: string };

const ANCHOR = /<a\s+([^>]*)>([\s\S]*?)<\/a>/gi;
const HREF = /href\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const MENU_LINK = /^weixin:\/\/bizmsgmenu\?/i;
const BARE_URL = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+[\w/#=&%-]/g;

/** Splits a text into what is plain, what opens a page, and what can be tapped as an answer. */
export function parseRichText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ANCHOR)) {
    const [whole, attributes = '', label = ''] = match;
    pushPlain(parts, text.slice(from, match.index));
    const href = HREF.exec(attributes);
    parts.push(readAnchor(decodeEntities(href?.[1] ?? href?.[2] ?? ''), label));
    from = match.index + whole.length;
  }
  pushPlain(parts, text.slice(from));
  return parts;
}

function readAnchor(href: string, label: string): TextPart {
  if (MENU_LINK.test(href)) {
    const query = new URLSearchParams(href.slice(href.indexOf('?') + 1));
    return {
      type: 'choice',
      text: label,
      content: query.get('msgmenucontent') ?? label,
      menuId: query.get('msgmenuid') ?? '',
    };
  }
  return /^https?:\/\//i.test(href)
    ? { type: 'link', text: label, url: href }
    : { type: 'text', text: label };
}

function pushPlain(parts: TextPart[], text: string): void {
  let from = 0;
  for (const match of text.matchAll(BARE_URL)) {
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
    parts.push({ type: 'link', text: match[0], url: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
}

function decodeEntities(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '');
}
