'use strict';
/**
 * Makes a checkout ready before a command runs: installs packages when package.json or the lock file
 * changed, builds when a source changed. No dependencies, so it works in a fresh clone. It prints to
 * standard error only: standard output belongs to the command.
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const stampOf = { packages: 'node_modules/.weikefu-packages', build: 'dist/.weikefu-build' };
const sources = [
  'src',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.mts',
  'scripts/build.cjs',
  'package-lock.json',
];

function read(file) {
  try {
    return fs.readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

function run(what, command, args) {
  process.stderr.write(`${what} …\n`);
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    process.stderr.write(
      `\n${what} failed (${[command, ...args].join(' ')}). Mend what it says above and run the command again.\n`,
    );
    process.exit(done.status ?? 1);
  }
}

/** Two commands may be started at once in a fresh clone: one prepares, the other waits for it. */
function withLock(work) {
  const lock = path.join(root, '.weikefu-lock');
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(read('.weikefu-lock'));
      let alive = true;
      try {
        if (owner) process.kill(owner, 0);
      } catch {
        alive = false;
      }
      if (!alive) fs.rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  process.on('exit', () => fs.rmSync(lock, { force: true }));
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

const packagesKey = () =>
  createHash('sha1')
    .update(`${read('package.json')}\n${read('package-lock.json')}\n${process.versions.modules}`)
    .digest('hex');

function buildKey() {
  const hash = createHash('sha1');
  const visit = (file) => {
    const full = path.join(root, file);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of fs.readdirSync(full).sort()) visit(`${file}/${name}`);
    else hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

/** Installs packages unless node_modules already matches package.json, the lock file and this Node. */
function ensureInstalled() {
  if (read(stampOf.packages) === packagesKey()) return;
  withLock(() => {
    if (read(stampOf.packages) === packagesKey()) return;
    run('Installing packages', 'npm', [
      'install',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--include=dev',
    ]);
    fs.writeFileSync(path.join(root, stampOf.packages), packagesKey());
  });
}

/** Builds into dist/ unless it already matches the sources. */
function ensureBuilt() {
  ensureInstalled();
  if (read(stampOf.build) === buildKey()) return;
  withLock(() => {
    const key = buildKey();
    if (read(stampOf.build) === key) return;
    run('Building', process.execPath, ['scripts/build.cjs', '--bare']);
    fs.writeFileSync(path.join(root, stampOf.build), key);
  });
}

module.exports = { ensureInstalled, ensureBuilt, root };
