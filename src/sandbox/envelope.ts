import { randomInt } from 'node:crypto';
import {
  decodeAesKey,
  decrypt,
  encrypt,
  parseXml,
  sign,
  signatureMatches,
  writeXml,
  type XmlFields,
} from '../wechat';
import type { PlatformAccount } from './account';

/** A posting ready to go: the query of the webhook's address and the body. */
export interface SealedMessage {
  query: Record<string, string>;
  body: string;
}

/** Signs a message with a fresh timestamp and nonce, and encrypts it as the account's mode says (protocol §2). */
export function sealMessage(
  account: PlatformAccount,
  message: { xml: string; fields: XmlFields; openid: string },
  nowSeconds: number,
): SealedMessage {
  const timestamp = String(nowSeconds);
  const nonce = String(randomInt(100_000_000, 2_000_000_000));
  const query = {
    signature: sign(account.token, timestamp, nonce),
    timestamp,
    nonce,
    openid: message.openid,
  };
  if (account.mode === 'plain') return { query, body: message.xml };

  const encrypted = encrypt(message.xml, keyOf(account));
  const fields: XmlFields =
    account.mode === 'secure'
      ? { ToUserName: account.originalId, Encrypt: encrypted }
      : { ...message.fields, Encrypt: encrypted };
  return {
    query: {
      ...query,
      encrypt_type: 'aes',
      msg_signature: sign(account.token, timestamp, nonce, encrypted),
    },
    body: writeXml(fields),
  };
}

export type OpenedAnswer =
  | { kind: 'empty' }
  | { kind: 'reply'; xml: string; fields: XmlFields }
  | { kind: 'bad'; problem: string };

/** Reads the account's answer as WeChat does: `success`, nothing, or a reply in the form that the mode asks for. */
export function openAnswer(account: PlatformAccount, body: string): OpenedAnswer {
  if (body === '' || body === 'success') return { kind: 'empty' };
  let fields: XmlFields;
  try {
    fields = parseXml(body);
  } catch (error) {
    return { kind: 'bad', problem: `not XML: ${messageOf(error)}` };
  }
  if (fields.Encrypt === undefined) {
    return account.mode === 'secure'
      ? { kind: 'bad', problem: 'secure mode, but the answer is not encrypted' }
      : { kind: 'reply', xml: body, fields };
  }
  if (account.mode === 'plain') return { kind: 'bad', problem: 'plain mode, but the answer is encrypted' };
  return openEncrypted(account, fields);
}

function openEncrypted(account: PlatformAccount, fields: XmlFields): OpenedAnswer {
  const { Encrypt: encrypted, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce } = fields;
  if (typeof encrypted !== 'string' || typeof signature !== 'string') {
    return { kind: 'bad', problem: 'Encrypt or MsgSignature is missing' };
  }
  if (typeof timestamp !== 'string' || !/^\d{9,10}$/.test(timestamp)) {
    return { kind: 'bad', problem: 'TimeStamp is not in seconds' };
  }
  if (typeof nonce !== 'string') return { kind: 'bad', problem: 'Nonce is missing' };
  if (!signatureMatches(signature, account.token, timestamp, nonce, encrypted)) {
    return { kind: 'bad', problem: 'MsgSignature is wrong' };
  }
  try {
    const xml = decrypt(encrypted, keyOf(account));
    return { kind: 'reply', xml, fields: parseXml(xml) };
  } catch (error) {
    return { kind: 'bad', problem: `the encrypted answer is unreadable: ${messageOf(error)}` };
  }
}

function keyOf(account: PlatformAccount): { aesKey: Buffer; appId: string } {
  if (account.aesKey === undefined) throw new Error(`mode ${account.mode} needs an EncodingAESKey`);
  return { aesKey: decodeAesKey(account.aesKey), appId: account.appId };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
