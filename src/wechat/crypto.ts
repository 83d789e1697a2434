import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../kernel/errors';
import { refusal } from './refusal';

/**
 * Message encryption, as 消息加解密说明 (developers.weixin.qq.com) describes it: AES-256-CBC over the frame
 *
 *     random (16) | length of the text (4, big-endian) | text | app id | padding (1…32, block size 32)
 *
 * with the first 16 bytes of the key as initialisation vector. The library's padding stays off: it knows blocks of
 * 16 bytes only and would refuse the legal paddings 17…32.
 */
export interface EncryptionKey {
  /** 32 bytes, see `decodeAesKey`. */
  aesKey: Buffer;
  appId: string;
}

const ALGORITHM = 'aes-256-cbc';
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;
const BLOCK_BYTES = 32;
const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The 32 bytes behind the 43 characters of an EncodingAESKey; throws CONFIG_INVALID for anything else.
 * The last character may carry bits that do not count, so the decoding is lenient about them.
 */
export function decodeAesKey(encodingAesKey: string): Buffer {
  if (!ENCODING_AES_KEY.test(encodingAesKey)) {
    throw new AppError(
      'CONFIG_INVALID',
      '-40004 WECHAT_ENCODING_AES_KEY must be the 43 letters and digits shown as EncodingAESKey in the WeChat settings',
    );
  }
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** The text as base64 cipher text. `random16` is for tests: the samples of the documentation fix these bytes. */
export function encrypt(text: string, key: EncryptionKey, random16: Buffer = nextRandom()): string {
  const body = Buffer.from(text, 'utf8');
  const appId = Buffer.from(key.appId, 'utf8');
  const used = HEADER_BYTES + body.length + appId.length;
  const padding = BLOCK_BYTES - (used % BLOCK_BYTES);
  const frame = Buffer.alloc(used + padding, padding);
  random16.copy(frame, 0, 0, RANDOM_BYTES);
  frame.writeUInt32BE(body.length, RANDOM_BYTES);
  body.copy(frame, HEADER_BYTES);
  appId.copy(frame, HEADER_BYTES + body.length);
  const cipher = createCipheriv(ALGORITHM, key.aesKey, key.aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

/**
 * The text inside a cipher text. Check the message signature first: what fails here then comes from the holder of the
 * token, and tells nobody else anything about the padding.
 * Throws WECHAT_DECRYPT (not base64, wrong length, padding, frame) or WECHAT_APP_ID, in the order of the frame.
 */
export function decrypt(cipherText: string, key: EncryptionKey): string {
  const frame = removePadding(decipher(decodeCipherText(cipherText), key.aesKey));
  if (frame.length < HEADER_BYTES) throw refusal('frame', 'frame shorter than its header');
  const end = HEADER_BYTES + frame.readUInt32BE(RANDOM_BYTES);
  if (end > frame.length) throw refusal('frame', 'frame shorter than its length');
  if (!frame.subarray(end).equals(Buffer.from(key.appId, 'utf8'))) {
    throw refusal('appId', 'the message is for another app id than WECHAT_APP_ID');
  }
  return frame.toString('utf8', HEADER_BYTES, end);
}

function decodeCipherText(cipherText: string): Buffer {
  if (cipherText.length % 4 !== 0 || !BASE64.test(cipherText)) {
    throw refusal('base64', 'cipher text is empty or not base64');
  }
  const bytes = Buffer.from(cipherText, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) {
    throw refusal('base64', `cipher text of ${bytes.length} bytes, not a multiple of ${BLOCK_BYTES}`);
  }
  return bytes;
}

function decipher(bytes: Buffer, aesKey: Buffer): Buffer {
  const cipher = createDecipheriv(ALGORITHM, aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function removePadding(padded: Buffer): Buffer {
  const padding = padded[padded.length - 1] ?? 0;
  if (padding < 1 || padding > BLOCK_BYTES) throw refusal('padding', `padding byte ${padding}, not 1 to 32`);
  const end = padded.length - padding;
  for (let index = end; index < padded.length; index += 1) {
    if (padded[index] !== padding) throw refusal('padding', 'padding bytes differ');
  }
  return padded.subarray(0, end);
}

/** Asking the system for 16 bytes costs a fifth of an encryption; a block of them at once costs next to nothing. */
const POOL_BYTES = 256 * RANDOM_BYTES;
let pool: Buffer = Buffer.alloc(0);
let poolUsed = 0;

function nextRandom(): Buffer {
  if (poolUsed >= pool.length) {
    pool = randomBytes(POOL_BYTES);
    poolUsed = 0;
  }
  poolUsed += RANDOM_BYTES;
  return pool.subarray(poolUsed - RANDOM_BYTES, poolUsed);
}
