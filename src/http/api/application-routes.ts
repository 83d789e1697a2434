import { z } from 'zod';
import {
  APPLICATION_KINDS,
  APPLICATION_NAMES,
  APPLICATION_STATUSES,
  type Application,
  type ReviewResult,
} from '../../customers';
import { AppError } from '../../kernel/errors';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';

const ACCESS = ['supervisor', 'administrator'] as const;

const instant = z.number().describe('epoch milliseconds');
export const applicationView = z.object({
  number: z.string(),
  followerId: z.string(),
  kind: z.enum(APPLICATION_KINDS),
  orgName: z.string().nullable(),
  note: z.string().nullable(),
  status: z.enum(APPLICATION_STATUSES),
  createdAt: instant,
  reviewedAt: instant.nullable(),
  reviewedBy: z.string().nullable().describe('id of the account'),
  reason: z.string().nullable(),
});

const params = z.object({ number: z.string() });
const reason = z.string().trim().min(1).max(200);

/** Applications for VIP, administrator of a unit and internal staff: listed, approved, refused (S3-08). */
export function applicationRoutes(deps: StaffApiDeps, features: FeatureApiDeps): Route[] {
  const { reader, unitOfWork, clock, audit } = deps;
  const { applications, sayToFollower } = features;

  /** Decides and tells the follower, in one unit. */
  const decide = async (
    staffId: string,
    work: (
      tx: Parameters<Parameters<typeof unitOfWork.run>[0]>[0],
      by: { staffId: string; now: number },
    ) => Promise<ReviewResult>,
  ): Promise<Application> => {
    const by = { staffId, now: clock.now() };
    const done = await unitOfWork.run(async (tx) => {
      const result = await work(tx, by);
      if (result.ok) {
        const { followerId, number } = result.application;
        const text = resultText(result.application);
        await sayToFollower(tx, { followerId, text, key: `application:${number}`, staffId, at: by.now });
      }
      return result;
    });
    if (done.ok) return done.application;
    throw refusal(done.code);
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/applications',
      summary: 'Applications for rights, the newest first',
      access: ACCESS,
      query: z.object({
        status: z.enum(APPLICATION_STATUSES).optional(),
        kind: z.enum(APPLICATION_KINDS).optional(),
        followerId: z.string().optional(),
        before: z.string().optional().describe('number: lists those filed before it'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(applicationView) }) },
      handle: async ({ query, session: { staff } }) => {
        const items = await applications.list(reader, query);
        const looks = [...new Set(items.map(({ followerId }) => followerId))];
        await audit.record(
          staff.id,
          looks.map((key) => ({ subject: 'follower' as const, key })),
        );
        return { items };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/applications/{number}/approve',
      summary: 'Grant what was applied for; the follower is told',
      access: ACCESS,
      params,
      body: z.object({
        unitCode: z
          .string()
          .optional()
          .describe('VIP and administrator: the unit to put the follower into; default: the one they are in'),
        reason: reason.optional(),
      }),
      success: { status: 200, schema: applicationView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: ({ params: { number }, body, session: { staff } }) =>
        decide(staff.id, (tx, by) => applications.approve(tx, by, { number, ...body })),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/applications/{number}/refuse',
      summary: 'Refuse it, with the reason that the follower reads',
      access: ACCESS,
      params,
      body: z.object({ reason }),
      success: { status: 200, schema: applicationView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: ({ params: { number }, body, session: { staff } }) =>
        decide(staff.id, (tx, by) => applications.refuse(tx, by, { number, ...body })),
    }),
  ];
}

function resultText({ kind, number, status, reason: why }: Application): string {
  const verdict = status === '已通过' ? '已通过' : '没有通过';
  return `您的${APPLICATION_NAMES[kind]}申请（${number}）${verdict}。${why === null ? '' : `\n说明：${why}`}\n看资料请回复 我的资料。`;
}

function refusal(code: Exclude<ReviewResult, { ok: true }>['code']): AppError {
  switch (code) {
    case 'NOT_FOUND':
      return new AppError('NOT_FOUND', 'no such application');
    case 'DECIDED':
      return new AppError('CONFLICT', 'it was decided before', { userText: '这个申请已经审核过了' });
    case 'NOT_BOUND':
      return new AppError('CONFLICT', 'the follower unbound the phone', {
        userText: '对方已解除手机绑定，不能通过',
      });
    case 'NO_UNIT':
      return new AppError('CONFLICT', 'no unit with a valid code', {
        userText: '没有找到这个单位，或服务编码已过期：请先在服务编码里登记，再填写 unitCode',
      });
  }
}
