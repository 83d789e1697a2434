'use strict';
/** `npm test [-- jest arguments]`: everything but the browser journeys; `--browser` runs those instead. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureBuilt, root } = require('./ready.cjs');

const args = process.argv.slice(2);
const project = args[0] === '--browser' ? 'browser' : 'main';
ensureBuilt();

const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-test-')), 'jest.json');
const done = spawnSync(
  process.execPath,
  [
    `${root}/node_modules/jest/bin/jest.js`,
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${report}`,
    ...args.filter((arg) => arg !== '--browser'),
  ],
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] },
);
const {
  numPassedTests = 0,
  numFailedTests = 0,
  numRuntimeErrorTestSuites = 0,
} = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : { numRuntimeErrorTestSuites: 1 };
if (project === 'main' && !process.env.TEST_POSTGRES_URL) {
  process.stdout.write(
    '\nLeft out: nothing that this version promises. The store runs on SQLite only so far; TEST_POSTGRES_URL is not used yet.\n',
  );
}
process.stdout.write(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`);
process.exit(done.status ?? 1);
