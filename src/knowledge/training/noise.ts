import { pinyin } from 'pinyin-pro';
import { soundOf } from '../syllables';
import type { Random } from './random';

/** What goes wrong between a head and a keyboard. Traditional characters are undone exactly, so they teach nothing. */
export const NOISE_KINDS = ['homophone', 'width', 'dropdup', 'chatty', 'nopunct', 'pinyin', 'combo'] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

const OPENERS = [
  '你好',
  '您好，',
  '请问',
  '请问一下',
  '你好我想问一下',
  '麻烦问下',
  '那个',
  '客服在吗 ',
  '亲，',
  '打扰一下，',
  '我想咨询一下',
  '想了解下',
  '在不在，',
  '老师好，',
  '有人吗，',
  '小姐姐 ',
  '帮我看看',
  '我就想问',
  '诶，',
  '不好意思，',
];
const CLOSERS = [
  '，谢谢',
  '啊',
  '呢',
  '呀',
  '？急',
  '，在线等',
  '，麻烦了',
  '，谢谢您了',
  '哈',
  '，求解',
  '吧',
  '呢？',
  '，多谢',
  '～',
  '，帮帮我',
  '哦',
];
const HAN = /^\p{Script=Han}$/u;

/** Makes the mistakes of a kind. Characters of the same sound are taken from the texts that it was made with. */
export class Noise {
  private readonly bySound = new Map<number, string[]>();

  constructor(
    texts: Iterable<string>,
    private readonly random: Random,
  ) {
    const characters = new Set<string>();
    for (const text of texts)
      for (const character of text) if (HAN.test(character)) characters.add(character);
    for (const character of characters) {
      const sound = soundOf(character);
      if (sound === undefined) continue;
      const known = this.bySound.get(sound);
      if (known === undefined) this.bySound.set(sound, [character]);
      else known.push(character);
    }
  }

  apply(kind: NoiseKind, text: string): string {
    switch (kind) {
      case 'homophone':
        return this.mishear(text, 1 + this.random.below(2));
      case 'width':
        return this.random.next() < 0.5 ? text.toUpperCase() : [...text].join(' ');
      case 'dropdup':
        return this.slip(text);
      case 'chatty':
        return this.chat(text);
      case 'nopunct':
        return text + this.random.pick(['？？？', '...', '！！', '。', '']);
      case 'pinyin':
        return this.spell(text, 1 + this.random.below(2));
      case 'combo': {
        const first = this.mishear(text, 1);
        const second = this.random.next() < 0.5 ? this.slip(first) : this.spell(first, 1);
        return this.random.next() < 0.6 ? this.chat(second) : second;
      }
    }
  }

  private mishear(text: string, times: number): string {
    const characters = [...text];
    for (let time = 0; time < times; time += 1) {
      const place = this.random.below(characters.length);
      const others = this.bySound.get(soundOf(characters[place] ?? '') ?? -1);
      if (others !== undefined) characters[place] = this.random.pick(others);
    }
    return characters.join('');
  }

  private slip(text: string): string {
    const characters = [...text];
    if (characters.length < 4) return text;
    const place = this.random.below(characters.length - 1);
    const one = characters[place] ?? '';
    const next = characters[place + 1] ?? '';
    const kind = this.random.below(3);
    if (kind === 0) characters.splice(place, 1);
    else if (kind === 1) characters.splice(place, 0, one);
    else characters.splice(place, 2, next, one);
    return characters.join('');
  }

  private chat(text: string): string {
    const which = this.random.below(3);
    return `${which === 1 ? '' : this.random.pick(OPENERS)}${text}${which === 0 ? '' : this.random.pick(CLOSERS)}`;
  }

  /** Types a few neighbouring characters in letters. */
  private spell(text: string, words: number): string {
    const characters = [...text];
    for (let word = 0; word < words; word += 1) {
      const start = this.random.below(characters.length);
      for (let place = start; place < Math.min(characters.length, start + 2); place += 1) {
        const character = characters[place] ?? '';
        if (HAN.test(character)) characters[place] = pinyin(character, { toneType: 'none', v: true });
      }
    }
    return characters.join('');
  }
}
