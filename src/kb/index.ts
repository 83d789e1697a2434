export { type ChatTalk, maskPersonal, type Proposal, proposalsOf } from './chat-proposals';
export type { SeedEntry } from './check-seeds';
export { retireEntry, saveEntry } from './edit-entry';
export { type EngineData, LEARNED_FILE, readEngineData, SYNONYMS_FILE } from './engine-data';
export {
  type EditOptions,
  EntryDesk,
  type EntryFilter,
  type EntryResult,
  type EntryView,
} from './entry-desk';
export { type Evaluation, evaluate, type Outcome, type TestQuestion } from './evaluate';
export { explainHit } from './explain';
export { EXPORT_FORMATS, type ExportFormat, exportEntries, formatOfName } from './export-entries';
export { ENTRY_ORDERS } from './find-entries';
export { GapDesk, type GapResult, type GapView, type ProposalView } from './gap-desk';
export { clusterMisses, draftPhrasing, type Gap, type GapMiss } from './gaps';
export { type GoldenQuestion, readGolden } from './golden';
export {
  compareDecisions,
  compareEntries,
  type GateReport,
  type Golden,
  showDecision,
  type Worse,
} from './golden-gate';
export {
  afterImport,
  type ImportOptions,
  type ImportReport,
  importEntries,
  planImport,
  type StoredEntry,
} from './import-entries';
export {
  contentHash,
  ENTRY_STATUSES,
  type EntryStatus,
  type KbEntry,
  KEY_PATTERN,
  MAX_ANSWER_BYTES,
} from './kb-entry';
export { KbEntryEntity } from './kb-entry-entity';
export { KbEntryVersionEntity } from './kb-entry-version-entity';
export { KbMissEntity, KbMissFollowerEntity, type MissReason } from './kb-miss-entity';
export { KbProposalEntity } from './kb-proposal-entity';
export { KbUsageEntity, KbVoteEntity } from './kb-usage-entity';
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
export { askAll, goldenTest, readTestEntries, readTestQuestions } from './run-evaluation';
export { type ImportOutcome, type ImportRun, runImport, tryImport } from './run-import';
export type { Editor } from './save-version';
export { describeProblem, type SeedProblem } from './seed-file';
export { collectAllSeeds, collectSeeds, parseSources, readSeedFiles, type SeedSource } from './seed-files';
export { seedWhenEmpty } from './seed-when-empty';
export { showPath } from './show-path';
export { type HotEntry, hotEntries, recordView, recordVote, type Usage, voteOf } from './usage';
export { dayOf, isDay, isValidOn, type Validity } from './validity';
