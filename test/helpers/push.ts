import { createHash } from 'node:crypto';
import { decodeAesKey, decrypt, encrypt, parseXml, sign, writeXml, type XmlFields } from '../../src/wechat';
import { TEST_ACCOUNT } from './fake-platform';

const AES_KEY = decodeAesKey(TEST_ACCOUNT.aesKey ?? '');
const KEY = { aesKey: AES_KEY, appId: TEST_ACCOUNT.appId };
const TIMESTAMP = '1763700000';

export interface Push {
  query: Record<string, string>;
  body: string;
}

/** A push in plain mode, as WeChat signs it. */
export function plainPush(xml: string, nonce = '42'): Push {
  return {
    query: { signature: sign(TEST_ACCOUNT.token, TIMESTAMP, nonce), timestamp: TIMESTAMP, nonce },
    body: xml,
  };
}

/** The same in secure mode, or with the plain fields beside it as in compatible mode. */
export function sealedPush(xml: string, options: { nonce?: string; compatible?: XmlFields } = {}): Push {
  const { nonce = '42', compatible = {} } = options;
  const cipherText = encrypt(xml, KEY);
  return {
    query: {
      ...plainPush('', nonce).query,
      encrypt_type: 'aes',
      msg_signature: sign(TEST_ACCOUNT.token, TIMESTAMP, nonce, cipherText),
    },
    body: writeXml({ ToUserName: TEST_ACCOUNT.originalId, Encrypt: cipherText, ...compatible } as never),
  };
}

export async function post(url: string, push: Push): Promise<{ status: number; body: string; type: string }> {
  const response = await fetch(`${url}/wechat?${new URLSearchParams(push.query)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: push.body,
  });
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type') ?? '',
  };
}

/** The fields of an encrypted reply, once its signature holds. */
export function openReply(body: string): XmlFields {
  const outer = parseXml(body);
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = outer as Record<string, string>;
  const expected = sign(TEST_ACCOUNT.token, TimeStamp ?? '', Nonce ?? '', Encrypt ?? '');
  if (expected !== MsgSignature) throw new Error('the signature of the reply does not hold');
  return parseXml(decrypt(Encrypt ?? '', KEY));
}

let count = 0;

/** A text message of its own. */
export function textXml(from: string, content: string, fields: Record<string, string> = {}): string {
  count += 1;
  const msgId = BigInt(
    `0x${createHash('sha1').update(`${process.pid} ${count}`).digest('hex').slice(0, 14)}`,
  );
  return writeXml({
    ToUserName: TEST_ACCOUNT.originalId,
    FromUserName: from,
    CreateTime: 1763700000 + count,
    MsgType: 'text',
    Content: content,
    MsgId: msgId.toString(),
    ...fields,
  });
}
