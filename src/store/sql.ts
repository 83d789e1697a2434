import { QueryFailedError } from 'typeorm';
import type { Prepared, SqliteConnection } from './sqlite-connection';

/** A value as better-sqlite3 takes it: it binds no booleans. */
const bindable = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

interface Statement {
  prepared: Prepared;
  /** Which parameter stands at each `?`; undefined when they are used once each and in order, the common case. */
  order: number[] | undefined;
}

/** More texts than the product has; lists of places (`IN ($2, $3 …)`) make some more. */
const MAX_STATEMENTS = 500;

/**
 * Runs statements on one connection, each prepared once. They are written with `$1`, `$2` … for both databases and
 * become here what SQLite's driver binds. They go past TypeORM, whose query() costs several times the statement itself;
 * its repositories share the same connection.
 */
export class SqliteStatements {
  private readonly known = new Map<string, Statement>();

  constructor(private readonly connection: Pick<SqliteConnection, 'prepare'>) {}

  /** The rows; none for a statement that returns none. Throws QueryFailedError, as TypeORM does. */
  query<Row>(sql: string, parameters: readonly unknown[]): Row[] {
    try {
      const { prepared, order } = this.statement(sql);
      const values = inOrder(parameters, order);
      if (prepared.reader) return prepared.all(...values) as Row[];
      prepared.run(...values);
      return [];
    } catch (error) {
      throw asQueryFailure(sql, parameters, error);
    }
  }

  /** How many rows it touched; 0 for a statement that returns rows. Throws QueryFailedError. */
  execute(sql: string, parameters: readonly unknown[] = []): number {
    try {
      const { prepared, order } = this.statement(sql);
      const values = inOrder(parameters, order);
      if (!prepared.reader) return prepared.run(...values).changes;
      prepared.all(...values);
      return 0;
    } catch (error) {
      throw asQueryFailure(sql, parameters, error);
    }
  }

  private statement(sql: string): Statement {
    let statement = this.known.get(sql);
    if (statement === undefined) {
      const { text, order } = translate(sql);
      statement = { prepared: this.connection.prepare(text), order };
      const [oldest] = this.known.keys();
      if (this.known.size >= MAX_STATEMENTS && oldest !== undefined) this.known.delete(oldest);
      this.known.set(sql, statement);
    }
    return statement;
  }
}

/** One class for a refused statement, whether a repository or we asked: it hides the parameters from the log. */
function asQueryFailure(sql: string, parameters: readonly unknown[], error: unknown): Error {
  return new QueryFailedError(sql, [...parameters], error as Error);
}

function inOrder(parameters: readonly unknown[], order: number[] | undefined): unknown[] {
  return order === undefined ? parameters.map(bindable) : order.map((index) => bindable(parameters[index]));
}

function translate(sql: string): { text: string; order: number[] | undefined } {
  const order: number[] = [];
  const text = sql.replace(/\$(\d+)/g, (_, number: string) => {
    order.push(Number(number) - 1);
    return '?';
  });
  return { text, order: order.every((index, place) => index === place) ? undefined : order };
}
