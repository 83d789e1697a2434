import { z } from 'zod';
import {
  ENTRY_STATUSES,
  type EntryView,
  type GateReport,
  isDay,
  KEY_PATTERN,
  MAX_ANSWER_BYTES,
} from '../../kb';
import { byteLength } from '../../kernel/text';

const instant = z.number().describe('epoch milliseconds');
const words = (max: number) => z.string().trim().min(1).max(max);
const day = z
  .string()
  .refine(isDay, '日期应为 2026-05-01 的形式')
  .nullable()
  .describe('YYYY-MM-DD of Asia/Shanghai, included; null: no limit');

/** The content of an entry as people send it. */
export const entryFields = {
  question: words(200),
  similar: z.array(words(200)).max(60),
  answer: z
    .string()
    .trim()
    .min(1)
    .refine(
      (text) => byteLength(text) <= MAX_ANSWER_BYTES,
      `答案超过 ${MAX_ANSWER_BYTES} 字节（约 ${Math.floor(MAX_ANSWER_BYTES / 3)} 个汉字），一条回复放不下`,
    ),
  category: words(40),
  product: words(60).nullable(),
  tags: z.array(words(30)).max(20),
  validFrom: day,
  validUntil: day,
};
export const keyField = z
  .string()
  .max(80)
  .regex(KEY_PATTERN, '只能是小写字母、数字和连字符，例如 invoice-apply');

/** How a change is made. */
export const editFields = {
  reason: z.string().trim().max(200).default('').describe('why, for the history'),
  force: z.boolean().default(false).describe('also when golden questions are answered worse; needs a reason'),
  version: z
    .number()
    .int()
    .optional()
    .describe('the version that was read; another one by now is a CONFLICT'),
};

/** `force` without a reason is no decision. */
export function forcedWithReason(body: { force: boolean; reason: string }): boolean {
  return !body.force || body.reason !== '';
}
export const FORCE_NEEDS_REASON = { message: '强制操作需要填写原因', path: ['reason'] };

/** From after until: never valid. */
export function inOrder(body: {
  validFrom?: string | null | undefined;
  validUntil?: string | null | undefined;
}): boolean {
  return body.validFrom == null || body.validUntil == null || body.validFrom <= body.validUntil;
}
export const DATES_IN_ORDER = { message: '失效日期早于生效日期', path: ['validUntil'] };

const content = z.object({
  key: z.string(),
  question: z.string(),
  similar: z.array(z.string()),
  answer: z.string(),
  category: z.string(),
  product: z.string().nullable().describe('null: about all products'),
  tags: z.array(z.string()),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
});

export const entryView = content.extend({
  status: z.enum(ENTRY_STATUSES),
  source: z.enum(['seed', 'console']),
  edited: z.boolean().describe('changed by a person since it was imported: imports leave it alone'),
  version: z.number(),
  changedBy: z.string().nullable().describe('account; null for a file'),
  changedByName: z.string(),
  reason: z.string(),
  createdAt: instant,
  updatedAt: instant,
  views: z.number(),
  helpful: z.number(),
  unhelpful: z.number(),
});

export const versionView = z.object({
  version: z.number(),
  status: z.enum(ENTRY_STATUSES),
  content,
  at: instant,
  changedBy: z.string().nullable(),
  changedByName: z.string(),
  reason: z.string(),
});

const worse = z.object({
  ask: z.string(),
  expect: z.string().nullable().describe('key; null: none answers it'),
  before: z.string(),
  after: z.string(),
});

export const gateView = z
  .object({
    questions: z.number(),
    rightBefore: z.number(),
    rightAfter: z.number(),
    broken: z.array(worse).describe('were right, or offered, and are wrong'),
    weaker: z.array(worse).describe('were answered, and are only offered'),
    refused: z.boolean(),
  })
  .describe('what the change does to the golden questions');

/** What comes back from a change. */
export const changed = z.object({ entry: entryView, golden: gateView.nullable() });

export function presentEntry({
  usage,
  contentHash: _,
  editedAt,
  ...entry
}: EntryView): z.input<typeof entryView> {
  return { ...entry, edited: editedAt !== null, ...usage };
}

/** The refusal in words: the first few questions that would be answered worse. */
export function tellGate(gate: GateReport): string {
  const shown = [...gate.broken, ...gate.weaker].slice(0, 5).map(({ ask }) => `“${ask}”`);
  const count = gate.broken.length + gate.weaker.length;
  return `这项修改会让 ${count} 个标准问题答得更差：${shown.join('、')}${count > shown.length ? ' 等' : ''}。请调整词条，或填写原因后强制执行`;
}
