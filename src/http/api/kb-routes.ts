import { z } from 'zod';
import {
  type EditOptions,
  ENTRY_ORDERS,
  ENTRY_STATUSES,
  type EntryResult,
  explainHit,
  showDecision,
} from '../../kb';
import { AppError, assertNever } from '../../kernel/errors';
import type { StaffSession } from '../../staff';
import type { KbApiDeps } from './kb-deps';
import {
  changed,
  DATES_IN_ORDER,
  editFields,
  entryFields,
  entryView,
  FORCE_NEEDS_REASON,
  forcedWithReason,
  inOrder,
  keyField,
  presentEntry,
  tellGate,
  versionView,
} from './kb-view';
import { defineRoute, type Route } from './route';

export const KB_READ = ['supervisor', 'administrator'] as const;
export const KB_WRITE = ['administrator'] as const;

const params = z.object({ key: z.string() });
const edit = z.object(editFields).refine(forcedWithReason, FORCE_NEEDS_REASON);

/** The entries of the knowledge base: found, read, written, published, retired, brought back. */
export function kbRoutes({ knowledge, entries }: KbApiDeps): Route[] {
  const FAILURES = ['NOT_FOUND', 'CONFLICT', 'KB_REGRESSION'] as const;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/kb/entries',
      summary: 'Entries with their counts, one page at a time',
      access: KB_READ,
      query: z.object({
        status: z.enum(ENTRY_STATUSES).optional(),
        category: z.string().optional(),
        product: z.string().optional(),
        text: z
          .string()
          .trim()
          .max(100)
          .optional()
          .describe('a part of key, question, wordings, answer or tags'),
        edited: z
          .enum(['true', 'false'])
          .transform((value) => value === 'true')
          .optional()
          .describe('changed by a person since the last import'),
        order: z.enum(ENTRY_ORDERS).default('key'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      success: { status: 200, schema: z.object({ items: z.array(entryView), total: z.number() }) },
      handle: async ({ query }) => {
        const { items, total } = await entries.list(query);
        return { items: items.map(presentEntry), total };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/kb/counts',
      summary: 'How many entries each status, category and product has',
      access: KB_READ,
      success: {
        status: 200,
        schema: z.object({
          categories: z.array(z.object({ name: z.string(), entries: z.number() })),
          products: z.array(z.object({ name: z.string(), entries: z.number() })),
          statuses: z.object({ draft: z.number(), published: z.number(), retired: z.number() }),
        }),
      },
      handle: () => entries.counts(),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/kb/search',
      summary: 'What a text finds, and why: the same search as in chat',
      access: KB_READ,
      query: z.object({
        text: z.string().trim().min(1).max(500),
        limit: z.coerce.number().int().min(1).max(20).default(5),
      }),
      success: {
        status: 200,
        schema: z.object({
          decision: z.enum(['answer', 'suggest', 'none']),
          shown: z.string().describe('key of the answer, `offered …` or `nothing`'),
          hits: z.array(
            z.object({
              key: z.string(),
              question: z.string(),
              score: z.number().describe('0–1'),
              why: z.array(z.string()),
            }),
          ),
        }),
      },
      handle: async ({ query: { text, limit } }) => {
        const decision = knowledge.decideAmongEntries(text);
        const hits = knowledge.search(text, limit).map((hit) => ({
          key: hit.id,
          question: knowledge.entry(hit.id)?.question ?? '',
          score: hit.score,
          why: explainHit(hit),
        }));
        return { decision: decision.kind, shown: showDecision(decision), hits };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/entries',
      summary: 'Write an entry, as a draft or published at once',
      access: KB_WRITE,
      body: z
        .object({
          key: keyField,
          ...entryFields,
          similar: entryFields.similar.default([]),
          product: entryFields.product.default(null),
          tags: entryFields.tags.default([]),
          validFrom: entryFields.validFrom.default(null),
          validUntil: entryFields.validUntil.default(null),
          status: z.enum(['draft', 'published']).default('draft'),
          ...editFields,
        })
        .refine(forcedWithReason, FORCE_NEEDS_REASON)
        .refine(inOrder, DATES_IN_ORDER),
      success: { status: 201, schema: changed },
      failures: ['CONFLICT', 'KB_REGRESSION'],
      handle: async ({ body: { status, reason, force, version: _, ...content }, session }) =>
        presentResult(await entries.create(content, status, optionsOf({ reason, force }, session))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/kb/entries/{key}',
      summary: 'One entry',
      access: KB_READ,
      params,
      success: { status: 200, schema: entryView },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { key } }) => {
        const entry = await entries.read(key);
        if (entry === undefined) throw new AppError('NOT_FOUND', 'no such entry');
        return presentEntry(entry);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/kb/entries/{key}',
      summary: 'Change what an entry says; what is left out stays',
      access: KB_WRITE,
      params,
      body: z
        .object({ ...z.object(entryFields).partial().shape, ...editFields })
        .refine(forcedWithReason, FORCE_NEEDS_REASON)
        .refine(inOrder, DATES_IN_ORDER),
      success: { status: 200, schema: changed },
      failures: FAILURES,
      handle: async ({ params: { key }, body: { reason, force, version, ...given }, session }) => {
        const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        const before = await entries.read(key);
        if (before !== undefined && !inOrder({ ...before, ...patch })) {
          throw new AppError('BAD_REQUEST', 'valid until before valid from', {
            userText: DATES_IN_ORDER.message,
          });
        }
        return presentResult(
          await entries.change(key, patch, optionsOf({ reason, force, version }, session)),
        );
      },
    }),
    ...(['publish', 'retire', 'draft'] as const).map((act) =>
      defineRoute({
        method: 'POST',
        path: `/api/kb/entries/{key}/${act}`,
        summary: {
          publish: 'Let the bot answer with it',
          retire: 'Take it out of the answers and keep it with its history',
          draft: 'Take it out of the answers to work on it',
        }[act],
        access: KB_WRITE,
        params,
        body: edit,
        success: { status: 200, schema: changed },
        failures: FAILURES,
        handle: async ({ params: { key }, body, session }) => {
          const status = ({ publish: 'published', retire: 'retired', draft: 'draft' } as const)[act];
          return presentResult(await entries.setStatus(key, status, optionsOf(body, session)));
        },
      }),
    ),
    defineRoute({
      method: 'GET',
      path: '/api/kb/entries/{key}/versions',
      summary: 'All versions of an entry, the newest first',
      access: KB_READ,
      params,
      success: { status: 200, schema: z.object({ items: z.array(versionView) }) },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { key } }) => {
        const items = await entries.versions(key);
        if (items === undefined) throw new AppError('NOT_FOUND', 'no such entry');
        return { items };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/entries/{key}/versions/{number}/restore',
      summary: 'Make the content of an older version the newest one',
      access: KB_WRITE,
      params: z.object({ key: z.string(), number: z.coerce.number().int().min(1) }),
      body: edit,
      success: { status: 200, schema: changed },
      failures: FAILURES,
      handle: async ({ params: { key, number }, body, session }) =>
        presentResult(await entries.restore(key, number, optionsOf(body, session))),
    }),
  ];
}

/** Who changes it, and how. */
export function optionsOf(
  body: { reason: string; force: boolean; version?: number | undefined },
  { staff }: StaffSession,
): EditOptions {
  const { reason, force, version } = body;
  return { editor: { staffId: staff.id, name: staff.name, reason }, force, version };
}

/** The changed entry, or the refusal as an error. */
export function presentResult(result: EntryResult): z.input<typeof changed> {
  if (result.ok) return { entry: presentEntry(result.entry), golden: result.gate ?? null };
  switch (result.code) {
    case 'NOT_FOUND':
      throw new AppError('NOT_FOUND', 'no such entry or version');
    case 'TAKEN':
      throw new AppError('CONFLICT', 'the key is taken', { userText: '这个编号已被使用' });
    case 'CHANGED':
      throw new AppError('CONFLICT', 'somebody else changed the entry');
    case 'DUPLICATE':
      throw new AppError('CONFLICT', `the wording belongs to ${result.key}`, {
        userText: `“${result.text}”已经是词条 ${result.key} 的问法`,
      });
    case 'NO_ANSWER':
      throw new AppError('CONFLICT', 'the entry has no answer yet', { userText: '请先填写答案再发布' });
    case 'REGRESSION':
      throw new AppError('KB_REGRESSION', 'golden questions would be answered worse', {
        userText: tellGate(result.gate),
        details: result.gate,
      });
    default:
      return assertNever(result);
  }
}
