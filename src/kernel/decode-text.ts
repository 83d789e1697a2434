/**
 * The text of a file: UTF-8, or the Chinese encoding in which spreadsheet programs save CSV by default.
 * Undefined when it is neither.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
