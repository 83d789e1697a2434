import { DateTime } from 'luxon';
import { z } from 'zod';
import { changeUnit, createUnit, listUnits, RESPONSE_LEVELS } from '../../customers';
import { AppError } from '../../kernel/errors';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

export const serviceCodeView = z.object({
  code: z.string(),
  name: z.string().describe('full name of the unit'),
  level: z.enum(RESPONSE_LEVELS),
  validUntil: z.string().describe('YYYY-MM-DD, the last day of service'),
  enabled: z.boolean().describe('false: followers are answered as if the unit did not exist'),
  updatedAt: z.number(),
});

const fields = {
  name: z.string().trim().min(2).max(80),
  code: z.string().regex(/^[A-Z0-9]{4,20}$/, '应为 4 到 20 位大写字母和数字'),
  level: z.enum(RESPONSE_LEVELS),
  validUntil: z
    .string()
    .refine((value) => DateTime.fromFormat(value, 'yyyy-MM-dd').isValid, '应为日期，例如 2027-12-31'),
  enabled: z.boolean(),
};

/** Service codes with level and validity, for staff (S3-32). Followers ask for theirs in the chat. */
export function serviceCodeRoutes({ reader, unitOfWork, clock, logger }: StaffApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/service-codes',
      summary: 'Units with their service codes, in the order of codes',
      access: ['agent', 'supervisor', 'administrator'],
      query: z.object({
        search: z.string().trim().min(1).max(80).optional().describe('a part of name or code'),
        after: z.string().optional().describe('lists the codes after this one'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(serviceCodeView) }) },
      handle: async ({ query, looksAt }) => {
        const items = await listUnits(reader, query);
        if (query.search === undefined) looksAt('service_code', '*');
        else for (const { code } of items) looksAt('service_code', code);
        return { items };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/service-codes',
      summary: 'Add a unit with its service code',
      access: ['administrator'],
      body: z.object({
        ...fields,
        level: fields.level.default('标准'),
        enabled: fields.enabled.default(true),
      }),
      success: { status: 201, schema: serviceCodeView },
      failures: ['CONFLICT'],
      handle: async ({ body, session: { staff } }) => {
        const created = await unitOfWork.run((tx) => createUnit(tx, body, clock.now()));
        if (!created.ok)
          throw new AppError('CONFLICT', 'the name or the code is taken', {
            userText: '该单位名称或服务编码已存在',
          });
        logger.info({ code: body.code, staffId: staff.id }, 'a unit was added');
        return created.unit;
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/service-codes/{code}',
      summary: 'Change level and validity of a unit, or disable it',
      access: ['administrator'],
      params: z.object({ code: z.string() }),
      body: z
        .object({ level: fields.level, validUntil: fields.validUntil, enabled: fields.enabled })
        .partial(),
      success: { status: 200, schema: serviceCodeView },
      failures: ['NOT_FOUND'],
      handle: async ({ params, body, session: { staff } }) => {
        const unit = await unitOfWork.run((tx) => changeUnit(tx, params.code, body, clock.now()));
        if (unit === undefined) throw new AppError('NOT_FOUND', 'no such service code');
        logger.info({ code: unit.code, changes: body, staffId: staff.id }, 'a unit was changed');
        return unit;
      },
    }),
  ];
}
