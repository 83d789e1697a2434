import { copyPlain } from '../../../src/kernel/copy';
import fc from '../../helpers/fast-check';

describe('a copy of plain data', () => {
  it('equals what was copied, and shares no part of it', () => {
    const given = { turn: 1, stack: [{ slots: { phone: '13800001234', none: null } }], menu: undefined };
    const copy = copyPlain(given);
    expect(copy).toEqual(given);
    expect(Object.keys(copy)).toEqual(Object.keys(given));
    Object.assign(copy.stack[0]?.slots ?? {}, { phone: 'changed' });
    copy.stack.pop();
    expect(given.stack).toEqual([{ slots: { phone: '13800001234', none: null } }]);
  });

  it('is what JSON makes of it, for whatever JSON can carry', () => {
    fc.assert(
      // Our data have names that we gave: never this one.
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          expect(JSON.stringify(copyPlain(value))).toBe(JSON.stringify(value));
        },
      ),
    );
  });
});
