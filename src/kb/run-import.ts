import type { Reader, UnitOfWork } from '../kernel/transaction';
import type { IndexOptions } from '../knowledge';
import { compareEntries, type GateReport, type Golden } from './golden-gate';
import { afterImport, type ImportReport, importEntries, planImport } from './import-entries';
import type { KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import type { Editor } from './save-version';

export interface ImportRun {
  entries: readonly KbEntry[];
  golden: readonly Golden[];
  /** Only show what would change. */
  dryRun: boolean;
  /** Overwrite what people edited. */
  force: boolean;
  /** Go on when golden questions get worse. */
  despiteGolden: boolean;
  retire: boolean;
  editor: Editor;
  now: number;
  /** What the index in chat is made with. */
  engine?: IndexOptions;
}

/** What an import did or would do. `refused`: golden questions would be answered worse, and nothing was changed. */
export interface ImportOutcome {
  report: ImportReport;
  gate: GateReport;
  refused: boolean;
}

/** Plans an import, measures it with the golden questions, and carries it out as one unit. */
export async function runImport(
  store: { unitOfWork: UnitOfWork; reader: Reader },
  run: ImportRun,
): Promise<ImportOutcome> {
  const stored = await store.reader.manager.find(KbEntryEntity);
  const { report, gate } = await tryImport(stored, run);
  const refused = gate.refused && !run.despiteGolden;
  if (refused || run.dryRun) return { report, gate, refused };
  const done = await store.unitOfWork.run((tx) => importEntries(tx, run.entries, run));
  return { report: done, gate, refused };
}

/** What an import would do to these rows. */
export async function tryImport(
  stored: readonly KbEntryEntity[],
  {
    entries,
    golden,
    force,
    retire,
    now,
    engine = {},
  }: Pick<ImportRun, 'entries' | 'golden' | 'force' | 'retire' | 'now' | 'engine'>,
): Promise<{ report: ImportReport; gate: GateReport }> {
  const report = planImport(stored, entries, { force, retire });
  const published = stored.filter((row) => row.status === 'published');
  const changes = report.added.length + report.updated.length + report.retired.length;
  // An empty knowledge base answers nothing right: nothing can get worse.
  const asked = published.length === 0 || changes === 0 ? [] : golden;
  const gate = await compareEntries(asked, published, afterImport(stored, entries, report), now, engine);
  return { report, gate };
}
