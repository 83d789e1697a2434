import fs from 'node:fs';
import path from 'node:path';
import { describeProblem, lintSeeds, readGolden } from '../../../src/kb';
import { tempFolder } from '../../helpers/temp-folder';

const root = tempFolder();
let count = 0;

function seedFolder(entries: string, golden?: string): string {
  count += 1;
  const folder = path.join(root, `seed-${count}`);
  fs.mkdirSync(path.join(folder, 'entries'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'entries', 'a.yaml'), `category: c\nentries:\n${entries}`);
  if (golden !== undefined) fs.writeFileSync(path.join(folder, 'golden.yaml'), golden);
  return folder;
}

const entry = (key: string, question: string, similar: string[] = [], answer = '好') =>
  `  - { key: ${key}, question: ${question}, similar: [${similar.join(', ')}], answer: ${answer} }\n`;

describe('linting seeds', () => {
  it('has nothing to say about good ones', async () => {
    const folder = seedFolder(
      entry('invoice', '怎么开发票', ['发票在哪里申请']) + entry('refund', '退款流程', ['我想退款']),
      '- { ask: 想要发票, expect: invoice }\n- { ask: 明天下雨吗, expect: none }\n',
    );
    expect(await lintSeeds(folder)).toEqual({
      errors: [],
      warnings: [],
      entries: 2,
      phrasings: 4,
      golden: 2,
    });
  });

  it('refuses an answer that names a schedule that there is not', async () => {
    const folder = seedFolder(
      entry('hotline', '热线几点', [], "'{{ hours.hotline }}'") +
        entry('fax', '传真几点', [], "'{{hours.fax}}'"),
    );
    const { errors } = await lintSeeds(folder, new Map([['hotline', '周一至周五 9:00–18:00']]));
    expect(errors.map(({ reason }) => reason)).toEqual([
      'the answer of `fax` names `hours.fax`: hours.yaml has no such schedule',
    ]);
  });

  it('names golden questions that expect an entry nobody has, or that an entry repeats', async () => {
    const folder = seedFolder(
      entry('invoice', '怎么开发票'),
      '- { ask: 发票呢, expect: invoices }\n- { ask: 如何开发票？, expect: invoice }\n- { ask: 少了一半 }\n' +
        '- { ask: 要多久, after: invoicing, expect: invoice }\n',
    );
    const report = await lintSeeds(folder);
    expect(report.errors.map((problem) => [problem.line, problem.reason])).toEqual([
      [3, 'a golden question is { ask: …, expect: KEY | none }, perhaps with after: KEY'],
      [1, 'no entry has the key `invoices`'],
      [4, 'no entry has the key `invoicing`'],
    ]);
    expect(report.warnings.map((problem) => [problem.line, problem.reason])).toEqual([
      [2, '“如何开发票？” is a phrasing of `invoice` and measures nothing'],
    ]);
  });

  it('warns of an answer that fills a screen', async () => {
    const report = await lintSeeds(seedFolder(entry('long', '怎么开发票', [], '长'.repeat(401))));
    expect(report.warnings.map(describeProblem)).toEqual([
      expect.stringMatching(/a\.yaml:3: the answer of `long` has 1203 bytes/),
    ]);
  });

  it('warns of two questions that are nearly one', async () => {
    const report = await lintSeeds(
      seedFolder(entry('a', '怎么下载电子版的发票文件') + entry('b', '电子版的发票文件怎么下载')),
    );
    expect(report.warnings.map((problem) => problem.reason)).toEqual([
      expect.stringContaining('“怎么下载电子版的发票文件” is nearly “电子版的发票文件怎么下载” of `b`'),
    ]);
  });

  it('warns of a phrasing that another entry would take', async () => {
    const report = await lintSeeds(
      seedFolder(
        entry('invoice', '怎么开发票', ['发票申请的方法', '保修期一般有多长时间呢']) +
          entry('warranty', '保修期一般是多长时间', ['设备能保修几年']),
      ),
    );
    const reasons = report.warnings.map((problem) => problem.reason).join('\n');
    expect(reasons).toContain(
      '“保修期一般有多长时间呢” of `invoice` is closer to “保修期一般是多长时间” of `warranty`',
    );
    expect(reasons).not.toContain('发票申请的方法');
  });

  it('tells a bad line as an error, once', async () => {
    const report = await lintSeeds(seedFolder(entry('A', '怎么开发票')));
    expect(report.errors.map((problem) => problem.reason)).toEqual([
      'key `A` is not in kebab case (a-z, 0-9, -)',
    ]);
  });

  it('lets pairs be that somebody looked at, and wants their keys to exist', async () => {
    const folder = seedFolder(
      entry('a', '怎么下载电子版的发票文件') + entry('b', '电子版的发票文件怎么下载'),
    );
    fs.writeFileSync(path.join(folder, 'look-alikes.yaml'), '- { pair: [b, a], why: on purpose }\n');
    expect((await lintSeeds(folder)).warnings).toEqual([]);
    fs.writeFileSync(path.join(folder, 'look-alikes.yaml'), '- { pair: [b, gone], why: on purpose }\n');
    expect((await lintSeeds(folder)).errors.map(({ reason }) => reason)).toEqual([
      'no entry has the key `gone`',
    ]);
  });

  it.each([
    ['见 https://www.example.com/a?b=1。', []],
    ['见 http:/example.com', [expect.stringContaining('`http:/example.com` cannot be opened')]],
    ['见 https://exa mple', [expect.stringContaining('`https://exa` cannot be opened')]],
    ['见 [说明](https://example.com)', [expect.stringContaining('a Markdown link')]],
    ['<a href="https://example.com">说明</a>', []],
    ['<a href="">说明</a>', [expect.stringContaining('leads nowhere')]],
    ['<a href="https://example.com">说明', [expect.stringContaining('not closed')]],
  ])('looks at the links of %s', async (answer, expected) => {
    const folder = seedFolder(entry('a', '怎么开发票', [], `'${answer}'`));
    expect((await lintSeeds(folder)).warnings.map(({ reason }) => reason)).toEqual(expected);
  });
});

describe('golden questions', () => {
  it('are optional', () => {
    expect(readGolden(seedFolder(entry('a', '怎么开发票')))).toEqual({ questions: [], problems: [] });
  });

  it('are read with their lines', () => {
    const folder = seedFolder(
      '',
      '# how people ask\n- { ask: 404怎么办, expect: not-found }\n- ask: 天气\n  expect: none\n',
    );
    expect(readGolden(folder)).toEqual({
      questions: [
        { ask: '404怎么办', expect: 'not-found', line: 2 },
        { ask: '天气', expect: null, line: 3 },
      ],
      problems: [],
    });
  });

  it.each([
    ['no list', 'ask: x\n', 'golden questions are a list'],
    ['no YAML', '- "x\n', 'not valid YAML'],
  ])('that are %s are a problem', (_kind, text, reason) => {
    expect(readGolden(seedFolder('', text)).problems).toEqual([
      expect.objectContaining({ reason: expect.stringContaining(reason) }),
    ]);
  });
});
