import { createCipheriv } from 'node:crypto';
import type { AppError } from '../../../src/kernel/errors';
import { decodeAesKey, decrypt, encrypt, signatureMatches } from '../../../src/wechat';
import fc from '../../helpers/fast-check';
import { vectorsOf } from './samples';

const KEY = decodeAesKey('Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZmdoaWo');
const APP_ID = 'wx0123456789abcdef';

/** The check that must refuse, as the vectors name it, and the error it shows as. */
const REFUSALS: Record<string, { code: string; platformCode: string }> = {
  length: { code: 'WECHAT_DECRYPT', platformCode: '-40010' },
  padding: { code: 'WECHAT_DECRYPT', platformCode: '-40007' },
  msglen: { code: 'WECHAT_DECRYPT', platformCode: '-40008' },
  appid: { code: 'WECHAT_APP_ID', platformCode: '-40005' },
};

function keyOf(input: Record<string, string>) {
  return { aesKey: decodeAesKey(input.encodingAESKey!), appId: input.appid! };
}

function failureOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was refused');
}

/** Encrypts a frame of our own making, to break one thing in it. */
function encryptFrame(frame: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', KEY, KEY.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

describe('encryption key', () => {
  it.each(vectorsOf('key').map((vector) => [vector.id, vector] as const))(
    'judges %s',
    (_, { input, expect: wanted }) => {
      if (wanted!.ok) expect(decodeAesKey(input.encodingAESKey!).toString('hex')).toBe(wanted!.keyHex);
      else expect(failureOf(() => decodeAesKey(input.encodingAESKey!)).code).toBe('CONFIG_INVALID');
    },
  );

  it('keeps the key itself out of the error message', () => {
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEF!';
    expect(failureOf(() => decodeAesKey(key)).message).not.toContain(key);
  });
});

describe('decryption', () => {
  const vectors = vectorsOf('decrypt');

  it.each(vectors.filter((vector) => vector.expect!.ok).map((vector) => [vector.id, vector] as const))(
    'opens %s',
    (_, { input, expect: wanted }) => {
      const { token, timestamp, nonce, encrypt: cipherText, msgSignature } = input;
      expect(signatureMatches(msgSignature!, token!, timestamp!, nonce!, cipherText!)).toBe(true);
      expect(decrypt(cipherText!, keyOf(input))).toBe(wanted!.plaintext);
    },
  );

  it.each(
    vectors
      .filter((vector) => vector.expect!.error === 'signature')
      .map((vector) => [vector.id, vector] as const),
  )('refuses the signature of %s', (_, { input }) => {
    const { token, timestamp, nonce, encrypt: cipherText, msgSignature } = input;
    expect(signatureMatches(msgSignature!, token!, timestamp!, nonce!, cipherText!)).toBe(false);
  });

  it.each(
    vectors
      .filter((vector) => vector.expect!.error !== undefined && vector.expect!.error !== 'signature')
      .map((vector) => [vector.id, vector] as const),
  )('refuses %s for its own reason', (_, { input, expect: wanted }) => {
    const { token, timestamp, nonce, encrypt: cipherText, msgSignature } = input;
    expect(signatureMatches(msgSignature!, token!, timestamp!, nonce!, cipherText!)).toBe(true);
    const failure = failureOf(() => decrypt(cipherText!, keyOf(input)));
    const reason = REFUSALS[wanted!.error!]!;
    expect(failure.code).toBe(reason.code);
    expect(failure.message.startsWith(`${reason.platformCode} `)).toBe(true);
  });

  const frame = (() => {
    const text = Buffer.from('<xml></xml>');
    const used = 20 + text.length + APP_ID.length;
    const whole = Buffer.alloc(64, 64 - used);
    whole.fill(7, 0, 16);
    whole.writeUInt32BE(text.length, 16);
    text.copy(whole, 20);
    whole.write(APP_ID, 20 + text.length);
    return whole;
  })();

  it('opens the frame that the refusals below break', () => {
    expect(decrypt(encryptFrame(frame), { aesKey: KEY, appId: APP_ID })).toBe('<xml></xml>');
  });

  it.each([
    ['a padding whose bytes differ', '-40007', (whole: Buffer) => whole.writeUInt8(1, whole.length - 2)],
    ['a length one byte beyond the frame', '-40008', (whole: Buffer) => whole.writeUInt32BE(30, 16)],
    ['the largest length', '-40008', (whole: Buffer) => whole.writeUInt32BE(0xffffffff, 16)],
    ['a length that eats into the app id', '-40005', (whole: Buffer) => whole.writeUInt32BE(12, 16)],
    ['another app id', '-40005', (whole: Buffer) => whole.write('wy', 31)],
  ])('refuses %s', (_, platformCode, breakIt) => {
    const broken = Buffer.from(frame);
    breakIt(broken);
    const failure = failureOf(() => decrypt(encryptFrame(broken), { aesKey: KEY, appId: APP_ID }));
    expect(failure.message.startsWith(`${platformCode} `)).toBe(true);
  });

  it('refuses a frame shorter than its header', () => {
    const failure = failureOf(() =>
      decrypt(encryptFrame(Buffer.alloc(32, 32)), { aesKey: KEY, appId: APP_ID }),
    );
    expect(failure.message).toBe('-40008 frame shorter than its header');
  });

  it.each([
    ['url-safe letters', (text: string) => `-${text.slice(1)}`],
    ['white space', (text: string) => `${text.slice(0, 4)}\n${text.slice(5)}`],
    ['a missing end', (text: string) => text.slice(0, -1)],
  ])('refuses base64 with %s', (_, breakIt) => {
    const failure = failureOf(() => decrypt(breakIt(encryptFrame(frame)), { aesKey: KEY, appId: APP_ID }));
    expect(failure.message).toBe('-40010 cipher text is empty or not base64');
  });
});

describe('encryption', () => {
  it.each(vectorsOf('encrypt').map((vector) => [vector.id, vector] as const))(
    'makes the cipher text of %s',
    (_, { input, expect: wanted }) => {
      expect(encrypt(input.plaintext!, keyOf(input), Buffer.from(input.random!))).toBe(wanted!.encrypt);
    },
  );

  it.each(vectorsOf('pkcs7').map((vector) => [vector.id, vector] as const))(
    'pads like %s',
    (_, { input, expect: wanted }) => {
      // The padding depends on the length modulo 32 alone: fill up a frame to the length of the sample.
      const length = Buffer.from(wanted!.hex!, 'hex').readUInt8(wanted!.hex!.length / 2 - 1);
      const appId = 'a'.repeat(((input.utf8!.length - 20 + 32) % 32) + 32);
      const cipherText = Buffer.from(encrypt('', { aesKey: KEY, appId }, Buffer.alloc(16)), 'base64');
      expect(cipherText.length - 20 - appId.length).toBe(length);
    },
  );

  it('never uses the same random bytes twice in a row', () => {
    const made = new Set(Array.from({ length: 600 }, () => encrypt('x', { aesKey: KEY, appId: APP_ID })));
    expect(made.size).toBe(600);
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 40 }),
        (text, appId) => {
          const key = { aesKey: KEY, appId };
          const cipherText = encrypt(text, key);
          expect(Buffer.from(cipherText, 'base64').length % 32).toBe(0);
          expect(decrypt(cipherText, key)).toBe(text);
        },
      ),
    );
  });
});
