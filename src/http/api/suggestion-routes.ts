import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { SUGGESTION_KINDS, SUGGESTION_LIMITS, type Suggestion } from '../../tickets';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';

const ACCESS = ['agent', 'supervisor'] as const;
const KIND_NAMES = { suggestion: '建议', complaint: '投诉' } as const;

const instant = z.number().describe('epoch milliseconds');
export const suggestionView = z.object({
  number: z.string(),
  kind: z.enum(SUGGESTION_KINDS),
  text: z.string(),
  contact: z.string().nullable(),
  follower: z.object({ id: z.string(), remark: z.string() }),
  createdAt: instant,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable().describe('id of the account'),
  answeredAt: instant.nullable(),
});

const params = z.object({ number: z.string() });

/** Suggestions and complaints: read and answered once (F-33). */
export function suggestionRoutes(deps: StaffApiDeps, features: FeatureApiDeps): Route[] {
  const { reader, unitOfWork, clock } = deps;
  const { suggestions, sayToFollower } = features;
  const present = async (found: readonly Suggestion[]): Promise<z.input<typeof suggestionView>[]> => {
    const remarks = await deps.remarksOf(reader, [...new Set(found.map((one) => one.followerId))]);
    return found.map(({ followerId: id, ...rest }) => ({
      ...rest,
      follower: { id, remark: remarks.get(id) ?? '' },
    }));
  };
  const presentOne = async (suggestion: Suggestion | undefined) => {
    const [view] = suggestion === undefined ? [] : await present([suggestion]);
    if (view === undefined) throw new AppError('NOT_FOUND', 'no such suggestion');
    return view;
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/suggestions',
      summary: 'Suggestions and complaints, the newest first',
      access: ACCESS,
      query: z.object({
        kind: z.enum(SUGGESTION_KINDS).optional(),
        answered: z
          .enum(['true', 'false'])
          .transform((value) => value === 'true')
          .optional(),
        before: z.string().optional().describe('number: lists those taken in before it'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(suggestionView) }) },
      handle: async ({ query }) => ({ items: await present(await suggestions.list(reader, query)) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/suggestions/{number}',
      summary: 'One suggestion or complaint',
      access: ACCESS,
      params,
      success: { status: 200, schema: suggestionView },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { number }, looksAt }) => {
        looksAt('suggestion', number);
        return presentOne(await suggestions.read(reader, number));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/suggestions/{number}/answer',
      summary: 'Answer it: the follower gets the text as a message',
      access: ACCESS,
      params,
      body: z.object({ text: z.string().trim().min(1).max(SUGGESTION_LIMITS.answer) }),
      success: { status: 200, schema: suggestionView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { number }, body: { text }, session: { staff } }) => {
        const now = clock.now();
        const done = await unitOfWork.run(async (tx) => {
          const answered = await suggestions.answer(tx, { staffId: staff.id, now }, { number, text });
          if (answered.ok) {
            const { followerId, kind } = answered.suggestion;
            await sayToFollower(tx, {
              followerId,
              text: `您的${KIND_NAMES[kind]}（${number}）有了回复：\n${text}`,
              key: `suggestion:${number}:answer`,
              staffId: staff.id,
              at: now,
            });
          }
          return answered;
        });
        if (done.ok) return presentOne(done.suggestion);
        throw done.code === 'NOT_FOUND'
          ? new AppError('NOT_FOUND', 'no such suggestion')
          : new AppError('CONFLICT', 'it was answered before', { userText: '已经有同事回复过了' });
      },
    }),
  ];
}
