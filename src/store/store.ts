import type { Reader, UnitOfWork } from '../kernel/transaction';

/** The database as the rest of the product sees it. */
export interface Store {
  readonly unitOfWork: UnitOfWork;
  readonly reader: Reader;
  /** Moves the write-ahead log into the database file; called in idle moments. */
  checkpoint(): Promise<void>;
  /** Finishes the units that wait, then closes both connections. */
  close(): Promise<void>;
}
