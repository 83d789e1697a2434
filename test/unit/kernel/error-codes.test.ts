import fs from 'node:fs';
import path from 'node:path';
import { ERROR_CODES } from '../../../src/kernel/error-codes';

const document = fs.readFileSync(path.resolve(__dirname, '../../../docs/errors.md'), 'utf8');

it('docs/errors.md lists every code with its status, text and remedy, and no other', () => {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { status, text, remedy }]) => `| \`${code}\` | ${status} | ${text} | ${remedy} |`,
  );
  expect(document.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});
