import { AppError } from '../kernel/errors';
import { decodeAesKey, decrypt, encrypt } from './crypto';
import { textField } from './fields';
import { toInboundMessage } from './inbound';
import type { InboundMessage } from './inbound-message';
import { refusal } from './refusal';
import { ACKNOWLEDGEMENT } from './reply';
import { sign, signatureMatches } from './signature';
import { MAX_BODY_BYTES, parseXml } from './xml';
import { writeXml } from './xml-write';

export interface ReceiverOptions {
  appId: string;
  /** 明文, 兼容 or 安全模式: decides which signature counts, whatever the sender includes. */
  mode: 'plain' | 'compatible' | 'secure';
  /** The token and, during a rotation, the one before it. */
  tokens: readonly string[];
  /** EncodingAESKeys in the same way; needed unless the mode is plain. */
  aesKeys: readonly string[];
}

/** Parsed query parameters; a parameter that is given twice is no string and counts as missing. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

/** A push that proved genuine. */
export interface Opened {
  message: InboundMessage;
  encrypted: boolean;
  /** What proved and opened it, and closes the reply; undefined for a plain push. */
  pair: { token: string; aesKey: Buffer } | undefined;
}

/**
 * The platform's side door: proves that a callback comes from the platform, opens it, and closes the reply.
 * Sources: 消息推送 › 验证URL有效性 and 消息加解密说明 (developers.weixin.qq.com).
 */
export class Receiver {
  private readonly aesKeys: readonly Buffer[];

  /** Throws CONFIG_INVALID when a key has a wrong shape, or is missing though the mode encrypts. */
  constructor(private readonly options: ReceiverOptions) {
    this.aesKeys = options.aesKeys.map(decodeAesKey);
    if (options.tokens.length === 0) throw new AppError('CONFIG_INVALID', 'WECHAT_TOKEN is needed');
    if (options.mode !== 'plain' && this.aesKeys.length === 0) {
      throw new AppError('CONFIG_INVALID', `WECHAT_ENCODING_AES_KEY is needed in ${options.mode} mode`);
    }
  }

  /**
   * The body that answers the verification request: `echostr`, plain in all three modes, proven by `signature`.
   * Throws WECHAT_MALFORMED for a missing parameter, WECHAT_SIGNATURE for a wrong signature.
   */
  verifyUrl(query: CallbackQuery): string {
    const echo = requiredParameter(query, 'echostr');
    this.proveToken(query, requiredParameter(query, 'signature'));
    return echo;
  }

  /**
   * The message of a push. Throws WECHAT_SIGNATURE, WECHAT_APP_ID, WECHAT_DECRYPT or WECHAT_MALFORMED.
   * A configured encryption is required: what an attacker leaves out never lowers the proof (downgrade).
   */
  open(query: CallbackQuery, body: Buffer): Opened {
    if (body.length > MAX_BODY_BYTES) {
      throw refusal('malformed', `the body is larger than ${MAX_BODY_BYTES} bytes`);
    }
    return this.options.mode === 'plain' ? this.openPlain(query, body) : this.openEncrypted(query, body);
  }

  /**
   * The body of the reply: encrypted and signed when the push was, `success` and nothing at all always plain.
   * `timestamp` is our own time in epoch seconds, `nonce` any text, such as the one of the request.
   */
  seal(reply: string, opened: Opened, stamp: { timestamp: number; nonce: string }): string {
    if (opened.pair === undefined || reply === ACKNOWLEDGEMENT || reply === '') return reply;
    // The pair that opened the request: during a rotation the platform may still hold the old one, and would take a
    // reply under the new one for a fault. Without a rotation it is the only pair there is.
    const { token, aesKey } = opened.pair;
    const cipherText = encrypt(reply, { aesKey, appId: this.options.appId });
    return writeXml({
      Encrypt: cipherText,
      MsgSignature: sign(token, String(stamp.timestamp), stamp.nonce, cipherText),
      TimeStamp: stamp.timestamp,
      Nonce: stamp.nonce,
    });
  }

  private openPlain(query: CallbackQuery, body: Buffer): Opened {
    this.proveToken(query, scalarParameter(query, 'signature') ?? '');
    const fields = parseXml(body.toString('utf8'));
    if (fields.Encrypt !== undefined && fields.MsgType === undefined) {
      throw refusal('malformed', 'the message is encrypted, but WECHAT_MODE is plain');
    }
    return { message: toInboundMessage(fields), encrypted: false, pair: undefined };
  }

  private openEncrypted(query: CallbackQuery, body: Buffer): Opened {
    const cipherText = textField(parseXml(body.toString('utf8')), 'Encrypt')?.trim();
    if (cipherText === undefined) {
      throw refusal('malformed', `Encrypt is missing, but WECHAT_MODE is ${this.options.mode}`);
    }
    // Before any look inside, so that nobody without the token learns how the padding came out.
    const token = this.proveToken(query, scalarParameter(query, 'msg_signature') ?? '', cipherText);
    const { text, aesKey } = this.decryptWithAnyKey(cipherText);
    return { message: toInboundMessage(parseXml(text)), encrypted: true, pair: { token, aesKey } };
  }

  /** The token that made this signature. */
  private proveToken(query: CallbackQuery, signature: string, ...signed: string[]): string {
    const timestamp = requiredParameter(query, 'timestamp');
    const nonce = requiredParameter(query, 'nonce');
    const token = this.options.tokens.find((candidate) =>
      signatureMatches(signature, candidate, timestamp, nonce, ...signed),
    );
    if (token === undefined) {
      throw refusal('signature', signature === '' ? 'the signature is missing' : 'the signature differs');
    }
    return token;
  }

  private decryptWithAnyKey(cipherText: string): { text: string; aesKey: Buffer } {
    let failure: unknown;
    for (const aesKey of this.aesKeys) {
      try {
        return { text: decrypt(cipherText, { aesKey, appId: this.options.appId }), aesKey };
      } catch (error) {
        // A wrong app id means that this key was the right one, which tells the operator more than another key's noise.
        if (failure === undefined || (error instanceof AppError && error.code === 'WECHAT_APP_ID'))
          failure = error;
      }
    }
    throw failure;
  }
}

function scalarParameter(query: CallbackQuery, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function requiredParameter(query: CallbackQuery, name: string): string {
  const value = scalarParameter(query, name);
  if (value === undefined) throw refusal('malformed', `the parameter ${name} is missing or given twice`);
  return value;
}
