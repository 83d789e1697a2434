import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..', '..');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built `chat` with these lines on its standard input, in a temporary folder of its own. */
function chat(input: string, args: string[], temporary: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', "require('./dist/cli/chat.js').main()", '--', ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, TMPDIR: temporary },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

let temporary: string;
beforeEach(() => {
  temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-cli-test-'));
});
afterEach(() => fs.rmSync(temporary, { recursive: true, force: true }));

it('answers every line of a pipe, ends with 0 and leaves nothing behind', async () => {
  const ended = await chat('怎么开发票\n#人工', [], temporary);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const [welcome, answer, ...rest] = ended.stdout.split('\n\n').filter((text) => text !== '');
  expect(welcome).toContain('欢迎');
  expect(answer).toContain('发票');
  expect(rest.join('\n')).toContain('排队');
  expect(ended.stdout).not.toContain('故障');
  expect(fs.readdirSync(temporary)).toEqual([]);
}, 30_000);

it('says which server it cannot reach, and fails', async () => {
  const ended = await chat('你好\n', ['--server', 'http://127.0.0.1:1'], temporary);
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('连接不上 http://127.0.0.1:1');
}, 30_000);
