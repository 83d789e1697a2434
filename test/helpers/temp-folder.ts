import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder that is removed after the test file. */
export function tempFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
