'use strict';
/** `npm run check`: format, lint, types, boundaries, content. Runs every part and reports all of them. */
const { spawnSync } = require('node:child_process');
const { ensureBuilt, root } = require('./ready.cjs');

ensureBuilt();
const node = process.execPath;
const bin = (file) => `${root}/node_modules/${file}`;
const parts = [
  ['format and lint', node, [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.']],
  ['types', node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  [
    'types of the pages',
    node,
    [bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'src/sandbox/page/tsconfig.json'],
  ],
  [
    'boundaries',
    node,
    [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'src'],
  ],
  ['knowledge seeds', node, ['scripts/cli.cjs', 'kb', 'lint']],
  ['flows', node, ['scripts/cli.cjs', 'flows', 'lint']],
  ['features', node, ['scripts/cli.cjs', 'features', '--check']],
  ['diagrams of the flows', node, ['scripts/cli.cjs', 'flows', 'diagram', '--check']],
];
const failed = parts.filter(([what, command, args]) => {
  process.stdout.write(`\n# ${what}\n`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  process.stdout.write(`\ncheck failed: ${failed.map(([what]) => what).join(', ')}\n`);
  process.exit(1);
}
process.stdout.write('\ncheck passed\n');
