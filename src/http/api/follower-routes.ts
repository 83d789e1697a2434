import { z } from 'zod';
import { changeFollower, readFollower } from '../../customers';
import { AppError } from '../../kernel/errors';
import { hasRole } from '../../staff';
import { applicationView } from './application-routes';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';

const text = z.string().nullable();
const instant = z.number().describe('epoch milliseconds');

export const followerView = z.object({
  id: z.string().describe('openid'),
  subscribed: z.boolean(),
  remark: z.string(),
  createdAt: instant,
  profile: z.object({
    name: text,
    phone: text,
    email: text,
    org_name: text,
    bound_phone: text.describe('confirmed by a one-time code'),
    unit_name: text,
    unit_code: text,
    unit_valid_until: text.describe('YYYY-MM-DD'),
    level: z.enum(['follower', 'registered', 'vip']),
    vip: z.boolean(),
    unit_admin: z.boolean(),
    internal: z.boolean(),
    tad: z.boolean(),
    privacy_version: text,
    roles: z.array(z.string()),
  }),
  applications: z.array(applicationView),
});

const params = z.object({ id: z.string().min(1).max(128) });

/** Followers: who they are, what agents call them, what they may do (S3-56). Each look is written down. */
export function followerRoutes(deps: StaffApiDeps, { applications, eraseFollower }: FeatureApiDeps): Route[] {
  const { reader, unitOfWork, clock, audit, logger } = deps;
  const card = async (id: string) => {
    const found = await readFollower(reader, applications, id, clock.now());
    if (found === undefined) throw new AppError('NOT_FOUND', 'no such follower');
    return found;
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/followers/{id}',
      summary: 'A follower with profile, rights and applications',
      access: ['agent', 'supervisor', 'administrator'],
      params,
      success: { status: 200, schema: followerView },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { id }, session: { staff } }) => {
        await audit.record(staff.id, [{ subject: 'follower', key: id }]);
        return card(id);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/followers/{id}',
      summary: 'Change the remark; supervisors and administrators also rights',
      access: ['agent', 'supervisor', 'administrator'],
      params,
      body: z
        .object({
          remark: z.string().trim().max(50),
          unitAdmin: z.boolean(),
          internal: z.boolean(),
          tad: z.boolean(),
        })
        .partial()
        .refine((body) => Object.keys(body).length > 0, '至少填写 remark、unitAdmin、internal、tad 中的一项'),
      success: { status: 200, schema: followerView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { id }, body, session: { staff } }) => {
        const { remark: _, ...rights } = body;
        const changesRights = Object.keys(rights).length > 0;
        if (changesRights && !hasRole(staff, ['supervisor', 'administrator']))
          throw new AppError('FORBIDDEN', 'only supervisors and administrators change rights');
        await audit.record(staff.id, [{ subject: 'follower', key: id }]);
        const done = await unitOfWork.run((tx) => changeFollower(tx, id, body, clock.now()));
        if (done === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such follower');
        if (done === 'NO_PROFILE')
          throw new AppError('CONFLICT', 'rights need a confirmed phone and, for administrators, a unit', {
            userText: '对方还没有绑定手机（管理员还需要绑定单位），不能授权',
          });
        if (changesRights) logger.info({ followerId: id, rights, staffId: staff.id }, 'rights were changed');
        return card(id);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/followers/{id}/erase',
      summary: 'Erase what the follower said, sent and filled in; open tickets and bookings are cancelled',
      access: ['administrator'],
      params,
      success: { status: 204 },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { id }, session: { staff } }) => {
        await card(id);
        await audit.record(staff.id, [{ subject: 'follower', key: id }]);
        await eraseFollower(id);
        logger.info({ followerId: id, staffId: staff.id }, 'a follower was erased');
      },
    }),
  ];
}
