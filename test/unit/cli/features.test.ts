import fs from 'node:fs';
import path from 'node:path';
import { type FeatureList, readFeatureList } from '../../../src/cli/features/feature-list';
import { describeLedger, writeLedger } from '../../../src/cli/features/ledger';
import { collectMarkers } from '../../../src/cli/features/markers';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
// Put together here, so that these examples are no markers themselves.
const MARK = `@${'covers'}`;
const LIST: FeatureList = {
  features: [
    { id: 'S1-01', kind: 'CORE', title: 'one' },
    { id: 'S1-02', kind: 'BEYOND', title: 'two' },
  ],
  capabilities: [{ id: 'F-01', kind: 'CORE', title: 'both', rows: ['S1-01', 'S1-02'] }],
};

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
const marker = (id: string) => ({ id, file: 'a.test.ts', line: 1, test: 'a test' });

it('finds markers in tests, before single tests and tables, and in suites and their cases', () => {
  write(
    'unit/a.test.ts',
    `// ${MARK} S1-01 F-01\nit('does one thing', () => {});\n/** ${MARK} S1-02 */\nit.each([\n  ['x'],\n])('does %s', () => {});\n`,
  );
  write(
    'talks/b.yaml',
    'suite: talks\ncovers: [S1-02]\ncases:\n  - name: a case\n    covers: [S9-99]\n    talk: []\n',
  );
  expect(collectMarkers(folder)).toEqual([
    { id: 'S1-02', file: 'talks/b.yaml', line: 2, test: 'talks' },
    { id: 'S9-99', file: 'talks/b.yaml', line: 5, test: 'a case' },
    { id: 'S1-01', file: 'unit/a.test.ts', line: 1, test: 'does one thing' },
    { id: 'F-01', file: 'unit/a.test.ts', line: 1, test: 'does one thing' },
    { id: 'S1-02', file: 'unit/a.test.ts', line: 3, test: 'does %s' },
  ]);
});

it('counts a capability only when all its rows have a test', () => {
  const half = writeLedger(LIST, [marker('S1-01'), marker('F-01')]);
  expect(half.features.map(({ isTested }) => isTested)).toEqual([true, false]);
  expect(half.capabilities[0]?.isTested).toBe(false);
  expect(writeLedger(LIST, [marker('S1-01'), marker('S1-02')]).capabilities[0]?.isTested).toBe(true);
});

it('reports markers that name no row', () => {
  expect(writeLedger(LIST, [marker('S1-03')]).unknown).toEqual([marker('S1-03')]);
});

it('says which tests assert a row, which rows have none, and how many of each kind', () => {
  const lines = describeLedger(writeLedger(LIST, [marker('S1-01')]), { missing: false });
  expect(lines).toEqual(
    expect.arrayContaining([
      'S1-01 CORE   one',
      '    a.test.ts:1 a test',
      'without a test: 1',
      '  S1-02 BEYOND two',
    ]),
  );
  expect(lines).toEqual(
    expect.arrayContaining(['CORE: 1 of 1', 'BEYOND: 0 of 1', 'all: 1 of 2', 'capabilities: 0 of 1']),
  );
});

it('has the 133 rows of the guides, each in at least one capability', () => {
  const { features, capabilities } = readFeatureList(path.resolve(__dirname, '../../../docs/features.yaml'));
  expect(features).toHaveLength(133);
  expect(capabilities).toHaveLength(39);
  const ids = features.map(({ id }) => id);
  expect(new Set(ids).size).toBe(133);
  const inCapabilities = new Set(capabilities.flatMap(({ rows }) => rows));
  expect(ids.filter((id) => !inCapabilities.has(id))).toEqual([]);
});
