import { canonicalSerialNo, deviceDigest, judgeWarranty } from '../../../src/warranty';
import { isDeviceSerialNo } from '../../../src/warranty/serial-no';
import fc from '../../helpers/fast-check';

describe('a warranty', () => {
  const device = { warrantyStart: '2026-02-28', warrantyEnd: '2028-02-28' };

  it.each([
    ['2026-02-27', { state: 'not_started', days: 1 }],
    ['2026-02-28', { state: 'active', days: 730 }],
    ['2028-02-27', { state: 'active', days: 1 }],
    ['2028-02-28', { state: 'active', days: 0 }],
    ['2028-02-29', { state: 'expired', days: 1 }],
    ['2028-03-01', { state: 'expired', days: 2 }],
  ])('is on %s %o', (today, warranty) => {
    expect(judgeWarranty(device, today)).toEqual(warranty);
  });
});

describe('a serial number', () => {
  it.each([
    ['XY1-2603-00017', 'XY1260300017'],
    ['sn：xy1 2603 00017', 'XY1260300017'],
    ['S/N XY1—2603—00017', 'XY1260300017'],
    ['ＸＹ１２６０３０００１７', 'XY1260300017'],
    ['SN20260001A', '20260001A'],
    // Too short to be a number without its first letters.
    ['SN1234', 'SN1234'],
  ])('%s is compared as %s', (written, canonical) => {
    expect(canonicalSerialNo(written)).toBe(canonical);
  });

  it('is not brought nearer than that: O is no 0, I is no 1', () => {
    expect(canonicalSerialNo('XY1-26O3-00017')).not.toBe(canonicalSerialNo('XY1-2603-00017'));
    expect(deviceDigest('XYI260300017', '13800001234')).not.toBe(deviceDigest('XY1260300017', '13800001234'));
  });

  it('has one canonical form, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = canonicalSerialNo(text);
        expect(canonicalSerialNo(once)).toBe(once);
      }),
    );
  });

  it.each([
    ['XY1-2603-00017', true],
    ['ABCDEF', false],
    ['A1', false],
    ['设备一二三四1', false],
  ])('%s may be one: %s', (text, may) => {
    expect(isDeviceSerialNo(text)).toBe(may);
  });

  it('makes no difference for the digest, nor does the way a phone is written', () => {
    expect(deviceDigest('SN: xy1 2603 00017', '+86 138-0000-1234')).toBe(
      deviceDigest('XY1-2603-00017', '13800001234'),
    );
  });
});
