/** A field of a seed entry, as it stands in a file. */
export const FIELDS = [
  'key',
  'question',
  'similar',
  'answer',
  'category',
  'product',
  'tags',
  'valid_from',
  'valid_until',
] as const;
export type Field = (typeof FIELDS)[number];

/** Something wrong in a seed file, at a place an editor can jump to. */
export interface SeedProblem {
  file: string;
  /** From 1. */
  line: number;
  reason: string;
}

/** An entry as a file has it: texts not checked yet, and where they stand. */
export interface RawEntry {
  file: string;
  /** Where the entry begins. */
  line: number;
  /** Where a field stands, when it is not where the entry begins. */
  lines: Partial<Record<Field, number>>;
  /** Texts of the fields that are single. */
  texts: Partial<Record<Field, string>>;
  similar: { text: string; line: number }[];
  tags: string[];
  /** Fields of the wrong kind, about which the parser has complained already. */
  broken: Field[];
}

/** What one file holds. */
export interface SeedFile {
  entries: RawEntry[];
  problems: SeedProblem[];
}

/** `file:line: reason`, which editors and terminals turn into a link. */
export function describeProblem(problem: SeedProblem): string {
  return `${problem.file}:${problem.line}: ${problem.reason}`;
}
