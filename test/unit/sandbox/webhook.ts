import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  decodeAesKey,
  decrypt,
  encrypt,
  parseXml,
  sign,
  writeXml,
  type XmlFields,
} from '../../../src/wechat';
import { TEST_ACCOUNT } from '../../helpers/fake-platform';

/** One request as the account's webhook saw it. */
export interface Seen {
  query: URLSearchParams;
  body: string;
  at: number;
  /** Whether the platform hung up before the answer was complete. */
  hungUp: boolean;
}

/** What the webhook of a test answers; `hang` never does. */
export type WebhookAnswer = string | 'hang' | { status: number; body: string };

export interface Webhook {
  url: string;
  seen: Seen[];
  /** Answers the n-th request (from 0). */
  answer: (seen: Seen, index: number) => WebhookAnswer;
  close(): Promise<void>;
}

/** A webhook of a few lines, so that the platform is tested against something other than our own server. */
export async function startWebhook(answer: Webhook['answer']): Promise<Webhook> {
  const webhook: Webhook = { url: '', seen: [], answer, close: async () => {} };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const entry: Seen = {
        query: new URL(request.url ?? '', 'http://x').searchParams,
        body: Buffer.concat(chunks).toString('utf8'),
        at: Date.now(),
        hungUp: false,
      };
      response.on('close', () => {
        entry.hungUp = !response.writableFinished;
      });
      webhook.seen.push(entry);
      const result = webhook.answer(entry, webhook.seen.length - 1);
      if (result === 'hang') return;
      const { status, body } = typeof result === 'string' ? { status: 200, body: result } : result;
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  webhook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`;
  webhook.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return webhook;
}

const key = { aesKey: decodeAesKey(TEST_ACCOUNT.aesKey ?? ''), appId: TEST_ACCOUNT.appId };

/** The fields of a plain delivery. */
export function fieldsOf(seen: Seen): XmlFields {
  return parseXml(seen.body);
}

/** The fields inside an encrypted delivery. */
export function decryptedFieldsOf(seen: Seen): XmlFields {
  return parseXml(decrypt(String(parseXml(seen.body).Encrypt), key));
}

/** A text reply to these fields. */
export function textReply(fields: XmlFields, text: string): string {
  return writeXml({
    ToUserName: fields.FromUserName,
    FromUserName: fields.ToUserName,
    CreateTime: Math.floor(Date.now() / 1000),
    MsgType: 'text',
    Content: text,
  });
}

/** The encrypted envelope around a reply. */
export function sealed(xml: string, token = TEST_ACCOUNT.token): string {
  const encrypted = encrypt(xml, key);
  const timestamp = Math.floor(Date.now() / 1000);
  return writeXml({
    Encrypt: encrypted,
    MsgSignature: sign(token, String(timestamp), 'n1', encrypted),
    TimeStamp: timestamp,
    Nonce: 'n1',
  });
}

/** Waits until something that happens elsewhere has happened; fails after two seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isTrue(); tries += 1) await new Promise((done) => setTimeout(done, 10));
  expect(isTrue()).toBe(true);
}
