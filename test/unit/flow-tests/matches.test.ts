import { isSubset, rowsEqual } from '../../../src/flow-tests/matches';
import type { Json } from '../../../src/kernel/json';

describe('isSubset', () => {
  it.each<[Json, unknown, boolean]>([
    [1, 1, true],
    [1, '1', false],
    ['a', 'a', true],
    [null, undefined, true],
    [null, null, true],
    [null, '', false],
    [{ a: 1 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: null }, {}, true],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, true],
    [[1, 2], [1, 2], true],
    [[1], [1, 2], false],
    [[{ a: 1 }], [{ a: 1, b: 2 }], true],
    [{ a: 1 }, null, false],
    [{ a: 1 }, [1], false],
    [[], {}, false],
  ])('%j in %j: %s', (expected, found, is) => {
    expect(isSubset(expected, found)).toBe(is);
  });
});

describe('rowsEqual', () => {
  it.each<[Json, Record<string, unknown>[], boolean]>([
    [1, [{ n: 1 }], true],
    [1, [{ n: 2 }], false],
    [1, [{ n: 1 }, { n: 1 }], false],
    [1, [{ n: 1, m: 1 }], false],
    [1, [], false],
    [[], [], true],
    [[{ n: 1 }], [{ n: 1 }], true],
    [[{ n: 1 }], [{ n: 1, m: 2 }], false],
    [null, [{ n: null }], true],
  ])('%j and %j: %s', (expected, rows, equal) => {
    expect(rowsEqual(expected, rows)).toBe(equal);
  });
});
