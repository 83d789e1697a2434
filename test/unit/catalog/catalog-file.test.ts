import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasModel, loadBusinessData, parseCatalog, parseSettings } from '../../../src/catalog';
import { shipped } from '../tickets/build-form';

const folder = path.resolve(__dirname, '../../../kb-seed/data');
const read = (name: string) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') });
const lineOf = (name: string, words: string) =>
  read(name)
    .text.split('\n')
    .findIndex((line) => line.includes(words)) + 1;
const change = (name: string, from: string, to: string) => {
  const file = read(name);
  expect(file.text).toContain(from);
  return { name, text: file.text.replace(from, to) };
};

describe('the shipped catalog', () => {
  const { catalog } = shipped;

  it('offers at most nine of everything, since a menu has nine digits', () => {
    const lists = [
      catalog.serviceTypes,
      catalog.products,
      ...catalog.products.map(({ models }) => models),
      catalog.problemClasses,
    ];
    for (const list of lists) expect(list.length).toBeLessThanOrEqual(9);
  });

  it('has the two product lines of the guide, each with models', () => {
    expect(catalog.products.map(({ value }) => value)).toEqual(expect.arrayContaining(['星云', '睿目']));
    expect(hasModel(catalog, '星云', '星云一号')).toBe(true);
    expect(hasModel(catalog, '睿目', '星云一号')).toBe(false);
    expect(hasModel(catalog, '月亮', '星云一号')).toBe(false);
  });

  // @covers S2-13
  it('has the taxonomy of four classes with four problems each (S2-13)', () => {
    expect(catalog.problemClasses.map(({ value, problems }) => [value, problems.length])).toEqual([
      ['技术故障', 4],
      ['账户相关', 4],
      ['支付订阅', 4],
      ['功能建议', 4],
    ]);
  });
});

describe('the shipped settings', () => {
  it('have the limits of the design', () => {
    expect(shipped.settings.service_code.limits).toEqual({
      per_hour: 5,
      per_day: 20,
      misses_per_day: 10,
      lock_hours: 24,
      alarm_per_minute: 30,
    });
    expect(shipped.settings.ticket).toMatchObject({
      email_required: true,
      reopen_days: 7,
      attachments: { max_items: 9, max_mb: 80 },
    });
  });
});

describe('a wrong file is refused with file and line', () => {
  it.each<[string, () => unknown, string]>([
    [
      'a name used twice',
      () => parseCatalog(change('catalog.yaml', '- { name: 软件故障', '- { name: 硬件故障')),
      'catalog.yaml:7: service_types.1.name: 硬件故障 is used twice',
    ],
    [
      'a product without models',
      () =>
        parseCatalog(
          change('catalog.yaml', 'aliases: [星云系列]\n    models:', 'aliases: [星云系列]\n    types:'),
        ),
      'catalog.yaml:',
    ],
    [
      'a status without a progress',
      () => parseSettings(change('settings.yaml', '    已取消: 客户已取消\n', '')),
      'ticket.progress.已取消',
    ],
    [
      'an unknown priority',
      () => parseSettings(change('settings.yaml', 'default: P3', 'default: P9')),
      `settings.yaml:${lineOf('settings.yaml', 'default: P3')}: priority.default`,
    ],
    [
      'an unknown key',
      () => parseSettings(change('settings.yaml', '  reopen_days: 7', '  reopen_days: 7\n  reopen_hours: 7')),
      'reopen_hours',
    ],
  ])('%s', (_, parse, message) => {
    expect(parse).toThrow(
      expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
    );
  });

  it('a missing file is named', () => {
    expect(() => loadBusinessData(os.tmpdir())).toThrow(
      expect.objectContaining({
        code: 'SEED_INVALID',
        message: expect.stringContaining('catalog.yaml: is missing'),
      }),
    );
  });
});
