import { z } from 'zod';
import { AUDIT_SUBJECTS } from '../../staff';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const auditView = z.object({
  id: z.number(),
  at: z.number().describe('epoch milliseconds'),
  staffId: z.string(),
  staffName: z.string().nullable(),
  subject: z.enum(AUDIT_SUBJECTS),
  key: z
    .string()
    .describe('openid, number, code or media id; of a search its words, masked; * for a whole list'),
});

/** Who looked at whose data (F-28). */
export function auditRoutes({ audit, staff, reader }: StaffApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/audit',
      summary: 'What staff looked at, the newest first; the same look within ten minutes is one entry',
      access: ['administrator'],
      query: z.object({
        staffId: z.string().optional(),
        subject: z.enum(AUDIT_SUBJECTS).optional(),
        key: z.string().optional(),
        from: z.coerce.number().int().optional().describe('at or after, epoch milliseconds'),
        to: z.coerce.number().int().optional().describe('before, epoch milliseconds'),
        before: z.coerce.number().int().min(1).optional().describe('id of an entry: lists older ones'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(auditView) }) },
      handle: async ({ query }) => {
        const [items, everybody] = await Promise.all([audit.list(query), staff.list(reader)]);
        const names = new Map(everybody.map(({ id, name }) => [id, name]));
        return { items: items.map((item) => ({ ...item, staffName: names.get(item.staffId) ?? null })) };
      },
    }),
  ];
}
