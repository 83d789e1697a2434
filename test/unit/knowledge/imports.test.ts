import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** Loads the engine from its sources in a process of its own and lists the files of packages that came with it. */
function loadedWithEngine(): string[] {
  const script = `
    const { transformSync } = require('@swc/core');
    const { readFileSync } = require('node:fs');
    require.extensions['.ts'] = (module, file) => module._compile(transformSync(readFileSync(file, 'utf8'), {
      filename: file, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
    }).code, file);
    const before = new Set(Object.keys(require.cache));
    require('./src/knowledge/index.ts').createIndex([{ id: 'a', question: '怎么开发票' }]).then((index) => {
      if (index.decide('怎么开法票').kind !== 'answer') throw new Error('the engine does not work');
      console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
    });`;
  const output = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  return (JSON.parse(output) as string[]).map((file) => path.relative(root, file));
}

describe('importing the engine', () => {
  const files = loadedWithEngine();

  it('loads nothing of natural but its distances', () => {
    const natural = files.filter((file) => /node_modules\/natural\//.test(file));
    expect(natural.length).toBeGreaterThan(0);
    for (const file of natural) expect(file).toMatch(/natural\/lib\/natural\/distance\//);
  });

  it('loads no database client, no word segmenter, and the converter only when it is needed', () => {
    expect(files.filter((file) => /mongoose|redis|memjs|jieba|\/pg\/|opencc/.test(file))).toEqual([]);
  });
});
