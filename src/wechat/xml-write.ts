import { cleanText } from './clean-text';

/** What can be written: texts become CDATA, numbers stay bare, absent values are left out, lists repeat the element. */
export interface WritableFields {
  [name: string]: WritableValue | readonly WritableValue[] | undefined;
}
type WritableValue = string | number | WritableFields;

/** `<xml>…</xml>` in the order of the fields; any text is safe in it, `]]>` included. */
export function writeXml(fields: WritableFields): string {
  return `<xml>${writeFields(fields)}</xml>`;
}

function writeFields(fields: WritableFields): string {
  let xml = '';
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const item of value) xml += writeElement(name, item);
    else xml += writeElement(name, value as WritableValue);
  }
  return xml;
}

function writeElement(name: string, value: WritableValue): string {
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${escapeCdata(value)}]]></${name}>`;
  return `<${name}>${writeFields(value)}</${name}>`;
}

/** `]]>` would end the section, so it is spread over two sections, which readers join again. */
function escapeCdata(text: string): string {
  return cleanText(text).replaceAll(']]>', ']]]]><![CDATA[>');
}
