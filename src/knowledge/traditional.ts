interface OpenCc {
  Converter(options: { from: string; to: string }): (text: string) => string;
}

const HAN = /\p{Script=Han}/u;
let simplified: Set<string> | undefined;
let convert: ((text: string) => string) | undefined;

/**
 * Traditional characters (and words of Taiwan, such as 軟體) to simplified ones.
 * The converter takes 4 MB and 20 ms to load, so it is loaded by the first text that needs it.
 */
export function toSimplified(text: string): string {
  if (!hasOtherThanSimplified(text)) return text;
  if (convert === undefined) {
    const { Converter } = require('opencc-js/t2cn') as OpenCc;
    convert = Converter({ from: 'twp', to: 'cn' });
  }
  return convert(text);
}

/** A Han character outside GB 2312 is a traditional one, or a rare one that conversion leaves alone. */
function hasOtherThanSimplified(text: string): boolean {
  simplified ??= readGb2312();
  for (const character of text) {
    if (character > '\u2e7f' && !simplified.has(character) && HAN.test(character)) return true;
  }
  return false;
}

/** The 6,763 characters of GB 2312, in rows 16 to 87 of the code table: no list of our own to keep. */
function readGb2312(): Set<string> {
  const decoder = new TextDecoder('gbk');
  const characters = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (HAN.test(character)) characters.add(character);
    }
  }
  return characters;
}
