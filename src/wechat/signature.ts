import { hash, timingSafeEqual } from 'node:crypto';

const ASCII = /^\p{ASCII}*$/u;

/**
 * The platform's signature: sha1 over the parts sorted by byte value and joined without a separator, as 40 lower-case
 * hex digits. Three parts (token, timestamp, nonce) prove a plain request, a fourth (the cipher text) an encrypted one.
 * Source: developers.weixin.qq.com, 消息推送 › 验证消息来自微信服务器.
 */
export function sign(...parts: string[]): string {
  return hash('sha1', sortByBytes(parts).join(''));
}

/** Whether `signature` is the one of these parts, compared in constant time. Upper-case hex is refused. */
export function signatureMatches(signature: string, ...parts: string[]): boolean {
  const expected = Buffer.from(sign(...parts), 'latin1');
  const given = Buffer.from(signature, 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * The signature with which a page inside WeChat may use the JSSDK (JS-SDK说明文档 › 附录1-JS-SDK使用权限签名算法): sha1 over
 * the four values in this fixed order. `url` is cut at `#`; `timestamp` is epoch seconds.
 */
export function signPage(page: { ticket: string; nonce: string; timestamp: number; url: string }): string {
  const url = page.url.split('#')[0] ?? '';
  const text = `jsapi_ticket=${page.ticket}&noncestr=${page.nonce}&timestamp=${page.timestamp}&url=${url}`;
  return hash('sha1', text);
}

/** JavaScript sorts by UTF-16 units, which equals byte order only for ASCII (all that the platform itself sends). */
function sortByBytes(parts: string[]): string[] {
  if (parts.every((part) => ASCII.test(part))) return [...parts].sort();
  return parts
    .map((part) => Buffer.from(part, 'utf8'))
    .sort(Buffer.compare)
    .map((part) => part.toString('utf8'));
}
