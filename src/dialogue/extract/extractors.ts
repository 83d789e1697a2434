import type { Json } from '../../kernel/json';
import { type ChoiceOption, extractChoice } from './choice';
import { extractDate } from './date';
import { extractEmail } from './email';
import { type Extraction, none } from './extraction';
import { extractLongText } from './long-text';
import { extractNumber } from './number';
import { extractOneTimeCode } from './one-time-code';
import { extractOrgFullName } from './org-full-name';
import { extractPersonName } from './person-name';
import { extractPhone } from './phone';
import { extractSerialNo } from './serial-no';
import { extractServiceCode } from './service-code';
import { extractTicketNo } from './ticket-no';
import { extractTimeSpan, type TimeOptions } from './time-span';

/** What extractors may need to know besides the text. */
export interface ExtractContext {
  /** Epoch milliseconds. */
  now: number;
  /** Default Asia/Shanghai. */
  zone?: string;
  options?: readonly ChoiceOption<Json>[];
  /** Phone slots that also take landlines. */
  landline?: boolean;
  /** See `TimeOptions`. */
  within?: NonNullable<TimeOptions['within']>;
  /** See `ServiceCodeOptions`. */
  codePattern?: RegExp;
}

type Extractor = (text: string, context: ExtractContext) => Extraction<Json>;

const choose: Extractor = (text, { options = [] }) => extractChoice(text, options);

/** Slot type → its extractor. Media come as messages of their own, never as text. */
export const EXTRACTORS = {
  text: extractLongText,
  longtext: extractLongText,
  person_name: extractPersonName,
  phone_cn: (text, { landline = false }) => extractPhone(text, { landline }),
  email: extractEmail,
  choice: choose,
  catalog: choose,
  number: extractNumber,
  date: (text, { now, zone }) => extractDate(text, zone === undefined ? { now } : { now, zone }),
  time_span: (text, { within }) => extractTimeSpan(text, within === undefined ? {} : { within }),
  media_list: () => none(),
  org_full_name: extractOrgFullName,
  one_time_code: extractOneTimeCode,
  serial_no: extractSerialNo,
  ticket_no: extractTicketNo,
  service_code: (text, { codePattern }) =>
    extractServiceCode(text, codePattern === undefined ? {} : { pattern: codePattern }),
} as const satisfies Record<string, Extractor>;

export type ExtractableType = keyof typeof EXTRACTORS;
