import { z } from 'zod';
import { EXPORT_FORMATS, type ExportFormat, exportEntries, parseSources, runImport } from '../../kb';
import { AppError } from '../../kernel/errors';
import type { StaffApiDeps } from './deps';
import type { KbApiDeps } from './kb-deps';
import { KB_READ, KB_WRITE } from './kb-routes';
import { FORCE_NEEDS_REASON, gateView, tellGate } from './kb-view';
import { defineRoute, type Route } from './route';

const MAX_IMPORT_BYTES = 16 * 1024 * 1024;
const TYPES: Record<ExportFormat, string> = {
  yaml: 'application/yaml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

const keys = z.array(z.string());

/** Files in and out of the knowledge base, as the command line has them. */
export function kbFileRoutes(deps: StaffApiDeps, { knowledge, entries, golden }: KbApiDeps): Route[] {
  const { unitOfWork, reader, clock } = deps;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/kb/export',
      summary: 'The published entries as a file that an import reads back',
      access: KB_READ,
      query: z.object({ format: z.enum(EXPORT_FORMATS).default('xlsx') }),
      success: { status: 200, contentType: 'application/octet-stream' },
      handle: async ({ query: { format }, ctx }) => {
        const bytes = await exportEntries(await entries.published(), format);
        ctx.set('Content-Disposition', `attachment; filename="knowledge.${format}"`);
        // A page of our own origin must not run what an entry says.
        ctx.set('Content-Security-Policy', 'sandbox');
        ctx.type = TYPES[format];
        ctx.body = bytes;
        return bytes as never;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/kb/import',
      summary: 'Bring files in: all of it or nothing; a dry run only shows what would change',
      access: KB_WRITE,
      maxBodyBytes: MAX_IMPORT_BYTES,
      body: z
        .object({
          files: z
            .array(
              z.object({
                name: z.string().min(1).max(200).describe('its ending says what it is'),
                content: z.base64().describe('the bytes of the file'),
              }),
            )
            .min(1)
            .max(50),
          dryRun: z.boolean().default(true),
          overwriteEdited: z.boolean().default(false).describe('also entries that people changed'),
          retire: z.boolean().default(false).describe('retire what came from files and is in none of these'),
          force: z.boolean().default(false).describe('also when golden questions get worse; needs a reason'),
          reason: z.string().trim().max(200).default(''),
        })
        .refine(({ force, reason }) => !force || reason !== '', FORCE_NEEDS_REASON),
      success: {
        status: 200,
        schema: z.object({
          dryRun: z.boolean(),
          added: keys,
          updated: keys,
          unchanged: keys,
          kept: keys.describe('left alone: edited in the console'),
          retired: keys,
          missing: keys.describe('in no file any more, still published'),
          changes: z.record(z.string(), z.array(z.string())),
          golden: gateView,
        }),
      },
      failures: ['SEED_INVALID', 'KB_REGRESSION'],
      handle: async ({ body, session: { staff } }) => {
        const { files, dryRun, overwriteEdited, retire, force, reason } = body;
        const { entries: read, problems } = await parseSources(
          files.map(({ name, content }) => ({ name, bytes: Buffer.from(content, 'base64') })),
        );
        if (problems.length > 0) {
          const [first] = problems;
          throw new AppError('SEED_INVALID', `${problems.length} problems in an upload`, {
            userText: `文件有 ${problems.length} 处问题，未导入。第一处：${first?.file} 第 ${first?.line} 行：${first?.reason}`,
            details: problems,
          });
        }
        const names = files.map(({ name }) => name).join('、');
        const { report, gate, refused } = await runImport(
          { unitOfWork, reader },
          {
            entries: read,
            golden: golden(),
            engine: knowledge.engine,
            dryRun,
            force: overwriteEdited,
            despiteGolden: force,
            retire,
            editor: { staffId: staff.id, name: staff.name, reason: reason === '' ? `导入 ${names}` : reason },
            now: clock.now(),
          },
        );
        if (refused && !dryRun) {
          throw new AppError('KB_REGRESSION', 'golden questions would be answered worse', {
            userText: tellGate(gate),
            details: gate,
          });
        }
        if (!dryRun) await knowledge.refreshIfChanged(reader);
        return { dryRun, ...report, golden: gate };
      },
    }),
  ];
}
