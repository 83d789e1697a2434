import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { KbEntryEntity, KnowledgeBase, readSeedFiles, recordMiss, saveEntry } from '../../../src/kb';
import { openStore } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from './builders';

const root = path.resolve(__dirname, '../../..');
const folder = tempFolder();
const seeds = path.join(folder, 'seeds');
const dataDir = path.join(folder, 'data');
const database = { kind: 'sqlite' as const, file: path.join(dataDir, 'weikefu.db') };

/** Compiles what it loads, so that the test sees the sources and not an older build. */
const LOADER = `
  const { transformSync } = require('@swc/core');
  const { readFileSync } = require('node:fs');
  require.extensions['.ts'] = (module, file) => module._compile(transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true } },
    module: { type: 'commonjs' },
  }).code, file);
  require('./src/cli/kb.ts').main();`;

interface Run {
  code: number;
  out: string;
  err: string;
}

/** `npm run kb -- ARGUMENTS` with a database and seeds of the test's own. */
function kb(...args: string[]): Promise<Run> {
  const env = { ...process.env, DATA_DIR: dataDir, KB_SEED_DIR: seeds, DATABASE_URL: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', LOADER, '--', ...args], { cwd: root, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function writeSeeds(text: string, golden = '') {
  fs.rmSync(seeds, { recursive: true, force: true });
  fs.mkdirSync(path.join(seeds, 'entries'), { recursive: true });
  fs.writeFileSync(path.join(seeds, 'entries', 'a.yaml'), `category: 账务\nentries:\n${text}`);
  if (golden !== '') fs.writeFileSync(path.join(seeds, 'golden.yaml'), golden);
}
const entry = (key: string, question: string, answer = '好', similar = '[]') =>
  `  - { key: ${key}, question: ${question}, similar: ${similar}, answer: ${answer} }\n`;
const GOOD = entry('invoice', '怎么开发票', '好', '[发票在哪里申请]') + entry('refund', '退款流程');

beforeEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true });
  writeSeeds(GOOD, '- { ask: 发票怎么开, expect: invoice }\n- { ask: 明天下雨吗, expect: none }\n');
});

