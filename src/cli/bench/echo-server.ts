import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import Koa, { type Context } from 'koa';
import { decodeAesKey, decrypt, encrypt } from '../../wechat/crypto';
import { sign, signatureMatches } from '../../wechat/signature';
import { ACCOUNT } from './account';

/**
 * What the figures are compared with: the least a program can do that answers on this protocol with these libraries.
 * It proves and reads the push and answers a text of the usual length; it remembers nothing and decides nothing.
 */
const TEXT =
  '您可以直接输入问题，也可以回复数字选择：\n1 忘记密码怎么办\n2 怎么开发票\n3 怎么申请退款\n4 转人工';
const aesKey = decodeAesKey(ACCOUNT.aesKey);
const parser = new XMLParser({ parseTagValue: false });

type Fields = Record<string, string>;
const read = (xml: string): Fields => (parser.parse(xml) as { xml: Fields }).xml;
const parameter = (ctx: Context, name: string): string => String(ctx.query[name] ?? '');

function replyTo(fields: Fields): string {
  return (
    `<xml><ToUserName><![CDATA[${fields.FromUserName}]]></ToUserName>` +
    `<FromUserName><![CDATA[${fields.ToUserName}]]></FromUserName>` +
    `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime>` +
    `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${TEXT}]]></Content></xml>`
  );
}

function answerSecurely(ctx: Context, body: string): string {
  const cipherText = read(body).Encrypt ?? '';
  const [timestamp, nonce] = [parameter(ctx, 'timestamp'), parameter(ctx, 'nonce')];
  if (!signatureMatches(parameter(ctx, 'msg_signature'), ACCOUNT.token, timestamp, nonce, cipherText))
    return ctx.throw(403);
  const key = { aesKey, appId: ACCOUNT.appId };
  const sealed = encrypt(replyTo(read(decrypt(cipherText, key))), key);
  const now = String(Math.floor(Date.now() / 1000));
  return (
    `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt>` +
    `<MsgSignature><![CDATA[${sign(ACCOUNT.token, now, nonce, sealed)}]]></MsgSignature>` +
    `<TimeStamp>${now}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
  );
}

function answerPlainly(ctx: Context, body: string): string {
  const proof = parameter(ctx, 'signature');
  if (!signatureMatches(proof, ACCOUNT.token, parameter(ctx, 'timestamp'), parameter(ctx, 'nonce')))
    return ctx.throw(403);
  return replyTo(read(body));
}

function main(): void {
  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    ctx.type = 'application/xml';
    ctx.body = ctx.query.encrypt_type === 'aes' ? answerSecurely(ctx, body) : answerPlainly(ctx, body);
  });
  const server = http.createServer(app.callback());
  server.listen(0, '127.0.0.1', () => {
    // The same line as the product's log, so that both are started and awaited alike.
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}`, msg: 'listening' })}\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
}

if (require.main === module) main();
