'use strict';
/** Compiles the server with tsc and the browser pages with vite into dist/. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
if (!process.argv.includes('--bare')) {
  // Called by a person: let ready.cjs install first and keep the stamp right.
  fs.rmSync(path.join(root, 'dist/.weikefu-build'), { force: true });
  require('./ready.cjs').ensureBuilt();
  process.exit(0);
}

const bin = (file) => path.join(root, 'node_modules', file);
const steps = [[bin('typescript/bin/tsc'), '-p', 'tsconfig.build.json']];
if (fs.existsSync(path.join(root, 'vite.config.mts')))
  steps.push([bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn']);

fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
for (const step of steps) {
  const done = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
