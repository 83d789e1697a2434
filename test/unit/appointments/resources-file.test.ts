import { parseResources } from '../../../src/appointments';
import { buildResource, shippedResources } from './build';

const known = { schedules: new Set(['booking']), products: new Set(['星云', '睿目']) };
const GOOD = {
  key: 'team',
  name: '技术支持',
  products: '[星云]',
  schedule: 'booking',
  slot_minutes: '60',
  capacity: '1',
  min_notice_minutes: '120',
  horizon_days: '14',
};
const yaml = (...items: Partial<Record<string, string>>[]) =>
  `resources:\n${items
    .map(
      (item) =>
        `  - { ${Object.entries({ ...GOOD, ...item })
          .map(([key, value]) => `${key}: ${value}`)
          .join(', ')} }`,
    )
    .join('\n')}\n`;
const parse = (text: string) => parseResources({ name: 'resources.yaml', text }, known);

it('reads resources, with what may be left out', () => {
  expect(
    parse(
      yaml({ blackout: '["2026-12-30..2026-12-31"]' }, { key: 'other', products: 'all', enabled: 'false' }),
    ),
  ).toEqual([
    buildResource({ products: ['星云'], blackout: ['2026-12-30', '2026-12-31'] }),
    buildResource({ key: 'other', enabled: false }),
  ]);
});

it('the shipped file has somebody for every product', () => {
  expect(shippedResources.flatMap(({ products }) => products).sort()).toEqual([
    'ERP 云服务',
    '在线应用',
    '星云',
    '睿目',
  ]);
});

it.each([
  [yaml({ key: 'Team' }), 'resources.yaml:2: resources.0.key: must be a name'],
  [yaml({}, {}), 'resources.yaml:3: resources.1.key: team is used twice'],
  [yaml({ schedule: 'night' }), 'schedule: night is not a schedule of hours.yaml'],
  [yaml({ products: '[星海]' }), 'products.0: 星海 is not a product of catalog.yaml'],
  [yaml({ products: '[]' }), 'products: must be all, or'],
  [yaml({ products: 'some' }), 'products: must be all, or'],
  [yaml({ slot_minutes: '3' }), 'resources.0.slot_minutes'],
  [yaml({ capacity: '0' }), 'resources.0.capacity'],
  [yaml({ horizon_days: '365' }), 'resources.0.horizon_days'],
  [yaml({ blackout: '["2026-02-30"]' }), 'resources.0.blackout.0: must be a date'],
  [yaml({ length: '60' }), 'Unrecognized key: "length"'],
])('refuses a wrong file with line and remedy', (text, message) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
  );
});
