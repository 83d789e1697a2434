import {
  decodeAesKey,
  decrypt,
  encrypt,
  type Opened,
  parseXml,
  Receiver,
  type ReceiverOptions,
  sign,
  signatureMatches,
  writeXml,
} from '../../../src/wechat';
import { readSample, vectorsOf } from './samples';

const TOKEN = 'shared_token';
const OLD_TOKEN = 'old_token';
const KEY = 'Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZmdoaWo';
const OLD_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP_ID = 'wx0123456789abcdef';
const STAMP = { timestamp: 1_763_700_002, nonce: '415670741' };
const TEXT = readSample('text').xml;

function buildReceiver(options: Partial<ReceiverOptions> = {}): Receiver {
  return new Receiver({ appId: APP_ID, mode: 'secure', tokens: [TOKEN], aesKeys: [KEY], ...options });
}

function plainQuery(token = TOKEN): Record<string, unknown> {
  const [timestamp, nonce] = ['1763700001', '901234567'];
  return { signature: sign(token, timestamp, nonce), timestamp, nonce, openid: 'o' };
}

/** A secure push as the platform makes it, around any inner text. */
function buildPush({ inner = TEXT, token = TOKEN, key = KEY, appId = APP_ID } = {}) {
  const cipherText = encrypt(inner, { aesKey: decodeAesKey(key), appId });
  return pushWith(cipherText, token);
}

function pushWith(cipherText: string, token = TOKEN) {
  const query = plainQuery(token);
  const signed = sign(token, String(query.timestamp), String(query.nonce), cipherText);
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: signed } as Record<string, unknown>,
    body: Buffer.from(writeXml({ ToUserName: 'gh_a1b2c3d4e5f6', Encrypt: cipherText })),
  };
}

function refusalWith(code: string, platformCode: string) {
  return expect.objectContaining({ code, message: expect.stringMatching(new RegExp(`^${platformCode} `)) });
}
const wrongSignature = refusalWith('WECHAT_SIGNATURE', '-40001');
const malformed = refusalWith('WECHAT_MALFORMED', '-40002');

describe('the verification request', () => {
  const [sample] = vectorsOf('url-signature').filter((vector) => vector.expectedBody !== undefined);
  const { token, timestamp, nonce, echostr } = sample!.input;
  const query = { signature: sample!.signature, timestamp, nonce, echostr };

  it.each(['plain', 'compatible', 'secure'] as const)(
    'is answered with the plain echo in %s mode',
    (mode) => {
      expect(buildReceiver({ mode, tokens: [token!] }).verifyUrl(query)).toBe(sample!.expectedBody);
    },
  );

  it('is answered under the previous token during a rotation', () => {
    expect(buildReceiver({ tokens: ['NEWTOKEN', token!] }).verifyUrl(query)).toBe(sample!.expectedBody);
  });

  it('is refused with another token, and with a signature in upper case', () => {
    expect(() => buildReceiver({ tokens: ['BBBBB'] }).verifyUrl(query)).toThrow(wrongSignature);
    const upper = { ...query, signature: sample!.signature!.toUpperCase() };
    expect(() => buildReceiver({ tokens: [token!] }).verifyUrl(upper)).toThrow(wrongSignature);
  });

  it.each(['signature', 'timestamp', 'nonce', 'echostr'])(
    'is refused when %s is missing or given twice',
    (name) => {
      const receiver = buildReceiver({ tokens: [token!] });
      for (const value of [undefined, '', ['a', 'b'], { x: '1' }]) {
        expect(() => receiver.verifyUrl({ ...query, [name]: value })).toThrow(malformed);
      }
    },
  );
});

