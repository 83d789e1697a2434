import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '../../../src/kernel/logger';
import { openStore, type Store } from '../../../src/store';

export type TemporaryStore = Pick<Store, 'unitOfWork' | 'reader' | 'close'>;

/** The real store with the real migrations, in a folder that goes with it. */
export async function openTemporaryStore(): Promise<TemporaryStore> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-api-'));
  const store = await openStore(
    { kind: 'sqlite', file: path.join(folder, 'test.db') },
    { logger: createLogger('silent') },
  );
  return {
    unitOfWork: store.unitOfWork,
    reader: store.reader,
    close: async () => {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
