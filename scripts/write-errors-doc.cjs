'use strict';
/** Writes the table of docs/errors.md from the registry; a test keeps the two equal. */
const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt, root } = require('./ready.cjs');

ensureBuilt();
const { ERROR_CODES } = require('../dist/kernel/error-codes.js');
const rows = Object.entries(ERROR_CODES).map(
  ([code, { status, text, remedy }]) => `| \`${code}\` | ${status} | ${text} | ${remedy} |`,
);
fs.writeFileSync(
  path.join(root, 'docs/errors.md'),
  `# Error codes

Every failure has a stable code. The HTTP API answers \`{ "error": { "code", "message" } }\` with the status and the
(Chinese) text below, or a more exact text; the log has the code with an English message for the operator. A follower
never sees a code: a turn that fails is answered with an apology that offers \`#人工\`.

The table is written from \`src/kernel/error-codes.ts\` by \`node scripts/write-errors-doc.cjs\`.

| code | HTTP status | what a person reads | what the operator does |
| --- | --- | --- | --- |
${rows.join('\n')}
`,
);
