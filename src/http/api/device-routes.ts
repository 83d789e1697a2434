import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { searchKey } from '../../staff';
import {
  changeDevice,
  importDevices,
  listDevices,
  readDevice,
  readDeviceTable,
  WARRANTY_STATES,
} from '../../warranty';
import type { StaffApiDeps } from './deps';
import { deviceDetail, deviceView, importView, patchBody, presentDevice, presentInList } from './device-view';
import { defineRoute, type Route } from './route';

const READ = ['agent', 'supervisor', 'administrator'] as const;
const WRITE = ['administrator'] as const;
const MAX_IMPORT_BYTES = 16 * 1024 * 1024;

const params = z.object({ serialNo: z.string().min(1).max(60) });
const words = z.string().trim().min(1).max(80);

/** Devices with their warranties (S1-06): found, read, corrected, and brought in from files. */
export function deviceRoutes({ reader, unitOfWork, clock, logger }: StaffApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/devices',
      summary: 'Devices in the order of serial numbers, contacts masked',
      access: READ,
      query: z.object({
        search: words.optional().describe('a part of serial number or buyer, or the whole phone'),
        state: z.enum(WARRANTY_STATES).optional().describe('how the warranty stands today'),
        after: words.optional().describe('lists the serial numbers after this one'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(deviceView) }) },
      handle: async ({ query, looksAt }) => {
        looksAt('device', query.search === undefined ? '*' : searchKey({ search: query.search }));
        const now = clock.now();
        return { items: (await listDevices(reader, query, now)).map((one) => presentInList(one, now)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/devices/{serialNo}',
      summary: 'One device with buyer, contact and warranty',
      access: READ,
      params,
      success: { status: 200, schema: deviceDetail },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { serialNo }, looksAt }) => {
        const device = await readDevice(reader, serialNo);
        if (device === undefined) throw new AppError('NOT_FOUND', 'no such device');
        looksAt('device', device.serialNo);
        return presentDevice(device, clock.now());
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/devices/{serialNo}',
      summary: 'Correct a device; an empty contactPhone forgets the contact, and look-ups find it no more',
      access: WRITE,
      params,
      body: patchBody,
      success: { status: 200, schema: deviceDetail },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { serialNo }, body, session: { staff }, looksAt }) => {
        const now = clock.now();
        const changed = await unitOfWork.run((tx) => changeDevice(tx, serialNo, body, now));
        if (!changed.ok && changed.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such device');
        if (!changed.ok)
          throw new AppError('CONFLICT', 'the warranty would end before it begins', {
            userText: '保修截止不能早于保修开始',
          });
        looksAt('device', changed.device.serialNo);
        logger.info(
          { device: changed.device.serialNo, fields: Object.keys(body), staffId: staff.id },
          'a device was changed',
        );
        return presentDevice(changed.device, now);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/devices/import',
      summary:
        'Bring in devices from a CSV file or Excel workbook, by serial number: all lines or, when one is wrong, none',
      access: WRITE,
      maxBodyBytes: MAX_IMPORT_BYTES,
      body: z.object({
        name: z.string().min(1).max(200).describe('its ending, .csv or .xlsx, says what it is'),
        content: z.base64().describe('the bytes of the file'),
        dryRun: z.boolean().default(true).describe('only count what would change'),
      }),
      success: { status: 200, schema: importView },
      failures: ['SEED_INVALID'],
      handle: async ({ body: { name, content, dryRun }, session: { staff } }) => {
        const { devices, problems } = await readDeviceTable(name, Buffer.from(content, 'base64'));
        const [first] = problems;
        if (first !== undefined) {
          throw new AppError('SEED_INVALID', `${problems.length} problems in an upload of devices`, {
            userText: `文件有 ${problems.length} 处问题，未导入。第一处：第 ${first.line} 行 ${first.reason}`,
            details: problems,
          });
        }
        const now = clock.now();
        const report = await unitOfWork.run((tx) => importDevices(tx, devices, { now, dryRun }));
        if (!dryRun) logger.info({ ...report, file: name, staffId: staff.id }, 'devices were imported');
        return { dryRun, ...report };
      },
    }),
  ];
}
