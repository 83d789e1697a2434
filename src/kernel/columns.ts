import type { ColumnOptions } from 'typeorm';

/**
 * Column types that SQLite and PostgreSQL both take. A bigint comes back from SQLite as a number and from
 * PostgreSQL as a string; both become a number here, which is exact for epoch milliseconds and row ids.
 */
const numberFromBigint = {
  to: (value: number | null | undefined) => value,
  from: (value: number | string | null) => (value === null ? null : Number(value)),
};

/** An instant in epoch milliseconds. */
export const instant = (options: ColumnOptions = {}): ColumnOptions => ({
  type: 'bigint',
  transformer: numberFromBigint,
  ...options,
});
