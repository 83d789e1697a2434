import { decodeAesKey, encrypt, sign, writeXml } from '../../wechat';
import { ACCOUNT, type BenchMode } from './account';

const AES_KEY = decodeAesKey(ACCOUNT.aesKey);

/** A push of the platform, ready for the network. */
export interface Push {
  /** Path and query. */
  path: string;
  body: string;
}

/**
 * Writes pushes as the platform does, each with a MsgId of its own that grows with time (WeChat documentation,
 * 接收普通消息; 消息加解密说明 for the secure form).
 */
export class PushWriter {
  private lastMsgId: bigint;
  private readonly nowSeconds: number;
  /** In plain mode the signature covers token, timestamp and nonce only: the same for the whole run. */
  private readonly plainPath: string;
  private readonly nonce = '1320562132';

  constructor(private readonly mode: BenchMode) {
    this.nowSeconds = Math.floor(Date.now() / 1000);
    this.lastMsgId = BigInt(Date.now()) * 1_000_000n;
    const timestamp = String(this.nowSeconds);
    const signature = sign(ACCOUNT.token, timestamp, this.nonce);
    this.plainPath = `/wechat?signature=${signature}&timestamp=${timestamp}&nonce=${this.nonce}`;
  }

  text(openid: string, content: string): Push {
    this.lastMsgId += 1n;
    const xml = writeXml({
      ToUserName: ACCOUNT.originalId,
      FromUserName: openid,
      CreateTime: this.nowSeconds,
      MsgType: 'text',
      Content: content,
      MsgId: String(this.lastMsgId),
    });
    if (this.mode === 'plain') return { path: `${this.plainPath}&openid=${openid}`, body: xml };
    const cipherText = encrypt(xml, { aesKey: AES_KEY, appId: ACCOUNT.appId });
    const proof = sign(ACCOUNT.token, String(this.nowSeconds), this.nonce, cipherText);
    return {
      path: `${this.plainPath}&openid=${openid}&encrypt_type=aes&msg_signature=${proof}`,
      body: `<xml><ToUserName><![CDATA[${ACCOUNT.originalId}]]></ToUserName><Encrypt><![CDATA[${cipherText}]]></Encrypt></xml>`,
    };
  }
}

/** The bytes of a push on a connection that stays open. */
export function writeRequest({ path, body }: Push): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
