import fs from 'node:fs';
import path from 'node:path';
import { clusterMisses, compareEntries, KnowledgeBase, readEngineData } from '../../../src/kb';
import { createIndex } from '../../../src/knowledge';
import { CALIBRATION } from '../../../src/knowledge/calibration';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from '../../integration/kb/builders';

const root = tempFolder();
let count = 0;

function seedFolder(files: Record<string, string>): string {
  count += 1;
  const folder = path.join(root, `seed-${count}`);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const SYNONYMS = 'synonyms:\n  - [旗舰套餐, 大象版]\n';
const CATALOG = `
service_types: [{ name: 咨询 }]
products:
  - { name: 星云, aliases: [小云盒], models: [{ name: 星云一号 }, { name: 其他型号, aliases: [不清楚] }] }
problem_classes: [{ name: 故障, problems: [{ name: 打不开 }] }]
`;
const refused = (files: Record<string, string>) => () => readEngineData(seedFolder(files));

describe('what an operator gives the engine', () => {
  it('may be nothing: the engine works as it is shipped, and says so', () => {
    const engine = readEngineData(seedFolder({ 'entries/a.yaml': '' }));
    expect(engine).toMatchObject({ synonyms: [] });
    expect(engine.calibration).toBeUndefined();
    expect(engine.sources[0]).toContain('as shipped');
  });

  it('has the words of synonyms.yaml and the names of the catalog', () => {
    const engine = readEngineData(
      seedFolder({ 'data/synonyms.yaml': SYNONYMS, 'data/catalog.yaml': CATALOG }),
    );
    expect(engine.synonyms).toEqual([
      ['星云', '小云盒'],
      ['旗舰套餐', '大象版'],
    ]);
    expect(engine.sources[1]).toContain('1 groups of the catalog, 1 of data/synonyms.yaml');
  });

  it('makes what customers call a thing as good as its name', async () => {
    const entries = [
      { id: 'plan', question: '旗舰套餐怎么续期' },
      { id: 'box', question: '路由器怎么续期' },
    ];
    const ask = '大象版怎么续期';
    const plain = await createIndex(entries);
    const own = await createIndex(entries, readEngineData(seedFolder({ 'data/synonyms.yaml': SYNONYMS })));
    expect(plain.decide(ask).kind).toBe('none');
    expect(own.decide(ask)).toMatchObject({ kind: 'answer', id: 'plan' });
  });

  it('has the calibration that was learned from its texts', async () => {
    const learned = { ...CALIBRATION, bias: CALIBRATION.bias + 3 };
    const engine = readEngineData(seedFolder({ 'learned.json': JSON.stringify(learned) }));
    expect(engine.calibration).toEqual(learned);
    expect(engine.sources[0]).toContain('learned.json');
    const entries = [{ id: 'invoice', question: '怎么开发票' }];
    const score = async (options = {}) =>
      (await createIndex(entries, options)).rank('发票能开吗', 1)[0]?.score ?? 0;
    expect(await score(engine)).toBeGreaterThan(await score());
  });

  it('is refused with file, line and reason', () => {
    expect(refused({ 'data/synonyms.yaml': 'synonyms:\n  - [一, 二]\n  - [只有一个]\n' })).toThrow(
      /synonyms\.yaml:3: synonyms\.1: needs at least two words/,
    );
    expect(refused({ 'data/synonyms.yaml': 'words: []\n' })).toThrow(/synonyms\.yaml:1: .*words/);
    expect(refused({ 'learned.json': '{ "bias": 1 }' })).toThrow(
      /learned\.json:1: similarity: .*train --data/,
    );
    expect(refused({ 'learned.json': 'not JSON' })).toThrow(/learned\.json:1: /);
    expect(refused({ 'learned.json': JSON.stringify({ ...CALIBRATION, similarity: -1 }) })).toThrow(
      /above 0/,
    );
  });
});

describe('everything that decides', () => {
  const engine = readEngineData(seedFolder({ 'data/synonyms.yaml': SYNONYMS }));
  const plan = buildEntry({ key: 'plan', question: '旗舰套餐怎么续期' });
  const other = buildEntry({ key: 'box', question: '路由器怎么续期' });

  it('takes the same: the gate of an import', async () => {
    const golden = [{ ask: '大象版怎么续期', expect: 'plan' }];
    const report = await compareEntries(golden, [other], [other, plan], Date.now(), engine);
    expect(report).toMatchObject({ rightBefore: 0, rightAfter: 1 });
    expect(await compareEntries(golden, [other], [other, plan], Date.now())).toMatchObject({ rightAfter: 0 });
  });

  it('takes the same: clusters of questions', async () => {
    const misses = ['旗舰套餐到期以前可以转给同事用吗', '大象版到期以前可以转给同事用吗'].map((text, id) => ({
      id,
      text,
      followers: 1,
      times: 1,
      reason: 'none' as const,
      lastAt: 0,
      followerIds: [],
    }));
    expect(await clusterMisses(misses, engine)).toHaveLength(1);
    expect(await clusterMisses(misses)).toHaveLength(2);
  });

  it('takes the same: chat and the test page', async () => {
    const knowledge = new KnowledgeBase({ now: () => 0 }, new Map(), engine);
    expect(knowledge.engine).toBe(engine);
  });
});
