import { parsePlatformJson } from '../../../../src/wechat';
import { writePlatformJson } from '../../../../src/wechat/api/platform-json';
import fc from '../../../helpers/fast-check';

describe('parsePlatformJson', () => {
  it('keeps ids beyond 2^53 as text and other numbers as numbers', () => {
    expect(
      parsePlatformJson(
        '{"msgid":1700827132819554304,"errcode":0,"a":[-9223372036854775808,1.5,1e3,-2,9007199254740991]}',
      ),
    ).toEqual({
      msgid: '1700827132819554304',
      errcode: 0,
      a: ['-9223372036854775808', 1.5, 1000, -2, 9007199254740991],
    });
  });

  it('leaves digits inside texts and fractions alone', () => {
    const text = '{"a":"1700827132819554304 \\"1700827132819554304\\\\","b":1.17008271328195543041}';
    expect(parsePlatformJson(text)).toEqual(JSON.parse(text));
  });

  it('agrees with JSON.parse on everything without such ids', () => {
    const json = fc.json().filter((text) => !/\d{16}/.test(text));
    fc.assert(fc.property(json, (text) => expect(parsePlatformJson(text)).toEqual(JSON.parse(text))));
  });

  it('throws for what is no JSON', () => {
    expect(() => parsePlatformJson('<html>')).toThrow(SyntaxError);
    expect(() => parsePlatformJson('')).toThrow(SyntaxError);
  });
});

describe('writePlatformJson', () => {
  it('writes raw characters, and drops what would become an escape sequence', () => {
    expect(writePlatformJson({ a: '您好😀', b: 'x\u0000\ud83dy', c: undefined })).toBe(
      '{"a":"您好😀","b":"xy"}',
    );
  });

  it('never writes an escaped character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (a) => {
        expect(writePlatformJson({ a }).replaceAll('\\\\', '')).not.toContain('\\u');
      }),
    );
  });
});
