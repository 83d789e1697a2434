import { reword } from './rewording';
import { readUnits, type Unit, Vocabulary } from './units';

/** A word of the lexicon at a node of the tree: the groups it is in, and how it is written. */
interface Word {
  written: readonly number[];
  groups: readonly number[];
}

interface Node {
  next: Map<number, Node>;
  words: Word[];
}

const NONE: readonly number[] = [];

/** Words that sound like one of several entries say too little about which was meant. */
const MOST_GROUPS_BY_SOUND = 4;

/**
 * Groups of words with one meaning. Texts are cut at the longest known word; one of two and more syllables is also
 * known by its sound, so that a homophone or pinyin still means what it should. A word may be in several groups.
 */
export class Lexicon {
  private readonly root: Node = { next: new Map(), words: [] };
  /** Its Latin words: an index has to give them the same numbers. */
  readonly words = new Vocabulary();

  constructor(groups: Iterable<readonly string[]>) {
    const groupsOf = new Map<string, Set<number>>();
    let group = 0;
    for (const words of groups) {
      group += 1;
      for (const word of words) {
        for (const form of new Set([word, reword(word)])) {
          const known = groupsOf.get(form);
          if (known === undefined) groupsOf.set(form, new Set([group]));
          else known.add(group);
        }
      }
    }
    for (const [word, numbers] of groupsOf) this.add(word, [...numbers]);
  }

  /** By unit of a text: numbers of the groups that the word it is part of is in. */
  meaningsOf(units: readonly Unit[]): (readonly number[])[] {
    const meanings: (readonly number[])[] = [];
    while (meanings.length < units.length) {
      const { groups, length } = this.longestWord(units, meanings.length);
      for (let unit = 0; unit < length; unit += 1) meanings.push(groups);
    }
    return meanings;
  }

  private longestWord(units: readonly Unit[], place: number): { groups: readonly number[]; length: number } {
    let node: Node | undefined = this.root;
    let found = NONE;
    let length = 1;
    for (let end = place; end < units.length; end += 1) {
      node = node.next.get(units[end]?.sound ?? -1);
      if (node === undefined) break;
      const groups = groupsAt(node, units, place, end + 1 - place);
      if (groups.length === 0) continue;
      found = groups;
      length = end + 1 - place;
    }
    return { groups: found, length };
  }

  private add(word: string, groups: readonly number[]): void {
    const units = readUnits(word, (token) => this.words.add(token));
    let node = this.root;
    for (const { sound } of units) {
      let next = node.next.get(sound);
      if (next === undefined) {
        next = { next: new Map(), words: [] };
        node.next.set(sound, next);
      }
      node = next;
    }
    node.words.push({ written: units.map((unit) => unit.written), groups });
  }
}

function groupsAt(node: Node, units: readonly Unit[], place: number, length: number): readonly number[] {
  const { words } = node;
  if (words.length === 0) return NONE;
  for (const word of words) {
    if (word.written.every((written, at) => written === units[place + at]?.written)) return word.groups;
  }
  if (length < 2) return NONE;
  const groups = [...new Set(words.flatMap((word) => word.groups))];
  return groups.length <= MOST_GROUPS_BY_SOUND ? groups : NONE;
}
