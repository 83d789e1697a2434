import { z } from 'zod';
import type { GapResult } from '../../kb';
import { AppError } from '../../kernel/errors';
import type { KbApiDeps } from './kb-deps';
import { KB_READ, KB_WRITE, optionsOf, presentResult } from './kb-routes';
import { changed, editFields, FORCE_NEEDS_REASON, forcedWithReason, keyField } from './kb-view';
import { defineRoute, type Route } from './route';

const near = z.object({ key: z.string(), question: z.string(), score: z.number().describe('0–1') });
const reason = z
  .enum(['none', 'none_of_these', 'suggested', 'unhelpful', 'handoff'])
  .describe('no answer; refused what was offered; only saw offers; 没用; asked for a person right after it');
const gapView = z.object({
  id: z.number(),
  question: z.string(),
  questions: z.array(
    z.object({ id: z.number(), text: z.string(), followers: z.number(), times: z.number(), reason }),
  ),
  followers: z.number().describe('different followers who asked any of them'),
  times: z.number(),
  lastAt: z.number().describe('epoch milliseconds'),
  draftSimilar: z.string().describe('what could be added to an entry as another wording'),
  nearest: z.array(near),
});
const proposalView = z.object({
  id: z.number(),
  chatId: z.string(),
  question: z.string(),
  answer: z.string().describe('what an agent answered, personal data masked'),
  at: z.number().describe('epoch milliseconds'),
  nearest: z.array(near),
});

const params = z.object({ id: z.coerce.number().int().min(0) });
const query = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
const draftBody = z
  .object({ ...editFields, key: keyField.optional().describe('made from the question when left out') })
  .refine(forcedWithReason, FORCE_NEEDS_REASON);
const FAILURES = ['NOT_FOUND', 'CONFLICT', 'KB_REGRESSION'] as const;

/** What the bot could not answer, and what agents answered instead. */
export function kbGapRoutes({ gaps }: KbApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/kb/gaps',
      summary: 'Questions without a good answer, same meaning together, those most followers asked first',
      access: KB_READ,
      query,
      success: { status: 200, schema: z.object({ items: z.array(gapView) }) },
      handle: async ({ query: { limit } }) => ({ items: await gaps.list(limit) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/gaps/{id}/add',
      summary: 'Add the question to an entry as another wording',
      access: KB_WRITE,
      params,
      body: z
        .object({
          ...editFields,
          key: z.string().describe('of the entry'),
          text: z.string().trim().min(1).max(200).optional().describe('instead of the drafted wording'),
        })
        .refine(forcedWithReason, FORCE_NEEDS_REASON),
      success: { status: 200, schema: changed },
      failures: FAILURES,
      handle: async ({ params: { id }, body: { key, text, ...edit }, session }) =>
        present(await gaps.addTo(id, key, { ...optionsOf(edit, session), text })),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/gaps/{id}/draft',
      summary: 'Open a draft from the gap, with what an agent answered when one did',
      access: KB_WRITE,
      params,
      body: draftBody,
      success: { status: 201, schema: changed },
      failures: FAILURES,
      handle: async ({ params: { id }, body: { key, ...edit }, session }) =>
        present(await gaps.draft(id, { ...optionsOf(edit, session), key })),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/gaps/{id}/dismiss',
      summary: 'Do not list the gap again: none of our business, or no question',
      access: KB_WRITE,
      params,
      success: { status: 204 },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { id }, session: { staff } }) => {
        if (!(await gaps.dismiss(id, staff.id))) throw new AppError('NOT_FOUND', 'no such gap');
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/kb/proposals',
      summary: 'Drafts that could be made of what agents answered where the bot had no answer',
      access: KB_READ,
      query,
      success: { status: 200, schema: z.object({ items: z.array(proposalView) }) },
      handle: async ({ query: { limit }, looksAt }) => {
        looksAt('follower', '*');
        return { items: await gaps.proposals(limit) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/proposals/{id}/draft',
      summary: 'Open a draft from what an agent answered',
      access: KB_WRITE,
      params,
      body: draftBody,
      success: { status: 201, schema: changed },
      failures: FAILURES,
      handle: async ({ params: { id }, body: { key, ...edit }, session }) =>
        present(await gaps.draftProposal(id, { ...optionsOf(edit, session), key })),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/proposals/{id}/dismiss',
      summary: 'Do not propose it again',
      access: KB_WRITE,
      params,
      success: { status: 204 },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { id }, session: { staff } }) => {
        if (!(await gaps.dismissProposal(id, staff.id))) throw new AppError('NOT_FOUND', 'no such proposal');
      },
    }),
  ];
}

function present(result: GapResult): z.input<typeof changed> {
  if (!result.ok && result.code === 'NO_GAP') throw new AppError('NOT_FOUND', 'no such gap');
  return presentResult(result);
}
