import { AppError } from '../../../src/kernel/errors';
import { parseXml, toInboundMessage, writeXml, type XmlFields } from '../../../src/wechat';
import fc from '../../helpers/fast-check';
import { inboundSamples, readSample } from './samples';

const malformed = expect.objectContaining({
  code: 'WECHAT_MALFORMED',
  status: 400,
  message: expect.stringMatching(/^-40002 /),
});
const GOOD = '<xml><ToUserName>a</ToUserName><Content><![CDATA[hi]]></Content></xml>';

describe('parseXml', () => {
  it.each(inboundSamples.filter((sample) => sample.fields).map((sample) => [sample.name, sample] as const))(
    'reads every value of %s as it was sent',
    (_, sample) => expect(parseXml(sample.xml)).toEqual(sample.fields),
  );

  it.each(inboundSamples.filter((sample) => sample.error).map((sample) => [sample.name, sample] as const))(
    'refuses %s',
    (_, sample) => expect(() => toInboundMessage(parseXml(sample.xml))).toThrow(malformed),
  );

  it('reads the document that the refusals below break', () => {
    expect(parseXml(GOOD)).toEqual({ ToUserName: 'a', Content: 'hi' });
    expect(parseXml(`\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${GOOD}\n`)).toEqual(parseXml(GOOD));
  });

  it.each<[string, string]>([
    ['an empty body', ''],
    ['white space', ' \n '],
    ['JSON', '{"MsgType":"text"}'],
    ['another root', GOOD.replaceAll('xml>', 'html>')],
    ['a root that only begins alike', GOOD.replaceAll('xml>', 'xmlx>')],
    ['a second root', GOOD + GOOD],
    ['text behind the end', `${GOOD}x`],
    ['an end that is cut off', GOOD.slice(0, -1)],
    ['a root that is never closed', GOOD.slice(0, -6)],
    ['a CDATA section that is never closed', GOOD.replace(']]>', ']>')],
    ['elements that cross', GOOD.replace('</ToUserName><Content>', '<Content></ToUserName>')],
    ['a closing tag too many', GOOD.replace('</xml>', '</Content></xml>')],
    ['a DOCTYPE', `<!DOCTYPE xml>${GOOD}`],
    ['a DOCTYPE inside', GOOD.replace('<Content>', '<!DOCTYPE xml [<!ENTITY x "y">]><Content>')],
    ['a DOCTYPE in lower case', `<!doctype xml>${GOOD}`],
    ['an entity declaration', GOOD.replace('<Content>', '<!ENTITY x "y"><Content>')],
    ['an entity nobody declared', GOOD.replace('>a<', '>&x;<')],
    ['an HTML entity', GOOD.replace('>a<', '>&nbsp;<')],
    ['an inherited name as entity', GOOD.replace('>a<', '>&toString;<')],
    ['a bare ampersand', GOOD.replace('>a<', '>a & b<')],
    ['an entity without its end', GOOD.replace('>a<', '>&lt<')],
    ['the character zero', GOOD.replace('>a<', '>&#0;<')],
    ['half a character', GOOD.replace('>a<', '>&#xD800;<')],
    ['a character beyond Unicode', GOOD.replace('>a<', '>&#x110000;<')],
    ['a processing instruction', GOOD.replace('<Content>', '<?php echo 1?><Content>')],
    ['a declaration in the middle', GOOD.replace('<Content>', '<?xml version="1.0"?><Content>')],
    ['attributes', GOOD.replace('<Content>', '<Content a="b">')],
    [
      'a DOCTYPE hidden behind an attribute that looks like CDATA',
      GOOD.replace('<Content>', '<Content a="><![CDATA["><!DOCTYPE xml [<!ENTITY x "y">]>'),
    ],
    [
      'a DOCTYPE hidden behind a declaration that looks like CDATA',
      `<?xml a="?><![CDATA["?><!DOCTYPE xml [<!ENTITY x "y">]>${GOOD}`,
    ],
    ['a reserved name of JavaScript', GOOD.replaceAll('ToUserName', '__proto__')],
    ['a fifth level', `<xml>${'<a>'.repeat(5)}${'</a>'.repeat(5)}</xml>`],
    ['a thousand levels', `<xml>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</xml>`],
    ['a body above 64 KiB', GOOD.replace('hi', '啊'.repeat(22_000))],
  ])('refuses %s', (_, broken) => {
    expect(() => parseXml(broken)).toThrow(malformed);
  });

  it('reads four levels and just below 64 KiB', () => {
    expect(parseXml(`<xml>${'<a>'.repeat(4)}x${'</a>'.repeat(4)}</xml>`)).toEqual({
      a: { a: { a: { a: 'x' } } },
    });
    const long = 'x'.repeat(64 * 1024 - GOOD.length);
    expect(parseXml(GOOD.replace('hi', `hi${long}`)).Content).toBe(`hi${long}`);
  });

  it.each<[string, string, XmlFields]>([
    [
      'numbers and words as text',
      '<a>007</a><b>1e5</b><c>true</c><d>0x1F</d>',
      { a: '007', b: '1e5', c: 'true', d: '0x1F' },
    ],
    [
      'white space of values',
      '<a> x </a><b><![CDATA[\n y ]]></b><c>  </c>',
      { a: ' x ', b: '\n y ', c: '  ' },
    ],
    ['empty elements', '<a/><b></b><c><![CDATA[]]></c><d />', { a: '', b: '', c: '', d: '' }],
    [
      'entities outside CDATA only',
      '<a>&lt;&#20013;&#x6587;<![CDATA[&lt;&x;]]>&amp;</a>',
      { a: '<中文&lt;&x;&' },
    ],
    ['a DOCTYPE that a follower wrote', '<a><![CDATA[<!DOCTYPE x>]]></a>', { a: '<!DOCTYPE x>' }],
    ['markup that a follower wrote', '<a><![CDATA[<b c="d">&e;</b>]]></a>', { a: '<b c="d">&e;</b>' }],
    ['no comments', '<!-- <a>1</a> --><b>2</b>', { b: '2' }],
    ['repeated elements as a list', '<a>1</a><a>2</a>', { a: ['1', '2'] }],
    [
      'a list of one as a list',
      '<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>x</PicMd5Sum></item></PicList></SendPicsInfo>',
      { SendPicsInfo: { Count: '1', PicList: { item: [{ PicMd5Sum: 'x' }] } } },
    ],
  ])('keeps %s', (_, inner, fields) => {
    expect(parseXml(`<xml>\n ${inner}\n</xml>`)).toEqual(fields);
  });

  it('answers random bytes with a refusal, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString()),
          soup,
        ),
        (body) => {
          try {
            parseXml(body);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            expect((error as AppError).code).toBe('WECHAT_MALFORMED');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('leaves what was written out of its refusals', () => {
    const secret = '我的电话是13800001234';
    for (const broken of [GOOD.replace('hi', secret).slice(0, -3), GOOD.replace('>a<', `>&${secret};<`)]) {
      expect(() => parseXml(broken)).toThrow(malformed);
      expect(() => parseXml(broken)).not.toThrow(secret);
    }
  });
});

/** Pieces of markup in any order: closer to trouble than random bytes. */
const soup = fc
  .array(
    fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<a/>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<!DOCTYPE x [',
      ']>',
      '<?xml ',
      '?>',
      '&lt;',
      '&x;',
      '&',
      '"',
      "'",
      '<',
      '>',
      ' a="',
      '=',
      'text',
      '\n',
      '__proto__',
      '\uFEFF',
      '#text',
      '<#text>',
    ),
    { maxLength: 30 },
  )
  .map((parts) => `<xml>${parts.join('')}</xml>`);

describe('writeXml', () => {
  it('writes texts as CDATA, numbers bare, lists as repeated elements, and leaves out what is absent', () => {
    expect(writeXml({ A: 'x', B: 1, C: { D: 'y', E: undefined }, F: ['1', '2'] })).toBe(
      '<xml><A><![CDATA[x]]></A><B>1</B><C><D><![CDATA[y]]></D></C><F><![CDATA[1]]></F><F><![CDATA[2]]></F></xml>',
    );
  });

  it('spreads the end of a CDATA section over two sections', () => {
    expect(writeXml({ A: 'a]]>b' })).toBe('<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>');
  });

  it('leaves out what XML cannot carry', () => {
    expect(parseXml(writeXml({ A: 'a\u0000\u0008\u000b\u001f\uffff\ud800b\tc\nd' }))).toEqual({
      A: 'ab\tc\nd',
    });
  });

  it('is read back as it was written, whatever the text', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom(']]>', ']', '>', '<![CDATA[', '&amp;', '</xml>'),
        ),
      )
      .map((parts) => parts.join(''));
    const leaf = text.filter((value) => !/[^\t\n\P{Cc}]|[\p{Cs}\ufffe\uffff]/u.test(value));
    const names = fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,10}$/).filter((name) => name !== 'Articles');
    const fields = fc.dictionary(names, fc.oneof(leaf, fc.dictionary(names, leaf, { minKeys: 1 })), {
      noNullPrototype: true,
    });
    fc.assert(fc.property(fields, (written) => expect(parseXml(writeXml(written))).toEqual(written)));
  });
});

describe('writing and reading', () => {
  it.each(['text', 'event-pic-photo-or-album', 'event-subscribe-popup', 'text-cdata-split'])(
    'gives %s back as it was',
    (name) => {
      const fields = parseXml(readSample(name).xml);
      expect(parseXml(writeXml(fields))).toEqual(fields);
    },
  );
});
