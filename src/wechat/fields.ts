import { refusal } from './refusal';
import type { XmlFields, XmlValue } from './xml';

/** The value of a leaf exactly as sent, undefined when it is absent or no leaf. */
export function textField(fields: XmlFields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** An identifier, key or name: without white space around it, empty when absent. */
export function idField(fields: XmlFields, name: string): string {
  return textField(fields, name)?.trim() ?? '';
}

/** The element as an optional property, left out when it is absent or empty. */
export function optional<Key extends string>(
  key: Key,
  fields: XmlFields,
  name: string,
): { [property in Key]?: string } {
  const value = idField(fields, name);
  return (value === '' ? {} : { [key]: value }) as { [property in Key]?: string };
}

/** A finite number, undefined for anything else. */
export function numberField(fields: XmlFields, name: string): number | undefined {
  const text = idField(fields, name);
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? undefined : value;
}

/** A number without which the message makes no sense; throws WECHAT_MALFORMED. */
export function requiredNumber(fields: XmlFields, name: string): number {
  const value = numberField(fields, name);
  if (value === undefined) throw refusal('malformed', `${name} is not a number`);
  return value;
}

/** An identifier without which there is no message; throws WECHAT_MALFORMED. */
export function requiredId(fields: XmlFields, name: string): string {
  const value = idField(fields, name);
  if (value === '') throw refusal('malformed', `${name} is missing`);
  return value;
}

/** A time given in seconds, as epoch milliseconds. */
export function timeField(fields: XmlFields, name: string): number | undefined {
  const seconds = numberField(fields, name);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The elements inside a container; none when it is absent or a leaf. */
export function containerField(fields: XmlFields, name: string): XmlFields {
  return isContainer(fields[name]) ? fields[name] : {};
}

/** The containers of a list; leaves among them are left out. */
export function listField(fields: XmlFields, name: string): XmlFields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isContainer) : [];
}

function isContainer(value: XmlValue | undefined): value is XmlFields {
  return typeof value === 'object' && !Array.isArray(value);
}
