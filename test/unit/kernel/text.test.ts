import { byteLength, cutToBytes } from '../../../src/kernel/text';
import fc from '../../helpers/fast-check';

it.each([
  ['abc', 2, 'ab'],
  ['中文', 3, '中'],
  ['中文', 5, '中'],
  ['中文', 6, '中文'],
  ['a😀b', 4, 'a'],
  ['a😀b', 5, 'a😀'],
  ['', 0, ''],
  ['中', 0, ''],
])('cuts %s to %i bytes', (text, bytes, cut) => {
  expect(cutToBytes(text, bytes)).toBe(cut);
});

it('never cuts to more bytes than asked, nor through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, bytes) => {
      const cut = cutToBytes(text, bytes);
      expect(byteLength(cut)).toBeLessThanOrEqual(bytes);
      expect(text.startsWith(cut)).toBe(true);
    }),
  );
});