describe('plain mode', () => {
  const receiver = buildReceiver({ mode: 'plain', aesKeys: [] });

  it('opens a signed push', () => {
    const opened = receiver.open(plainQuery(), Buffer.from(TEXT));
    expect(opened).toMatchObject({
      encrypted: false,
      message: { kind: 'text', content: '你好，想查一下我的工单' },
    });
    expect(receiver.seal('<xml></xml>', opened, STAMP)).toBe('<xml></xml>');
  });

  it('refuses a wrong and a missing signature', () => {
    expect(() => receiver.open(plainQuery('BBBBB'), Buffer.from(TEXT))).toThrow(wrongSignature);
    expect(() => receiver.open({ ...plainQuery(), signature: undefined }, Buffer.from(TEXT))).toThrow(
      wrongSignature,
    );
  });

  it('refuses a nonce that is given twice', () => {
    expect(() => receiver.open({ ...plainQuery(), nonce: ['a', 'b'] }, Buffer.from(TEXT))).toThrow(malformed);
  });

  it.each(['', '{"MsgType":"text"}', '<xml><MsgType>text', '<xml></xml>'])('refuses the body %j', (body) => {
    expect(() => receiver.open(plainQuery(), Buffer.from(body))).toThrow(malformed);
  });

  it('tells the operator when the platform encrypts and the configuration does not', () => {
    expect(() => receiver.open(plainQuery(), buildPush().body)).toThrow('WECHAT_MODE is plain');
  });
});

describe('secure mode', () => {
  const receiver = buildReceiver();

  it('opens a signed and encrypted push', () => {
    const { query, body } = buildPush();
    expect(receiver.open(query, body)).toMatchObject({
      encrypted: true,
      message: { kind: 'text', content: '你好，想查一下我的工单' },
    });
  });

  it.each(
    vectorsOf('decrypt')
      .filter((vector) => vector.postBody)
      .map((vector) => [vector.id, vector] as const),
  )('opens the documented push %s', (_, { input, postBody, expect: wanted }) => {
    const options = { tokens: [input.token!], aesKeys: [input.encodingAESKey!], appId: input.appid! };
    const query = { timestamp: input.timestamp, nonce: input.nonce, msg_signature: input.msgSignature };
    const { message } = buildReceiver(options).open(query, Buffer.from(postBody!));
    expect(message.fromUser).toBe(parseXml(wanted!.plaintext!).FromUserName);
  });

  it.each<[string, (push: ReturnType<typeof buildPush>) => void, ReturnType<typeof refusalWith>]>([
    ['a plain body with a valid plain signature', (push) => (push.body = Buffer.from(TEXT)), malformed],
    ['no message signature', (push) => delete push.query.msg_signature, wrongSignature],
    [
      'a message signature given twice',
      (push) => (push.query.msg_signature = [push.query.msg_signature]),
      wrongSignature,
    ],
    [
      'the plain signature in place of the message signature',
      (push) => (push.query.msg_signature = push.query.signature),
      wrongSignature,
    ],
    ['a changed nonce', (push) => (push.query.nonce = '1'), wrongSignature],
    ['an empty body', (push) => (push.body = Buffer.alloc(0)), malformed],
    [
      'a body above 64 KiB',
      (push) => (push.body = Buffer.concat([push.body, Buffer.alloc(65_536, 32)])),
      malformed,
    ],
  ])('refuses %s', (_, breakIt, wanted) => {
    const push = buildPush();
    breakIt(push);
    expect(() => receiver.open(push.query, push.body)).toThrow(wanted);
  });

  it.each<[string, () => { query: Record<string, unknown>; body: Buffer }, ReturnType<typeof refusalWith>]>([
    ['another token', () => buildPush({ token: 'BBBBB' }), wrongSignature],
    [
      'another app id',
      () => buildPush({ appId: 'wxffffffffffffffff' }),
      refusalWith('WECHAT_APP_ID', '-40005'),
    ],
    ['no message inside', () => buildPush({ inner: '<xml></xml>' }), malformed],
    ['a JSON message inside', () => buildPush({ inner: '{"MsgType":"text"}' }), malformed],
    ['a DOCTYPE inside', () => buildPush({ inner: `<!DOCTYPE xml>${TEXT}` }), malformed],
    ['an empty cipher text', () => pushWith(''), refusalWith('WECHAT_DECRYPT', '-40010')],
    [
      'a cipher text of half a block',
      () => pushWith('A'.repeat(64)),
      refusalWith('WECHAT_DECRYPT', '-40010'),
    ],
  ])('refuses a well-signed push with %s', (_, build, wanted) => {
    const { query, body } = build();
    expect(() => receiver.open(query, body)).toThrow(wanted);
  });

  it('checks the signature before it looks inside', () => {
    const { body } = pushWith('!');
    expect(() => receiver.open({ ...plainQuery(), msg_signature: '0'.repeat(40) }, body)).toThrow(
      wrongSignature,
    );
  });

  it('seals a reply that the platform can open, and leaves acknowledgements plain', () => {
    const opened = openPush(receiver);
    const sealed = receiver.seal('<xml><A>1</A></xml>', opened, STAMP);
    expect(sealed).toMatch(
      /^<xml><Encrypt><!\[CDATA\[.+\]\]><\/Encrypt><MsgSignature><!\[CDATA\[[0-9a-f]{40}\]\]><\/MsgSignature><TimeStamp>1763700002<\/TimeStamp><Nonce><!\[CDATA\[415670741\]\]><\/Nonce><\/xml>$/,
    );
    const { Encrypt, MsgSignature } = parseXml(sealed) as Record<string, string>;
    expect(signatureMatches(MsgSignature!, TOKEN, '1763700002', '415670741', Encrypt!)).toBe(true);
    expect(decrypt(Encrypt!, { aesKey: decodeAesKey(KEY), appId: APP_ID })).toBe('<xml><A>1</A></xml>');
    expect(receiver.seal('success', opened, STAMP)).toBe('success');
    expect(receiver.seal('', opened, STAMP)).toBe('');
  });
});

