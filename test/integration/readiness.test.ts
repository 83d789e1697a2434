import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { eventually } from '../helpers/office';
import { plainPush, post, textXml } from '../helpers/push';
import { startTestServer, testEnvironment } from '../helpers/server';
import { startServerProcess } from '../helpers/server-process';
import { tempFolder } from '../helpers/temp-folder';

const folder = tempFolder();
const run = promisify(execFile);

const statusOf = async (url: string) => (await fetch(url)).status;
const say = (url: string, from: string) => post(url, plainPush(textXml(from, '菜单')));

describe('while another program holds the database', () => {
  it('is not ready, lives, and answers a message as soon as it can be stored', async () => {
    const file = path.join(folder, 'locked.db');
    const server = await startTestServer(folder, { DATABASE_URL: `sqlite:${file}` });
    const other = await new DataSource({ type: 'better-sqlite3', database: file }).initialize();
    await other.query('BEGIN IMMEDIATE');
    const answer = say(server.url, 'oPatient');
    const probes = [`${server.url}/readyz`, `${server.url}/readyz`, `${server.url}/healthz`].map(statusOf);
    expect(await Promise.all(probes)).toEqual([503, 503, 200]);
    await other.query('COMMIT');
    expect((await answer).status).toBe(200);
    expect(await statusOf(`${server.url}/readyz`)).toBe(200);
    await other.destroy();
    await server.close();
  });
});

/** A process that may write no file beyond `bytes` fails as it does on a full disk. */
const limitFiles = (pid: number, bytes: number | 'unlimited') =>
  run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);

(process.platform === 'linux' ? describe : describe.skip)('on a full disk', () => {
  it('takes no message, is not ready, lives on though its log cannot be written either, and recovers', async () => {
    const logFile = path.join(folder, 'server.log');
    const server = await startServerProcess(testEnvironment(folder), { logFile });
    await limitFiles(server.pid, 1);
    expect((await say(server.url, 'oFull')).status).toBe(503);
    expect((await say(server.url, 'oFull')).status).toBe(503);
    expect(await statusOf(`${server.url}/readyz`)).toBe(503);
    expect(await statusOf(`${server.url}/healthz`)).toBe(200);

    await limitFiles(server.pid, 'unlimited');
    expect((await say(server.url, 'oFull')).body).toContain('提交工单');
    expect(await statusOf(`${server.url}/readyz`)).toBe(200);
    // The lines that could not be written have waited.
    await eventually(() => expect(fs.readFileSync(logFile, 'utf8').split('"a turn failed"')).toHaveLength(3));
    expect(await server.stop()).toBe(0);
  });

  it('still stops when it is told to', async () => {
    const server = await startServerProcess(testEnvironment(folder), {
      logFile: path.join(folder, 'stopping.log'),
    });
    await limitFiles(server.pid, 1);
    expect((await say(server.url, 'oFull')).status).toBe(503);
    expect(await server.stop()).toBe(0);
  });
});
