import { parseUnits } from '../../../src/customers';
import { shipped } from '../tickets/build-form';

const parse = (text: string) => parseUnits({ name: 'units.yaml', text });

describe('units.yaml', () => {
  it('ships with the example company and its code', () => {
    expect(shipped.units).toContainEqual({
      name: '示例科技有限公司',
      code: 'GS2026000001',
      level: 'VIP',
      validUntil: '2027-12-31',
      enabled: true,
    });
  });

  it.each([
    [
      'the same name twice, in other brackets',
      'units:\n  - { name: 甲（乙）公司, code: GS01, valid_until: 2027-01-01 }\n  - { name: 甲(乙) 公司, code: GS02, valid_until: 2027-01-01 }',
      'units.yaml:3: units.1.name: is used twice',
    ],
    [
      'the same code twice',
      'units:\n  - { name: 甲公司, code: GS01, valid_until: 2027-01-01 }\n  - { name: 乙公司, code: GS01, valid_until: 2027-01-01 }',
      'units.yaml:3: units.1.code: is used twice',
    ],
    [
      'a day that does not exist',
      'units:\n  - name: 甲公司\n    code: GS01\n    valid_until: 2027-02-30',
      'units.yaml:4: units.0.valid_until: must be a date',
    ],
    [
      'a level that is none',
      'units:\n  - { name: 甲公司, code: GS01, level: 钻石, valid_until: 2027-02-03 }',
      'units.yaml:2: units.0.level',
    ],
  ])('is refused with file and line for %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
    );
  });
});
