import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { Transaction } from '../../../src/kernel/transaction';
import { SqliteUnitOfWork } from '../../../src/store/sqlite-unit-of-work';
import { captureLog } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let count = 0;

async function open() {
  count += 1;
  const file = path.join(folder, `unit-${count}.db`);
  const statements: string[] = [];
  const source = await new DataSource({
    type: 'better-sqlite3',
    database: file,
    enableWAL: true,
    // What the database itself is asked, whoever asks it.
    verbose: (sql: unknown) => statements.push(String(sql)),
  }).initialize();
  await source.query('CREATE TABLE item (name text PRIMARY KEY)');
  const { logger, lines } = captureLog();
  const unitOfWork = new SqliteUnitOfWork(source, logger);
  const readSource = await new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly: true,
  }).initialize();
  const committed = async () =>
    ((await readSource.query('SELECT name FROM item ORDER BY name')) as { name: string }[]).map(
      (row) => row.name,
    );
  return { source, unitOfWork, committed, lines, file, statements };
}

const insert = (name: string) => (tx: Transaction) =>
  tx.execute('INSERT INTO item (name) VALUES ($1)', [name]);

describe('the SQLite unit of work', () => {
  it('stores everything of overlapping units, which would fail as plain overlapping transactions', async () => {
    const { unitOfWork, committed } = await open();
    const names = Array.from({ length: 200 }, (_, index) => `item-${String(index).padStart(3, '0')}`);
    await Promise.all(
      names.map((name) =>
        unitOfWork.run(async (tx) => {
          await tx.execute('INSERT INTO item (name) VALUES ($1)', [`${name}-a`]);
          await tx.execute('INSERT INTO item (name) VALUES ($1)', [`${name}-b`]);
        }),
      ),
    );
    expect(await committed()).toEqual(names.flatMap((name) => [`${name}-a`, `${name}-b`]));
  });

  it('commits the units that wait together in one transaction', async () => {
    const { statements, unitOfWork } = await open();
    await Promise.all(['a', 'b', 'c'].map((name) => unitOfWork.run(insert(name))));
    expect(statements.filter((sql) => sql === 'COMMIT')).toHaveLength(1);
    expect(statements.filter((sql) => sql.startsWith('SAVEPOINT'))).toHaveLength(3);
  });

  it('commits together what different connections bring in the same turn of the event loop', async () => {
    const { statements, unitOfWork } = await open();
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        // Node runs everything that follows one callback before it calls the next one.
        await new Promise((resolve) => setImmediate(resolve));
        await unitOfWork.run(insert(name));
      }),
    );
    expect(statements.filter((sql) => sql === 'COMMIT')).toHaveLength(1);
  });

  it('prepares a statement once, whatever the order and number of its parameters', async () => {
    const { unitOfWork, committed } = await open();
    await unitOfWork.run(async (tx) => {
      await tx.execute('INSERT INTO item (name) SELECT $2 || $1 || $2 WHERE $3', ['b', 'a', true]);
      await tx.execute('INSERT INTO item (name) SELECT $2 || $1 || $2 WHERE $3', ['d', 'c', false]);
      expect(await tx.query('INSERT INTO item (name) VALUES ($1) RETURNING name', ['e'])).toEqual([
        { name: 'e' },
      ]);
      expect(await tx.execute('UPDATE item SET name = name || $1', ['!'])).toBe(2);
    });
    expect(await committed()).toEqual(['aba!', 'e!']);
  });

  it('rolls back what repositories of a unit that throws have written, and lets the next one use them', async () => {
    const { unitOfWork, committed } = await open();
    const nested = (tx: Transaction, name: string) =>
      tx.manager.transaction((manager) => manager.query('INSERT INTO item (name) VALUES (?)', [name]));
    const results = await Promise.allSettled([
      unitOfWork.run(async (tx) => {
        await nested(tx, 'lost');
        throw new Error('no');
      }),
      unitOfWork.run((tx) => nested(tx, 'kept')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
    expect(await committed()).toEqual(['kept']);
  });

  it('rolls back only the unit that throws and gives its caller the reason', async () => {
    const { unitOfWork, committed } = await open();
    const failing = unitOfWork.run(async (tx) => {
      await insert('lost')(tx);
      throw new Error('changed my mind');
    });
    const others = [
      unitOfWork.run(insert('first')),
      failing.catch((error: Error) => error.message),
      unitOfWork.run(insert('last')),
    ];
    expect((await Promise.all(others))[1]).toBe('changed my mind');
    expect(await committed()).toEqual(['first', 'last']);
  });

  it('rolls back a unit whose statement is refused', async () => {
    const { unitOfWork, committed } = await open();
    await unitOfWork.run(insert('taken'));
    const refused = unitOfWork.run(async (tx) => {
      await insert('before')(tx);
      await insert('taken')(tx);
    });
    await expect(refused).rejects.toThrow(/UNIQUE/);
    expect(await committed()).toEqual(['taken']);
  });

  it('shows nobody a row before its commit', async () => {
    const { unitOfWork, committed } = await open();
    let seenInside: string[] = [];
    await unitOfWork.run(async (tx) => {
      await insert('mine')(tx);
      seenInside = await committed();
    });
    expect(seenInside).toEqual([]);
    expect(await committed()).toEqual(['mine']);
  });

  it('lets callers continue only after the COMMIT', async () => {
    const { unitOfWork, committed } = await open();
    const seen = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await unitOfWork.run(insert(name));
        return committed();
      }),
    );
    expect(seen).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('runs a group that failed at its COMMIT one by one, and hooks once', async () => {
    const { source, unitOfWork, committed, lines } = await open();
    await source.query('CREATE TABLE child (item text REFERENCES item (name) DEFERRABLE INITIALLY DEFERRED)');
    const runs: string[] = [];
    const hooks: string[] = [];
    const unit = (name: string, work: (tx: Transaction) => Promise<unknown>) =>
      unitOfWork.run(async (tx) => {
        runs.push(name);
        tx.afterCommit(() => hooks.push(name));
        await work(tx);
      });
    const results = await Promise.allSettled([
      unit('good', insert('good')),
      // Refused only when the COMMIT checks it.
      unit('orphan', (tx) => tx.execute('INSERT INTO child (item) VALUES ($1)', ['nobody'])),
      unit('also good', insert('also good')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await committed()).toEqual(['also good', 'good']);
    expect(runs).toEqual(['good', 'orphan', 'also good', 'good', 'orphan', 'also good']);
    expect(hooks).toEqual(['good', 'also good']);
    expect(lines.join('')).toContain('group commit failed');
  });

  it('runs hooks after the commit, in order, and survives one that throws', async () => {
    const { unitOfWork, committed } = await open();
    const order: string[] = [];
    await unitOfWork.run(async (tx) => {
      tx.afterCommit(() => order.push('first'));
      tx.afterCommit(() => {
        throw new Error('a broken hook');
      });
      tx.afterCommit(() => order.push('last'));
      await insert('a')(tx);
    });
    expect(order).toEqual(['first', 'last']);
    expect(await committed()).toEqual(['a']);
  });

  it('fails a whole group with STORE_UNAVAILABLE on a full disk, and works again when there is room', async () => {
    const { source, unitOfWork, committed } = await open();
    await unitOfWork.run(insert('before'));
    const [{ page_count: pages }] = await source.query('PRAGMA page_count');
    await source.query(`PRAGMA max_page_count = ${pages}`);
    const big = 'x'.repeat(200_000);
    const results = await Promise.allSettled([unitOfWork.run(insert(big)), unitOfWork.run(insert('small'))]);
    const refused = { status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } };
    expect(results).toMatchObject([refused, refused]);
    await source.query('PRAGMA max_page_count = 100000');
    await unitOfWork.run(insert('after'));
    expect(await committed()).toEqual(['after', 'before']);
  });

  describe('while another process holds the database', () => {
    const holdLock = async (file: string) => {
      const other = await new DataSource({ type: 'better-sqlite3', database: file }).initialize();
      await other.query('BEGIN IMMEDIATE');
      return other;
    };

    it('waits for it without stopping the event loop', async () => {
      const { unitOfWork, committed, file } = await open();
      const other = await holdLock(file);
      const order: string[] = [];
      const unit = unitOfWork.run(insert('patient')).then(() => order.push('stored'));
      // Only an event loop that still turns comes to this.
      await pause(60);
      order.push('released');
      await other.query('COMMIT');
      await unit;
      expect(order).toEqual(['released', 'stored']);
      expect(await committed()).toEqual(['patient']);
      await other.destroy();
    });

    it('gives up all who wait after four seconds, at once, and works again afterwards', async () => {
      const { unitOfWork, committed, file } = await open();
      const other = await holdLock(file);
      const startedAt = Date.now();
      const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => unitOfWork.run(insert(name))));
      const tookMs = Date.now() - startedAt;
      expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(results[2]).toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });
      expect(tookMs).toBeGreaterThanOrEqual(4_000);
      await other.query('COMMIT');
      await unitOfWork.run(insert('after'));
      expect(await committed()).toEqual(['after']);
      await other.destroy();
    });
  });

  it('keeps a stray save through the shared connection out of somebody else’s unit only if it goes through a unit itself', async () => {
    // The trap that the unit of work exists for: a save beside an open transaction joins it and vanishes with it.
    const { source, unitOfWork, committed } = await open();
    const failing = unitOfWork.run(async (tx) => {
      await insert('inside')(tx);
      await source.query(`INSERT INTO item (name) VALUES ('stray')`);
      throw new Error('rolled back');
    });
    const proper = unitOfWork.run(insert('proper'));
    await expect(failing).rejects.toThrow('rolled back');
    await proper;
    expect(await committed()).toEqual(['proper']);
  });

  it('warns of a unit that awaits more than its statements', async () => {
    const { unitOfWork, lines } = await open();
    await unitOfWork.run(() => pause(1_050));
    expect(lines.join('')).toContain('slow unit of work');
  });

  it('takes nothing after it is closed, and finishes what waited', async () => {
    const { unitOfWork, committed } = await open();
    const waiting = unitOfWork.run(insert('waiting'));
    await unitOfWork.close();
    await waiting;
    await expect(unitOfWork.run(insert('late'))).rejects.toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
    );
    expect(await committed()).toEqual(['waiting']);
  });
});
