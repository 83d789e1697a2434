import type { Reader, Transaction } from '../kernel/transaction';

/** Tells every process that the knowledge base changed; part of the unit that changes it. Returns the new version. */
export async function bumpVersion(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ version: number | string }>(
    `INSERT INTO kb_version (id, version) VALUES (1, 1)
     ON CONFLICT (id) DO UPDATE SET version = kb_version.version + 1 RETURNING version`,
  );
  return Number(row?.version);
}

/** 0 before the first change. */
export async function readVersion(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ version: number | string }>(
    'SELECT version FROM kb_version WHERE id = 1',
  );
  return Number(row?.version ?? 0);
}
