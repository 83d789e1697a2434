import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { backupDatabase, openStore } from '../../../src/store';
import { schemaDrift } from '../../../src/store/generate-migration';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
const at = (name: string) => ({ kind: 'sqlite' as const, file: path.join(folder, name) });

describe('the database', () => {
  it('is what the entities say after all migrations: no statement is missing', async () => {
    expect(await schemaDrift()).toEqual({ up: [], down: [] });
  });

  it('survives being opened again, with its rows', async () => {
    for (const id of ['a', 'b']) {
      const store = await openStore(at('again.db'), { logger: silentLogger });
      await store.unitOfWork.run((tx) =>
        tx.execute('INSERT INTO follower (id, subscribed, created_at, updated_at) VALUES ($1, $2, 0, 0)', [
          id,
          true,
        ]),
      );
      expect((await store.reader.query('SELECT id FROM follower')).length).toBe(id === 'a' ? 1 : 2);
      await store.close();
    }
  });

  it('runs in WAL mode with synchronous=FULL on the connection that writes', async () => {
    const store = await openStore(at('durable.db'), { logger: silentLogger });
    const [journal, synchronous] = await store.unitOfWork.run(async (tx) => [
      await tx.query('PRAGMA journal_mode'),
      await tx.query('PRAGMA synchronous'),
    ]);
    expect([journal, synchronous]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 2 }]]);
    await store.close();
  });

  it('cannot be written through the reader', async () => {
    const store = await openStore(at('readonly.db'), { logger: silentLogger });
    await expect(
      store.reader.query(`INSERT INTO timer (key, name, due_at, data) VALUES ('k', 'n', 0, '{}')`),
    ).rejects.toThrow(/readonly/);
    await store.close();
  });

  it('of a newer version is refused with what to do', async () => {
    const store = await openStore(at('newer.db'), { logger: silentLogger });
    await store.close();
    const db = new Database(at('newer.db').file);
    db.exec(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`);
    db.close();
    await expect(openStore(at('newer.db'), { logger: silentLogger })).rejects.toThrow(
      expect.objectContaining({
        code: 'MIGRATION_NEEDED',
        message: expect.stringContaining('FromTheFuture'),
      }),
    );
  });

  it('is copied whole while it is written to', async () => {
    const store = await openStore(at('live.db'), { logger: silentLogger });
    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        written += 1;
        await setImmediate();
        // Two rows that belong together.
        await store.unitOfWork.run(async (tx) => {
          for (const half of ['a', 'b'])
            await tx.execute(`INSERT INTO timer (key, name, due_at, data) VALUES ($1, 'n', 0, '{}')`, [
              `${written}${half}`,
            ]);
        });
      }
    })();
    const target = path.join(folder, 'copy.db');
    await backupDatabase(at('live.db'), target);
    writing = false;
    await writer;
    await store.close();
    expect(fs.existsSync(target)).toBe(true);
    const copy = new Database(target, { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    const { n } = copy.prepare('SELECT COUNT(*) AS n FROM timer').get() as { n: number };
    expect(n % 2).toBe(0);
    copy.close();
  });

  it('refuses an address that this version cannot serve', async () => {
    await expect(
      openStore({ kind: 'postgres', url: 'postgres://h/d' }, { logger: silentLogger }),
    ).rejects.toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