describe('compatible mode', () => {
  const receiver = buildReceiver({ mode: 'compatible' });

  it('takes the encrypted content and ignores the plain fields beside it', () => {
    const { query, body } = buildPush();
    const mixed = body
      .toString()
      .replace('<Encrypt>', '<MsgType>text</MsgType><Content>forged</Content><Encrypt>');
    expect(receiver.open(query, Buffer.from(mixed)).message).toMatchObject({
      content: '你好，想查一下我的工单',
    });
  });

  it('refuses a push without the encrypted part', () => {
    expect(() => receiver.open(plainQuery(), Buffer.from(TEXT))).toThrow(malformed);
  });
});

describe('a rotation of token and key', () => {
  const rotating = buildReceiver({ tokens: [TOKEN, OLD_TOKEN], aesKeys: [KEY, OLD_KEY] });

  it.each([
    ['the new pair', TOKEN, KEY],
    ['the old pair', OLD_TOKEN, OLD_KEY],
    ['the new token with the old key', TOKEN, OLD_KEY],
  ])('opens %s and seals with the same', (_, token, key) => {
    const opened = openPush(rotating, { token, key });
    const { Encrypt, MsgSignature } = parseXml(rotating.seal('<xml></xml>', opened, STAMP)) as Record<
      string,
      string
    >;
    expect(signatureMatches(MsgSignature!, token, '1763700002', '415670741', Encrypt!)).toBe(true);
    expect(decrypt(Encrypt!, { aesKey: decodeAesKey(key), appId: APP_ID })).toBe('<xml></xml>');
  });

  it('refuses a third token and a third key', () => {
    const strangerKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
    expect(() => openPush(rotating, { token: 'BBBBB' })).toThrow(wrongSignature);
    expect(() => openPush(rotating, { key: strangerKey })).toThrow(
      expect.objectContaining({ code: 'WECHAT_DECRYPT' }),
    );
  });

  it('names the app id when the old key opens a message for another account', () => {
    expect(() => openPush(rotating, { key: OLD_KEY, appId: 'wxffffffffffffffff' })).toThrow(
      refusalWith('WECHAT_APP_ID', '-40005'),
    );
  });
});

describe('configuration', () => {
  it.each<[string, Partial<ReceiverOptions>]>([
    ['no token', { tokens: [] }],
    ['no key in secure mode', { aesKeys: [] }],
    ['no key in compatible mode', { mode: 'compatible', aesKeys: [] }],
    ['a key of another length', { aesKeys: ['encodingAESKey'] }],
  ])('is refused with %s', (_, options) => {
    expect(() => buildReceiver()).not.toThrow();
    expect(() => buildReceiver(options)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

function openPush(receiver: Receiver, options: Parameters<typeof buildPush>[0] = {}): Opened {
  const { query, body } = buildPush(options);
  return receiver.open(query, body);
}
