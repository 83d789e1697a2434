import fs from 'node:fs';
import path from 'node:path';
import { collectSeeds, describeProblem, readSeedFiles } from '../../../src/kb';
import { AppError } from '../../../src/kernel/errors';
import { tempFolder } from '../../helpers/temp-folder';

const root = tempFolder();
let count = 0;

/** Writes files into a seed folder of their own. */
function seedFolder(files: Record<string, string>): string {
  count += 1;
  const folder = path.join(root, `seed-${count}`);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** `name:line: reason` of everything that is wrong. */
function problemsOf(files: Record<string, string>): string[] {
  const folder = seedFolder(files);
  const { problems } = collectSeeds([folder]);
  return problems.map((problem) =>
    describeProblem({ ...problem, file: path.relative(path.join(folder, 'entries'), problem.file) }),
  );
}

const GOOD = `category: 发票
product: 星云
entries:
  - key: invoice-apply
    question: 怎么开发票
    similar: [发票在哪里申请, 404]
    answer: |-
      在订单页面申请。
      三天内送达。
  - key: invoice-title
    question: 发票抬头怎么改
    answer: 回复“#人工”。 # a comment
    category: 抬头
    product: ''
    tags: [热门, 发票]
`;

describe('reading seed files', () => {
  it('reads YAML with defaults of the file, texts as texts, and long answers', () => {
    const folder = seedFolder({ 'entries/invoice.yaml': GOOD });
    expect(readSeedFiles(folder)).toEqual([
      {
        key: 'invoice-apply',
        question: '怎么开发票',
        similar: ['发票在哪里申请', '404'],
        answer: '在订单页面申请。\n三天内送达。',
        category: '发票',
        product: '星云',
        tags: [],
        validFrom: null,
        validUntil: null,
        file: expect.stringContaining('invoice.yaml'),
        line: 4,
      },
      {
        key: 'invoice-title',
        question: '发票抬头怎么改',
        similar: [],
        answer: '回复“#人工”。',
        category: '抬头',
        product: null,
        tags: ['热门', '发票'],
        validFrom: null,
        validUntil: null,
        file: expect.stringContaining('invoice.yaml'),
        line: 10,
      },
    ]);
  });

  it('reads CSV with quotes, lists, a byte order mark and line breaks in cells', () => {
    const csv =
      '\uFEFFkey,question,similar,answer,category,product,tags\r\n' +
      'a-1,"怎么""开""票",开发票|发票申请,"第一行,\n第二行",发票,,热门|发票\r\n\r\n' +
      'a-2,退款流程,,回复 #人工,退款,星云,\r\n';
    const entries = readSeedFiles(seedFolder({ 'entries/a.csv': csv }));
    expect(entries).toMatchObject([
      {
        key: 'a-1',
        question: '怎么"开"票',
        similar: ['开发票', '发票申请'],
        answer: '第一行,\n第二行',
        product: null,
        tags: ['热门', '发票'],
        line: 2,
      },
      { key: 'a-2', similar: [], product: '星云', tags: [], line: 5 },
    ]);
  });

  it('reads JSONL', () => {
    const lines = [
      { key: 'a', question: '怎么开票', answer: '好', category: '发票' },
      {
        key: 'b',
        question: '退款',
        similar: ['退钱'],
        answer: '好',
        category: '退款',
        product: null,
        tags: ['x'],
      },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n\n')}\n`;
    expect(readSeedFiles(seedFolder({ 'entries/a.jsonl': text }))).toMatchObject([
      { key: 'a', similar: [], product: null, line: 1 },
      { key: 'b', similar: ['退钱'], tags: ['x'], line: 3 },
    ]);
  });

  it('takes files by name, and a folder without entries/ as one of seed files', () => {
    const folder = seedFolder({
      'one.yaml': GOOD,
      'golden.yaml': '- { ask: x, expect: none }',
      'notes.txt': 'x',
    });
    expect(readSeedFiles(folder)).toHaveLength(2);
    expect(readSeedFiles(path.join(folder, 'one.yaml'))).toHaveLength(2);
  });

  it('has nothing to say about an empty folder', () => {
    expect(readSeedFiles(seedFolder({ 'entries/.keep': '' }))).toEqual([]);
  });
});

const yaml = (entry: string) => ({ 'entries/a.yaml': `entries:\n  - ${entry}\n` });
const FULL = 'key: a\n    question: 怎么开票\n    answer: 好\n    category: 发票';
const csv = (lines: string) => ({ 'entries/a.csv': `key,question,similar,answer,category\n${lines}` });
const jsonl = (line: string) => ({ 'entries/a.jsonl': line });

describe('a bad line', () => {
  it('is none in the example that the others are made from', () => {
    expect(problemsOf(yaml(FULL))).toEqual([]);
    expect(problemsOf(csv('a,怎么开票,,好,发票\n'))).toEqual([]);
    expect(problemsOf(jsonl('{"key":"a","question":"怎么开票","answer":"好","category":"发票"}'))).toEqual(
      [],
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['no key', yaml('question: 怎么开票\n    answer: 好\n    category: c'), 'a.yaml:2: the entry has no key'],
    [
      'a key in another form',
      yaml(FULL.replace('key: a', 'key: 开票 A')),
      'a.yaml:2: key `开票 A` is not in kebab case (a-z, 0-9, -)',
    ],
    ['an empty question', yaml(FULL.replace('怎么开票', "''")), 'a.yaml:3: the question is empty'],
    [
      'a question of signs',
      yaml(FULL.replace('怎么开票', '？？')),
      'a.yaml:3: the question has no letter to match',
    ],
    ['an empty answer', yaml(FULL.replace('好', "'  '")), 'a.yaml:4: the answer is empty'],
    [
      'an answer that fits no reply',
      yaml(FULL.replace('好', '好'.repeat(634))),
      'a.yaml:4: the answer has 1902 bytes; one reply takes 1900',
    ],
    [
      'no category anywhere',
      yaml('key: a\n    question: 怎么开票\n    answer: 好'),
      'a.yaml:2: the entry has no category, and the file gives none',
    ],
    [
      'an empty phrasing',
      yaml(`${FULL}\n    similar:\n      - 开发票\n      - ''`),
      'a.yaml:8: another phrasing is empty',
    ],
    [
      'a text that a comment cuts short',
      yaml(FULL.replace('好', '回复 #人工 转接')),
      'a.yaml:4: a # after a blank begins a comment and cuts `answer` short; put the text in quotes',
    ],
    [
      'an unknown field',
      yaml(`${FULL}\n    anwser: 好`),
      'a.yaml:6: unknown field `anwser`; an entry has key, question, similar, answer, category, product, tags, valid_from, valid_until',
    ],
    [
      'a text where a list belongs',
      yaml(`${FULL}\n    similar: 开发票`),
      'a.yaml:6: `similar` has to be a list',
    ],
    ['a list where a text belongs', yaml(FULL.replace('好', '[好]')), 'a.yaml:4: `answer` has to be a text'],
    [
      'an entry that is no map',
      { 'entries/a.yaml': 'entries:\n  - 怎么开票\n' },
      'a.yaml:2: an entry has to be a map that begins with `- key:`',
    ],
    [
      'entries that are no list',
      { 'entries/a.yaml': 'category: c\nentries: 3\n' },
      'a.yaml:1: `entries:` has to be a list',
    ],
    [
      'an unknown field of the file',
      { 'entries/a.yaml': 'kategory: c\nentries: []\n' },
      'a.yaml:1: unknown field `kategory`; a file has category, product, entries',
    ],
    [
      'a file of something else',
      { 'entries/a.yaml': '- 1\n' },
      'a.yaml:1: the file has to begin with `entries:`',
    ],
    [
      'an unknown column',
      { 'entries/a.csv': 'key,question,answer,kind\n' },
      'a.csv:1: unknown column `kind`; the header is key,question,similar,answer,category,product,tags,valid_from,valid_until',
    ],
    [
      'a missing column',
      { 'entries/a.csv': 'key,question\n' },
      'a.csv:1: no column `answer`; the header is key,question,similar,answer,category,product,tags,valid_from,valid_until',
    ],
    [
      'a row that is too short',
      csv('a,怎么开票,,好,发票\nb,退款\n'),
      'a.csv:3: 2 columns where the header has 5',
    ],
    ['an empty cell', csv('a,怎么开票,,"两\n行",发票\nb,退款,,,退款\n'), 'a.csv:4: the answer is empty'],
    [
      'an empty item of a list',
      csv('a,怎么开票,开发票||申请发票,好,发票\n'),
      'a.csv:2: another phrasing is empty',
    ],
    ['a line that is no JSON', jsonl('{"key":'), 'a.jsonl:1: not valid JSON: Unexpected end of JSON input'],
    [
      'a field of the wrong type',
      jsonl('{"key":"a","question":1,"answer":"好","category":"c"}'),
      'a.jsonl:1: question: Invalid input: expected string, received number',
    ],
    [
      'an unknown field in JSON',
      jsonl('{"key":"a","question":"怎么开票","answer":"好","category":"c","kind":1}'),
      'a.jsonl:1: the line: Unrecognized key: "kind"',
    ],
  ])('with %s is told with its place', (_kind, files, expected) => {
    expect(problemsOf(files)).toEqual([expected]);
  });

  it('that is no YAML or CSV at all is told with the line where reading stopped', () => {
    expect(problemsOf({ 'entries/a.yaml': 'entries:\n  - key: "a\n' })[0]).toMatch(
      /^a\.yaml:\d: not valid YAML: /,
    );
    expect(problemsOf(csv('a,"怎么开票,,好,发票\n'))[0]).toMatch(
      /^a\.csv:\d+: not valid CSV: Quote Not Closed/,
    );
  });

  it('with a key of another file names both places', () => {
    const [problem] = problemsOf({
      'entries/a.yaml': `entries:\n  - ${FULL}\n`,
      'entries/b.yaml': `category: c\nentries:\n  - key: a\n    question: 退款\n    answer: 好\n`,
    });
    expect(problem).toMatch(/^b\.yaml:3: key `a` is used before, at .*a\.yaml:2$/);
  });

  it('with the same question as another entry, however it is written, names both places', () => {
    const [problem, ...others] = problemsOf({
      'entries/a.yaml': `entries:\n  - ${FULL}\n`,
      'entries/b.yaml': `category: c\nentries:\n  - key: b\n    question: 退款\n    similar:\n      - 请问怎麼開票呀？\n    answer: 好\n`,
    });
    expect(problem).toMatch(
      /^b\.yaml:6: “请问怎麼開票呀？” is the same question as one of another entry, at .*a\.yaml:3$/,
    );
    expect(others).toEqual([]);
  });

  it('does not hide the others: everything is told at once, in the order of the files', () => {
    const folder = seedFolder({
      'entries/a.csv': 'key,question,answer,category\n,,,\n',
      'entries/b.jsonl': '{}\n',
    });
    const failure = (() => {
      try {
        readSeedFiles(folder);
      } catch (error) {
        return error as AppError;
      }
      return undefined;
    })();
    expect(failure).toBeInstanceOf(AppError);
    expect(failure?.code).toBe('SEED_INVALID');
    const lines = failure?.message.split('\n') ?? [];
    expect(lines[0]).toBe('7 problems in the knowledge files; nothing was changed:');
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toContain('b.jsonl:1: ');
  });

  it('is also a file that is not there, or is of no known kind', () => {
    const folder = seedFolder({ 'notes.txt': 'x' });
    expect(() => readSeedFiles(path.join(folder, 'gone.yaml'))).toThrow('gone.yaml:1: there is no such file');
    expect(() => readSeedFiles(path.join(folder, 'notes.txt'))).toThrow('notes.txt:1: not a seed file');
  });
});
