'use strict';
require('./ready.cjs').ensureBuilt();

// npm does not pass signals on: when it is told to stop, this process would go on as an orphan.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
require('../dist/main.js').main();
