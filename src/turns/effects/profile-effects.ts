import { z } from 'zod';
import {
  APPLICATION_KINDS,
  APPLICATION_NAMES,
  type ApplicationService,
  readProfile,
  rememberProfile,
} from '../../customers';
import type { InlineEffects } from '../inline-effects';
import { dayText } from './day-text';
import { readArgs, slotText } from './effect-args';

const saveArgs = z.strictObject({ name: slotText, phone: slotText, email: slotText, org_name: slotText });
const applyArgs = z.strictObject({ kind: z.enum(APPLICATION_KINDS), org: slotText, note: slotText });

const LEVELS = { follower: '未绑定', registered: '已绑定', vip: 'VIP' } as const;
const SHOWN = 3;

/** What flows do with a follower's own data, and with applications for rights. */
export function profileEffects(applications: ApplicationService): InlineEffects {
  return {
    'profile.read': async (tx, _args, { followerId, now }) => {
      const profile = await readProfile(tx, followerId, now);
      const applied = await applications.list(tx, { followerId, limit: SHOWN });
      const also = [
        ...(profile.unit_admin ? ['单位管理员'] : []),
        ...(profile.tad ? ['TAD'] : []),
        ...(profile.internal ? ['内部员工'] : []),
      ];
      return {
        ok: true,
        data: {
          level: [LEVELS[profile.level], ...also].join('、'),
          applications: applied.map(({ number, kind, status, reason, createdAt }) => ({
            number,
            kind: APPLICATION_NAMES[kind],
            status,
            reason,
            day: dayText(createdAt),
          })),
        },
      };
    },
    'profile.save': async (tx, args, { followerId, now }) => {
      const { name, phone, email, org_name: orgName } = readArgs('profile.save', saveArgs, args);
      const given = Object.entries({ name, phone, email, orgName }).filter(([, value]) => value !== '');
      await rememberProfile(tx, followerId, Object.fromEntries(given), now);
      return { ok: true, data: {} };
    },
    'application.create': async (tx, args, context) => {
      const { kind, org, note } = readArgs('application.create', applyArgs, args);
      const applied = await applications.apply(tx, context, {
        kind,
        orgName: org === '' ? null : org,
        note: note === '' ? null : note,
      });
      return applied.ok ? { ok: true, data: { number: applied.application.number } } : applied;
    },
  };
}
