import path from 'node:path';
import { type AppointmentForm, loadResources, type ResourceSeed } from '../../../src/appointments';
import { loadDirectory } from '../../../src/hours';
import { shipped } from '../tickets/build-form';

const DATA = path.resolve(__dirname, '../../../kb-seed/data');

/** The opening hours that ship. */
export const directory = loadDirectory(DATA);

/** The resources that ship. */
export const shippedResources = loadResources(DATA, {
  schedules: new Set(directory.schedules.keys()),
  products: new Set(shipped.catalog.products.map(({ value }) => value)),
});

/** A team with one place an hour, which serves everything. */
export function buildResource(changes: Partial<ResourceSeed> = {}): ResourceSeed {
  return {
    key: 'team',
    name: '技术支持',
    products: [],
    schedule: 'booking',
    slotMinutes: 60,
    capacity: 1,
    minNoticeMinutes: 120,
    horizonDays: 14,
    blackout: [],
    enabled: true,
    ...changes,
  };
}

/** What a follower fills in. */
export function buildBooking(changes: Partial<AppointmentForm> = {}): AppointmentForm {
  return {
    orgName: '示例科技有限公司',
    contactName: '王小明',
    contactPhone: '13800001234',
    product: '星云',
    topic: '升级后无法开机',
    ...changes,
  };
}
