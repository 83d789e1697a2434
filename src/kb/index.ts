export type { SeedEntry } from './check-seeds';
export { retireEntry, saveEntry } from './edit-entry';
export { type Evaluation, evaluate, type Outcome, type TestQuestion } from './evaluate';
export { explainHit } from './explain';
export { EXPORT_FORMATS, type ExportFormat, exportEntries, formatOfName } from './export-entries';
export { type GoldenQuestion, readGolden } from './golden';
export { type ImportReport, importEntries, planImport } from './import-entries';
export { contentHash, type KbEntry, MAX_ANSWER_BYTES } from './kb-entry';
export { KbEntryEntity } from './kb-entry-entity';
export { KbMissEntity, KbMissFollowerEntity, type MissReason } from './kb-miss-entity';
export { KbVersionEntity } from './kb-version-entity';
export {
  type Answer,
  type EntryChange,
  type Finding,
  KnowledgeBase,
  type Trigger,
  type Understanding,
} from './knowledge-base';
export { type LintReport, lintSeeds } from './lint';
export { forgetFollower, listMisses, type Miss, recordMiss } from './misses';
export { askAll, readTestEntries, readTestQuestions } from './run-evaluation';
export { describeProblem, type SeedProblem } from './seed-file';
export { collectAllSeeds, collectSeeds, parseSources, readSeedFiles, type SeedSource } from './seed-files';
export { seedWhenEmpty } from './seed-when-empty';
export { showPath } from './show-path';
