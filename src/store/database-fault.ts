/**
 * Whether an error means that the database itself is in trouble (disk full, I/O error, locked, connection lost)
 * rather than that a statement was refused (constraint, syntax). The first fails the whole group, the second its unit.
 */
export function isDatabaseFault(error: unknown): boolean {
  const code = driverCode(error);
  return (
    code !== undefined &&
    /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|NOMEM|BUSY|LOCKED|PROTOCOL)/.test(code)
  );
}

/** Whether another connection holds the lock that the statement needs. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(driverCode(error) ?? '');
}

/** Whether a statement was refused because the row exists already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = driverCode(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === '23505';
}

/** The driver's own code, which TypeORM wraps in QueryFailedError.driverError. */
function driverCode(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : undefined;
}
