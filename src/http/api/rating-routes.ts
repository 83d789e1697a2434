import { z } from 'zod';
import { hasRole, type StaffSession } from '../../staff';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const ACCESS = ['agent', 'supervisor', 'administrator'] as const;
const instant = z.number().describe('epoch milliseconds');

/** What followers say of the people who served them (S2-25). Agents see what was said of themselves. */
export function ratingRoutes({ ratings, reader, clock, staff, remarksOf }: StaffApiDeps): Route[] {
  const nameOf = async () => new Map((await staff.list(reader)).map(({ id, name }) => [id, name]));
  return [
    defineRoute({
      method: 'GET',
      path: '/api/ratings',
      summary: 'Ratings, the newest first',
      access: ACCESS,
      query: z.object({
        staffId: z.string().optional(),
        before: z.coerce.number().int().optional().describe('given before, epoch milliseconds'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: {
        status: 200,
        schema: z.object({
          items: z.array(
            z.object({
              chatId: z.string(),
              follower: z.object({ id: z.string(), remark: z.string() }),
              staffId: z.string(),
              staffName: z.string().nullable(),
              stars: z.number().int().min(1).max(5),
              comment: z.string().nullable(),
              at: instant,
            }),
          ),
        }),
      },
      handle: async ({ query, session }) => {
        const found = await ratings.list(reader, { ...query, staffId: visible(session, query.staffId) });
        const [names, remarks] = await Promise.all([
          nameOf(),
          remarksOf(reader, [...new Set(found.map(({ followerId }) => followerId))]),
        ]);
        return {
          items: found.map(({ followerId: id, ...rest }) => ({
            ...rest,
            follower: { id, remark: remarks.get(id) ?? '' },
            staffName: names.get(rest.staffId) ?? null,
          })),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ratings/agents',
      summary: 'Averages of each agent, of chats that ended in a time; by default the last 30 days',
      access: ACCESS,
      query: z.object({
        from: z.coerce.number().int().optional().describe('epoch milliseconds'),
        to: z.coerce.number().int().optional().describe('epoch milliseconds, not included'),
      }),
      success: {
        status: 200,
        schema: z.object({
          items: z.array(
            z.object({
              staffId: z.string(),
              staffName: z.string().nullable(),
              asked: z.number().describe('chats whose follower was asked'),
              rated: z.number(),
              average: z.number().nullable(),
            }),
          ),
        }),
      },
      handle: async ({ query, session }) => {
        const now = clock.now();
        const { from = now - 30 * 86_400_000, to = now + 1 } = query;
        const [found, names] = await Promise.all([
          ratings.summary(reader, { from, to, staffId: visible(session, undefined) }),
          nameOf(),
        ]);
        return { items: found.map((one) => ({ ...one, staffName: names.get(one.staffId) ?? null })) };
      },
    }),
  ];
}

/** Whose ratings the account sees: everybody's, or its own. */
function visible({ staff }: StaffSession, wanted: string | undefined): string | undefined {
  return hasRole(staff, ['supervisor', 'administrator']) ? wanted : staff.id;
}
