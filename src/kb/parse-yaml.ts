import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { FIELDS, type Field, type RawEntry, type SeedFile, type SeedProblem } from './seed-file';

const LISTS: readonly Field[] = ['similar', 'tags'];
const FILE_FIELDS: readonly Field[] = ['category', 'product'];

/** Reads `entries:` of a YAML file, with the file's own `category:` and `product:` as defaults. */
export function parseYamlSeeds(text: string, file: string): SeedFile {
  return new YamlSeeds(file).read(text);
}

class YamlSeeds {
  private readonly lineCounter = new LineCounter();
  private readonly problems: SeedProblem[] = [];
  private readonly entries: RawEntry[] = [];

  constructor(private readonly file: string) {}

  read(text: string): SeedFile {
    // Everything is text here: 404 as another phrasing is a text, not a number.
    const document = parseDocument(text, { schema: 'failsafe', lineCounter: this.lineCounter });
    for (const error of document.errors) {
      this.problem(
        this.lineCounter.linePos(error.pos[0]).line,
        `not valid YAML: ${firstLine(error.message)}`,
      );
    }
    if (document.errors.length > 0) return { entries: [], problems: this.problems };
    const root = document.contents;
    if (!isMap(root)) this.problem(1, 'the file has to begin with `entries:`');
    else this.readRoot(root);
    return { entries: this.entries, problems: this.problems };
  }

  private readRoot(root: YAMLMap): void {
    const defaults: Partial<Record<Field, string>> = {};
    let list: unknown;
    for (const pair of root.items) {
      const name = nameOf(pair);
      if (name === 'entries') list = pair.value;
      else if (isOneOf(FILE_FIELDS, name))
        defaults[name] = this.text(pair.value, name, this.lineOf(pair.key)) ?? '';
      else
        this.problem(
          this.lineOf(pair.key),
          `unknown field \`${name}\`; a file has category, product, entries`,
        );
    }
    if (!isSeq(list)) {
      this.problem(this.lineOf(root), '`entries:` has to be a list');
      return;
    }
    for (const item of list.items) {
      if (isMap(item)) this.entries.push(this.readEntry(item, defaults));
      else this.problem(this.lineOf(item), 'an entry has to be a map that begins with `- key:`');
    }
  }

  private readEntry(map: YAMLMap, defaults: Partial<Record<Field, string>>): RawEntry {
    const line = this.lineOf(map);
    const entry: RawEntry = {
      file: this.file,
      line,
      lines: {},
      texts: { ...defaults },
      similar: [],
      tags: [],
      broken: [],
    };
    for (const pair of map.items) {
      const name = nameOf(pair);
      const at = this.lineOf(pair.key);
      if (!isOneOf(FIELDS, name)) {
        this.problem(at, `unknown field \`${name}\`; an entry has ${FIELDS.join(', ')}`);
        continue;
      }
      entry.lines[name] = at;
      if (LISTS.includes(name)) {
        const items = this.list(pair.value, name, at);
        if (name === 'similar') entry.similar = items;
        else entry.tags = items.map((item) => item.text);
      } else {
        const text = this.text(pair.value, name, at);
        if (text === undefined) entry.broken.push(name);
        else entry.texts[name] = text;
      }
    }
    return entry;
  }

  private text(value: unknown, name: string, line: number): string | undefined {
    if (isScalar(value)) {
      // An unquoted `回复 #人工` ends at the #. A comment that is meant as one has a blank after it.
      if (value.type === 'PLAIN' && /^\S/.test(value.comment ?? '')) {
        const reason = `a # after a blank begins a comment and cuts \`${name}\` short; put the text in quotes`;
        this.problem(this.lineOf(value), reason);
      }
      return String(value.value ?? '');
    }
    this.problem(line, `\`${name}\` has to be a text`);
    return undefined;
  }

  private list(value: unknown, name: string, line: number): { text: string; line: number }[] {
    if (!isSeq(value)) {
      this.problem(line, `\`${name}\` has to be a list`);
      return [];
    }
    return value.items.flatMap((item) => {
      const at = this.lineOf(item) || line;
      const text = this.text(item, name, at);
      return text === undefined ? [] : [{ text, line: at }];
    });
  }

  private lineOf(node: unknown): number {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range?.[0] === undefined ? 1 : this.lineCounter.linePos(range[0]).line;
  }

  private problem(line: number, reason: string): void {
    this.problems.push({ file: this.file, line, reason });
  }
}

function nameOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function isOneOf(names: readonly Field[], name: string): name is Field {
  return (names as readonly string[]).includes(name);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;
}