describe('kb import', () => {
  it('shows on a dry run what would change, and makes no database', async () => {
    const { code, out } = await kb('import', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('+ invoice');
    expect(out).toContain('2 added, 0 updated, 0 unchanged, 0 kept, 0 retired');
    expect(out).toContain('nothing was changed');
    expect(fs.existsSync(database.file)).toBe(false);
  });

  it('imports, imports again without a change, and keeps what people edited unless forced', async () => {
    expect((await kb('import')).out).toContain('2 added');
    expect((await kb('import')).out).toContain('0 added, 0 updated, 2 unchanged, 0 kept, 0 retired');
    const store = await openStore(database, { logger: silentLogger });
    await store.unitOfWork.run((tx) => saveEntry(tx, buildEntry({ answer: '手工' }), 1));
    await store.close();
    writeSeeds(entry('invoice', '怎么开发票', '新的') + entry('hours', '几点上班'));
    const kept = await kb('import');
    expect(kept.out).toContain('= invoice   edited in the console');
    expect(kept.out).toContain('? refund   no longer in these files');
    expect(kept.out).toContain('1 added, 0 updated, 0 unchanged, 1 kept, 0 retired');
    expect((await kb('import', '--force')).out).toContain('~ invoice');
  });

  it('tells every bad line and changes nothing', async () => {
    await kb('import');
    writeSeeds(GOOD + entry('Bad Key', '新问题') + entry('empty', '另一个', "''"));
    const { code, err } = await kb('import');
    expect(code).toBe(1);
    expect(err).toMatch(/a\.yaml:5: key `Bad Key` is not in kebab case/);
    expect(err).toMatch(/a\.yaml:6: the answer is empty/);
    expect(err).toContain('2 problems; nothing was changed');
    const store = await openStore(database, { logger: silentLogger });
    expect(await store.reader.manager.count(KbEntryEntity)).toBe(2);
    await store.close();
  });

  it('refuses what makes golden questions worse, with the list, unless it is forced with a reason', async () => {
    await kb('import');
    writeSeeds(
      GOOD + entry('thief', '发票怎么开'),
      '- { ask: 发票怎么开, expect: invoice }\n- { ask: 明天下雨吗, expect: none }\n',
    );
    const dry = await kb('import', '--dry-run');
    expect(dry.out).toContain('worse: 发票怎么开 → thief, was invoice, expected invoice');
    expect(dry.code).toBe(1);
    const refused = await kb('import');
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('golden questions: 2 of 2 right before, 1 after');
    expect(refused.err).toContain('nothing was changed');
    expect((await kb('import', '--force')).code).toBe(1);
    expect((await kb('import', '--force', '--reason', '换了入口')).code).toBe(0);
    expect((await kb('import')).out).toContain('3 unchanged');
  });

  it('retires what is in no file any more when asked to', async () => {
    await kb('import');
    writeSeeds(entry('invoice', '怎么开发票', '好', '[发票在哪里申请]'));
    expect((await kb('import')).out).toContain('? refund   no longer in these files, still published');
    expect((await kb('import', '--retire')).out).toContain('- refund   in no file any more: retired');
  });

  it('works beside a running server, which notices', async () => {
    const store = await openStore(database, { logger: silentLogger });
    const knowledge = new KnowledgeBase();
    await knowledge.load(store.reader);
    expect(knowledge.size).toBe(0);
    expect((await kb('import', path.join(seeds, 'entries', 'a.yaml'))).code).toBe(0);
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(true);
    expect(knowledge.decide('怎么开发票')).toMatchObject({ kind: 'answer', entry: { id: 'invoice' } });
    await store.close();
  });
});

describe('kb export', () => {
  it('writes what an import reads back, to a file or to standard output', async () => {
    await kb('import');
    const file = path.join(folder, 'out.csv');
    expect((await kb('export', '--out', file)).out).toContain('2 entries of the database written');
    expect(readSeedFiles(file).map((one) => one.key)).toEqual(['invoice', 'refund']);
    const again = await kb('import', file);
    expect(again.out).toContain('0 added, 0 updated, 2 unchanged');
    expect((await kb('export')).out).toContain('key: invoice');
  });

  it('wants a known format', async () => {
    const { code, err } = await kb('export', '--out', path.join(folder, 'out.doc'));
    expect(code).toBe(1);
    expect(err).toContain('name a .yaml, .csv, .jsonl, .xlsx, .md, .html file');
  });
});

describe('kb search', () => {
  it('explains from the seeds while there is no database', async () => {
    const { code, out } = await kb('search', '你好，发票', '怎么开', '--k', '1');
    expect(code).toBe(0);
    expect(out).toContain('compared as “发票怎么开”');
    expect(out).toContain('decision: answer with invoice');
    expect(out).toMatch(/1\. 0\.\d\d {2}invoice {2}怎么开发票/);
    expect(out).toContain('nearest to “怎么开发票”');
    expect(out).not.toContain('2. ');
    expect(fs.existsSync(database.file)).toBe(false);
  });

  it('refuses a k that is no number', async () => {
    expect(await kb('search', '发票', '--k', 'x')).toMatchObject({ code: 1 });
  });
});

describe('kb gaps', () => {
  it('lists what was asked in vain, and one command adds the wording or opens a draft', async () => {
    expect(await kb('gaps')).toMatchObject({ code: 1, err: expect.stringContaining('no database yet') });
    await kb('import');
    expect((await kb('gaps')).out).toContain('every question was answered');
    const store = await openStore(database, { logger: silentLogger });
    await store.unitOfWork.run(async (tx) => {
      for (const [norm, followerId] of [
        ['发票去哪弄', 'a'],
        ['发票去哪弄', 'b'],
        ['工厂可以参观吗', 'a'],
      ] as const)
        await recordMiss(tx, { norm, text: norm, followerId, reason: 'none', now: Date.now() });
    });
    await store.close();
    const { out } = await kb('gaps');
    expect(out).toMatch(/ 1 {2}发票去哪弄 {3}2 followers, 2 times\n {7}nearest: invoice/);
    expect((await kb('gaps', '1', '--add', 'invoice')).out).toContain(
      'invoice has it as another wording now',
    );
    const second = / (\d+) {2}工厂可以参观吗/.exec(out)?.[1] ?? '';
    expect((await kb('gaps', second, '--draft')).out).toContain(
      'gong-chang-ke-yi-can-guan-ma is a draft now',
    );
    expect((await kb('gaps')).out).toContain('every question was answered');
    expect((await kb('search', '发票去哪弄')).out).toContain('decision: answer with invoice');
    expect(await kb('gaps', '77', '--dismiss')).toMatchObject({ code: 1, err: 'there is no open gap 77\n' });
  });
});

describe('kb lint', () => {
  it('ends with 0 without errors and with 1 with one', async () => {
    expect(await kb('lint')).toMatchObject({ code: 0, out: expect.stringContaining('0 errors') });
    writeSeeds(GOOD, '- { ask: 发票呢, expect: nobody }\n');
    const { code, out } = await kb('lint');
    expect(code).toBe(1);
    expect(out).toMatch(/error {4}.*golden\.yaml:1: no entry has the key `nobody`/);
  });
});

describe('what an operator gives the engine', () => {
  beforeEach(() => {
    writeSeeds(
      entry('plan', '旗舰套餐怎么续期') + entry('box', '路由器怎么续期'),
      '- { ask: 大象版怎么续期, expect: plan }\n',
    );
    fs.mkdirSync(path.join(seeds, 'data'));
  });

  it('counts in search, evaluation and lint alike', async () => {
    expect((await kb('search', '大象版怎么续期')).out).toContain('decision: nothing fits');
    fs.writeFileSync(path.join(seeds, 'data/synonyms.yaml'), 'synonyms:\n  - [旗舰套餐, 大象版]\n');
    const { out } = await kb('search', '大象版怎么续期');
    expect(out).toContain('decision: answer with plan');
    expect(out).toContain('1 of data/synonyms.yaml');
    expect((await kb('eval')).out).toMatch(/top-1 100\.0/);
    fs.writeFileSync(path.join(seeds, 'data/synonyms.yaml'), 'synonyms: [[大象版]]\n');
    const { code, err } = await kb('import');
    expect(code).toBe(1);
    expect(err).toMatch(/synonyms\.yaml:1: synonyms\.0: needs at least two words/);
  }, 120_000);

  it('is learned from their texts, and used from then on', async () => {
    const texts = path.join(folder, 'texts');
    fs.mkdirSync(texts);
    for (const name of ['insurance.yaml', 'delivery.yaml'])
      fs.copyFileSync(path.join(root, 'kb-seed/training', name), path.join(texts, name));
    const { code, out } = await kb('train', '--data', texts);
    expect(code).toBe(0);
    expect(out).toContain(
      `written to ${path.join(seeds, 'learned.json')}: the server uses it from its next start`,
    );
    expect((await kb('search', '套餐')).out).toMatch(/how sure a hit is: .*learned\.json/);
  }, 120_000);
});

describe('kb eval', () => {
  it('asks the golden questions of the seeds', async () => {
    const { code, out } = await kb('eval');
    expect(code).toBe(0);
    expect(out).toContain('top-1 100.0');
    expect(out).toContain('out of scope refused 100.0');
  });

  it('measures files of the benchmark format and writes the figures', async () => {
    const entries = path.join(folder, 'kb.jsonl');
    const queries = path.join(folder, 'queries.jsonl');
    const json = path.join(folder, 'figures.json');
    fs.writeFileSync(
      entries,
      '{"id":"a","question":"怎么开发票","similar":[],"category":"x"}\n{"id":"b","question":"退款流程"}\n',
    );
    fs.writeFileSync(
      queries,
      '{"id":"q1","text":"怎么开发票","expected":"a","kind":"clean"}\n' +
        '{"id":"q2","text":"退款流程","expected":"a","kind":"clean"}\n' +
        '{"id":"q3","text":"明天下雨吗","expected":null,"kind":"oos_far"}\n',
    );
    const { code, out } = await kb('eval', '--kb', entries, '--queries', queries, '--json', json);
    expect(code).toBe(0);
    expect(out).toContain('top-1 50.0');
    expect(JSON.parse(fs.readFileSync(json, 'utf8'))).toMatchObject({
      entries: 2,
      questions: 3,
      ranking: { questions: 2, top1: 0.5 },
      decisions: { answered: 2, precision: 0.5, recall: 0.5, f1: 0.5, outOfScopeRefused: 1 },
      kinds: { oos_far: { decisions: { outOfScope: 1 } } },
    });
  });

  it('wants both files, and names the bad line of one', async () => {
    expect((await kb('eval', '--kb', 'x.jsonl')).err).toContain('--kb and --queries go together');
    const bad = path.join(folder, 'bad.jsonl');
    fs.writeFileSync(bad, '\n{"question":1}\n');
    const { code, err } = await kb('eval', '--kb', bad, '--queries', bad);
    expect(code).toBe(1);
    expect(err).toMatch(/bad\.jsonl:2: id: /);
  });
});
