import path from 'node:path';
import {
  citiesOf,
  distanceKm,
  loadOutlets,
  nearestOutlets,
  outletsIn,
  parseOutlets,
} from '../../../src/outlets';

const folder = path.resolve(__dirname, '../../../kb-seed/data');
const outlets = loadOutlets(folder, new Set(['standard']));

describe('distances', () => {
  const beijing = { latitude: 39.9042, longitude: 116.4074 };
  const shanghai = { latitude: 31.2304, longitude: 121.4737 };

  it('are those over the ground', () => {
    // Great-circle distance of the two city centres; 1° of latitude is 111.2 km.
    expect(distanceKm(beijing, shanghai)).toBeGreaterThan(1060);
    expect(distanceKm(beijing, shanghai)).toBeLessThan(1075);
    expect(distanceKm({ latitude: 30, longitude: 120 }, { latitude: 31, longitude: 120 })).toBeCloseTo(
      111.2,
      1,
    );
    expect(distanceKm({ latitude: 60, longitude: 0 }, { latitude: 60, longitude: 1 })).toBeCloseTo(55.6, 1);
    expect(distanceKm(beijing, beijing)).toBe(0);
    expect(distanceKm(beijing, shanghai)).toBe(distanceKm(shanghai, beijing));
  });

  it('reach across the date line and to the other side of the earth', () => {
    expect(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
      111.2,
      1,
    );
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(20015, 0);
  });

  it('order the outlets', () => {
    const near = nearestOutlets(outlets, { latitude: 31.23, longitude: 121.47 }, 3);
    expect(near.map(({ name }) => name)).toEqual(['上海服务中心', '上海虹桥服务站', '杭州服务站']);
    expect(near[0]?.km).toBeLessThan(5);
  });
});

describe('outlets by words', () => {
  const names = (words: string) => outletsIn(outlets, words).map(({ name }) => name);

  it.each([
    ['上海', ['上海服务中心', '上海虹桥服务站']],
    ['上海市', ['上海服务中心', '上海虹桥服务站']],
    ['我 在 武汉 洪山', ['武汉服务站']],
    ['虹桥', ['上海虹桥服务站']],
    ['南山区', ['深圳服务中心']],
    ['拉萨', []],
    ['', []],
  ])('%s', (words, expected) => {
    expect(names(words)).toEqual(expected);
  });

  it('know the cities, each once', () => {
    expect(citiesOf(outlets).filter((city) => city === '上海')).toHaveLength(1);
  });
});

describe('the file of outlets', () => {
  const one = (change: string) =>
    `outlets:\n  - { name: 甲, city: 上海, address: 某路, phone: '1', latitude: 31, longitude: 121${change} }\n`;
  const parse = (text: string) => parseOutlets({ name: 'outlets.yaml', text }, new Set(['standard']));

  it('gives an outlet the standard hours, and may be empty', () => {
    expect(parse(one(''))[0]?.schedule).toBe('standard');
    expect(parse('outlets: []\n')).toEqual([]);
  });

  it.each([
    [one(', schedule: nights'), 'outlets.yaml:2: outlets.0.schedule: nights is not a schedule'],
    [one('').replace('latitude: 31', 'latitude: 131'), 'outlets.yaml:2: outlets.0.latitude'],
    [one(', fax: 1'), 'Unrecognized key: "fax"'],
  ])('is refused with its line: %s', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
    );
  });
});
