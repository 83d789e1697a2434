import { z } from 'zod';
import { addDocument, changeDocument, documentFields, listDocuments } from '../../documents';
import { AppError } from '../../kernel/errors';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const READ = ['agent', 'supervisor', 'administrator'] as const;
const WRITE = ['administrator'] as const;

const documentView = z.object({
  id: z.number(),
  title: z.string(),
  kind: documentFields.kind,
  product: z.string(),
  link: z.string(),
  size: z.string(),
  needs: documentFields.needs,
  keywords: z.array(z.string()),
  publishedOn: z.string().describe('YYYY-MM-DD'),
  enabled: z.boolean().describe('false: withdrawn, followers do not find it'),
  downloads: z.number().describe('how many times its link was handed out'),
  updatedAt: z.number().describe('epoch milliseconds'),
});

const id = z.coerce.number().int().min(1);

/** What followers find with 文档, 下载 and 微分享 (F-08): listed, added, changed, withdrawn. */
export function documentRoutes({ reader, unitOfWork, clock, logger }: StaffApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/documents',
      summary: 'Documents, tools, patches and shares in the order of their ids, withdrawn ones too',
      access: READ,
      query: z.object({
        kind: documentFields.kind.optional(),
        after: id.optional().describe('lists the ids after this one'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(documentView) }) },
      handle: async ({ query }) => ({ items: await listDocuments(reader, query) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/documents',
      summary: 'Add a document',
      access: WRITE,
      body: z.object({
        ...documentFields,
        product: documentFields.product.default(''),
        size: documentFields.size.default(''),
        keywords: documentFields.keywords.default([]),
      }),
      success: { status: 201, schema: documentView },
      handle: async ({ body, session: { staff } }) => {
        const document = await unitOfWork.run((tx) => addDocument(tx, body, clock.now()));
        logger.info({ document: document.id, staffId: staff.id }, 'a document was added');
        return document;
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/documents/{id}',
      summary: 'Change a document; enabled: false withdraws it',
      access: WRITE,
      params: z.object({ id }),
      body: z
        .object({ ...documentFields, enabled: z.boolean() })
        .partial()
        .refine((body) => Object.keys(body).length > 0, '至少填写一项'),
      success: { status: 200, schema: documentView },
      failures: ['NOT_FOUND'],
      handle: async ({ params, body, session: { staff } }) => {
        const document = await unitOfWork.run((tx) => changeDocument(tx, params.id, body, clock.now()));
        if (document === undefined) throw new AppError('NOT_FOUND', 'no such document');
        logger.info(
          { document: document.id, fields: Object.keys(body), staffId: staff.id },
          'a document was changed',
        );
        return document;
      },
    }),
  ];
}
