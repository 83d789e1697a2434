import { sign, signatureMatches, signPage } from '../../../src/wechat';
import { vectorsOf } from './samples';

describe('signature', () => {
  it.each(vectorsOf('url-signature').map((vector) => [vector.id, vector] as const))(
    'judges the three-part sample %s as the documents do',
    (_, { input, signature, valid }) => {
      expect(signatureMatches(signature!, input.token!, input.timestamp!, input.nonce!)).toBe(valid);
    },
  );

  it.each(vectorsOf('msg-signature').map((vector) => [vector.id, vector] as const))(
    'makes the four-part sample %s',
    (_, { input, msgSignature }) => {
      expect(sign(input.token!, input.timestamp!, input.nonce!, input.encrypt!)).toBe(msgSignature);
    },
  );

  it.each(vectorsOf('jssdk-signature').map((vector) => [vector.id, vector] as const))(
    'makes the signature of a page %s, whatever follows the #',
    (_, { input, signature }) => {
      const page = {
        ticket: input.ticket!,
        nonce: input.noncestr!,
        timestamp: Number(input.timestamp),
        url: input.url!,
      };
      expect(signPage(page)).toBe(signature);
      expect(signPage({ ...page, url: `${page.url}#part` })).toBe(signature);
      expect(signPage({ ...page, url: `${page.url}&more=1` })).not.toBe(signature);
    },
  );

  it('sorts strings, not numbers', () => {
    expect(sign('9', '10', 'a')).toBe(sign('109a'));
  });

  it('sorts by bytes where UTF-16 units would sort otherwise', () => {
    // U+FF5E is EF BD 9E in UTF-8 and sorts before U+1F600 (F0 9F 98 80), though its UTF-16 unit is the larger one.
    expect(sign('\u{1F600}', '\uFF5E')).toBe(sign('\uFF5E\u{1F600}'));
  });

  it('refuses a signature of another length without failing', () => {
    expect(signatureMatches('', 'a', 'b', 'c')).toBe(false);
    expect(signatureMatches('a9993e364706816aba3e25717850c26c9cd0d89d0', 'a', 'b', 'c')).toBe(false);
    expect(signatureMatches('签'.repeat(40), 'a', 'b', 'c')).toBe(false);
    expect(signatureMatches('a9993e364706816aba3e25717850c26c9cd0d89d', 'a', 'b', 'c')).toBe(true);
  });
});
