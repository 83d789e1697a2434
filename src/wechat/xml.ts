import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '../kernel/errors';
import { byteLength } from '../kernel/text';
import { refusal } from './refusal';
import { scanXml } from './xml-scan';

/** The values of a message, exactly as sent: every leaf a string (MsgId has 64 bits, a text may be `007`). */
export interface XmlFields {
  [name: string]: XmlValue;
}
export type XmlValue = string | XmlFields | (string | XmlFields)[];

/** Bodies above this size are refused unread; the platform's own stay far below. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Containers whose children are a list even when there is one, by the name of the element around them. */
const LISTS: Record<string, string> = {
  PicList: 'item',
  Articles: 'item',
  ResultList: 'item',
  article_detail: 'item',
  PublishEventInfo: 'fail_idx',
  SubscribeMsgPopupEvent: 'List',
  SubscribeMsgChangeEvent: 'List',
  SubscribeMsgSentEvent: 'List',
};

const NAMED_ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ENTITY = /&([^;&\s]*;?)/g;

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  // Its own decoder knows more entities than XML has and leaves unknown ones as they are.
  entityDecoder: {
    decode: decodeEntities,
    reset: () => {},
    setXmlVersion: () => {},
    addInputEntities: () => {},
    setExternalEntities: () => {},
  },
});

/**
 * The elements inside `<xml>`. Adjacent CDATA sections are one value, white space of values is kept, repeated elements
 * are lists. Throws WECHAT_MALFORMED for everything that is not a well-formed message of the platform.
 */
export function parseXml(body: string): XmlFields {
  if (body.length > MAX_BODY_BYTES || byteLength(body) > MAX_BODY_BYTES) {
    throw refusal('malformed', `the body is larger than ${MAX_BODY_BYTES} bytes`);
  }
  const xml = scanXml(body);
  // The parser accepts a document that is cut off or closes the wrong element; the validator does not.
  if (XMLValidator.validate(xml) !== true) throw refusal('malformed', 'the XML is not well-formed');
  return tidyContainer('xml', parseTree(xml));
}

function parseTree(xml: string): Record<string, unknown> {
  try {
    const { xml: root } = parser.parse(xml) as { xml: Record<string, unknown> | string };
    return typeof root === 'string' ? {} : root;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal('malformed', 'the XML cannot be read');
  }
}

/** Copies a container without the white space between its elements (`#text`), and makes lists of lists. */
function tidyContainer(name: string, container: Record<string, unknown>): XmlFields {
  const fields: XmlFields = {};
  for (const [child, value] of Object.entries(container)) {
    if (child === '#text') continue;
    if (Array.isArray(value)) fields[child] = value.map((item) => tidy(child, item));
    else fields[child] = LISTS[name] === child ? [tidy(child, value)] : tidy(child, value);
  }
  return fields;
}

function tidy(name: string, value: unknown): string | XmlFields {
  return typeof value === 'string' ? value : tidyContainer(name, value as Record<string, unknown>);
}

/** Decodes the five entities of XML and numeric ones; called for text outside CDATA only. */
function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, (_, name: string) => decodeEntity(name)) : text;
}

function decodeEntity(nameAndEnd: string): string {
  const name = nameAndEnd.slice(0, -1);
  const named =
    nameAndEnd.endsWith(';') && Object.hasOwn(NAMED_ENTITIES, name) ? NAMED_ENTITIES[name] : undefined;
  if (named !== undefined) return named;
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}));$/i.exec(nameAndEnd) ?? [];
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter =
    point >= 0x20 ? point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) : [9, 10, 13].includes(point);
  if (!isCharacter) throw refusal('malformed', 'an entity that XML does not know');
  return String.fromCodePoint(point);
}
