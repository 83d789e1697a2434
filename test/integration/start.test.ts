import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { plainPush, post, textXml } from '../helpers/push';
import { PROJECT, testEnvironment } from '../helpers/server';
import { startServerProcess } from '../helpers/server-process';
import { tempFolder } from '../helpers/temp-folder';

const folder = tempFolder();
const run = promisify(execFile);

const isSandbox = (file: string) => /\/dist\/(sandbox\/|case-export\/|server-sandbox)/.test(file);

describe('the started server', () => {
  /** Starts the built server with these settings and says which files it has loaded. */
  async function loadedBy(settings: Record<string, string>): Promise<string[]> {
    const script = `
      const { startServer } = require(${JSON.stringify(path.join(PROJECT, 'dist/server.js'))});
      const { parseConfig } = require(${JSON.stringify(path.join(PROJECT, 'dist/config/config.js'))});
      const { createLogger } = require(${JSON.stringify(path.join(PROJECT, 'dist/kernel/logger.js'))});
      startServer(parseConfig(process.env, ${JSON.stringify(PROJECT)}), { logger: createLogger('silent') }).then(async (server) => {
        console.log(JSON.stringify(Object.keys(require.cache)));
        await server.close();
        process.exit(0);
      });`;
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: { PATH: process.env.PATH, ...testEnvironment(folder, settings) },
      maxBuffer: 16 * 1024 * 1024,
    });
    return JSON.parse(stdout) as string[];
  }

  it('has loaded nothing of the sandbox, no database client, and no library that waits for its first use', async () => {
    const loaded = await loadedBy({});
    expect(loaded.length).toBeGreaterThan(100);
    const unwanted = loaded.filter((file) =>
      /node_modules\/(mongoose|mongodb|redis|memjs|jest|typescript)\/|node_modules\/natural\/(lib\/natural\/)?index\.js$|node_modules\/(chrono-node|libphonenumber-js|read-excel-file|write-excel-file|markdown-it|htmlparser2)\//.test(
        file,
      ),
    );
    expect(unwanted).toEqual([]);
    expect(loaded.filter((file) => isSandbox(file))).toEqual([]);
  });

  it('has loaded the sandbox when it is on', async () => {
    const loaded = await loadedBy({ SANDBOX: 'on' });
    expect(loaded.filter((file) => isSandbox(file)).length).toBeGreaterThan(20);
  });

  it('stops within ten seconds when asked, with exit code 0, even while a page listens', async () => {
    const server = await startServerProcess(testEnvironment(folder));
    const signIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'correct horse battery' }),
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const stream = await fetch(`${server.url}/api/events`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    const askedAt = Date.now();
    expect(await server.stop()).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(10_000);
  });

  it('answers what is under way before it stops', async () => {
    const file = path.join(folder, 'stopping.db');
    const server = await startServerProcess({ ...testEnvironment(folder), DATABASE_URL: `sqlite:${file}` });
    const other = await new DataSource({ type: 'better-sqlite3', database: file }).initialize();
    await other.query('BEGIN IMMEDIATE');
    const answer = post(server.url, plainPush(textXml('oLast', '菜单')));
    // The message is read and waits for the database when the signal comes.
    await sleep(500);
    const stopped = server.stop();
    await sleep(500);
    await other.query('COMMIT');
    expect((await answer).body).toContain('提交工单');
    expect(await stopped).toBe(0);
    expect(await other.query('SELECT COUNT(*) AS n FROM message')).toEqual([{ n: 2 }]);
    await other.destroy();
  }, 90_000);

  (process.platform === 'win32' ? it.skip : it)(
    'keeps its database from other accounts',
    async () => {
      const file = path.join(folder, 'private', 'weikefu.db');
      const server = await startServerProcess({ ...testEnvironment(folder), DATABASE_URL: `sqlite:${file}` });
      const files = [path.dirname(file), file, `${file}-wal`, `${file}-shm`];
      expect(files.map((name) => fs.statSync(name).mode & 0o077)).toEqual([0, 0, 0, 0]);
      expect(await server.stop()).toBe(0);
    },
    90_000,
  );

  it('tells every wrong setting on standard error and ends with 1', async () => {
    const failure = await run(process.execPath, [path.join(PROJECT, 'dist/main.js')], {
      env: { PATH: process.env.PATH, PORT: 'abc', WECHAT_MODE: 'fancy', DATA_DIR: folder },
    }).catch((error: { code: number; stderr: string }) => error);
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/PORT[\s\S]*WECHAT_MODE/) });
  });

  it('serves health to anybody and metrics only to those who know the token', async () => {
    const token = 'a-long-enough-token';
    const server = await startServerProcess({ ...testEnvironment(folder), METRICS_TOKEN: token });
    const get = async (address: string, headers: Record<string, string> = {}) =>
      (await fetch(`${server.url}${address}`, { headers })).status;
    expect([
      await get('/healthz'),
      await get('/readyz'),
      await get('/metrics'),
      await get('/metrics', { authorization: 'Bearer wrong-token-altogether' }),
      await get('/metrics', { authorization: `Bearer ${token}` }),
    ]).toEqual([200, 200, 404, 404, 200]);
    await server.stop();
  });
});
