import { type FeatureList, KINDS } from './feature-list';
import type { Marker } from './markers';

/** A row with the tests that assert it. */
export interface Row {
  id: string;
  kind: (typeof KINDS)[number];
  title: string;
  tests: Marker[];
  isTested: boolean;
}

export interface Ledger {
  features: Row[];
  /** A capability is tested when all its rows are. */
  capabilities: Row[];
  /** Markers that name no row. */
  unknown: Marker[];
}

export function writeLedger(list: FeatureList, markers: readonly Marker[]): Ledger {
  const of = (id: string) => markers.filter((marker) => marker.id === id);
  const features = list.features.map((row) => ({
    ...row,
    tests: of(row.id),
    isTested: of(row.id).length > 0,
  }));
  const tested = new Set(features.filter(({ isTested }) => isTested).map(({ id }) => id));
  const capabilities = list.capabilities.map(({ rows, ...row }) => ({
    ...row,
    tests: of(row.id),
    isTested: rows.every((id) => tested.has(id)),
  }));
  const known = new Set([...features, ...capabilities].map(({ id }) => id));
  return { features, capabilities, unknown: markers.filter(({ id }) => !known.has(id)) };
}

/** `--missing` leaves the rows with tests out. */
export function describeLedger(ledger: Ledger, { missing }: { missing: boolean }): string[] {
  const { features, capabilities } = ledger;
  const rows = missing ? [] : features.filter(({ isTested }) => isTested).flatMap(describeRow);
  const without = features.filter(({ isTested }) => !isTested);
  return [
    ...rows,
    ...(rows.length === 0 ? [] : ['']),
    `without a test: ${without.length}`,
    ...without.map(({ id, kind, title }) => `  ${id} ${kind.padEnd(6)} ${title}`),
    '',
    'capabilities that lack a row: ',
    ...capabilities
      .filter(({ isTested }) => !isTested)
      .map(({ id, kind, title }) => `  ${id.padEnd(5)} ${kind.padEnd(6)} ${title}`),
    '',
    ...KINDS.map((kind) =>
      count(
        kind,
        features.filter((row) => row.kind === kind),
      ),
    ),
    count('all', features),
    count('capabilities', capabilities),
  ];
}

function describeRow({ id, kind, title, tests }: Row): string[] {
  return [
    `${id} ${kind.padEnd(6)} ${title}`,
    ...tests.map(({ file, line, test }) => `    ${file}:${line} ${test}`),
  ];
}

function count(name: string, rows: readonly Row[]): string {
  return `${name}: ${rows.filter(({ isTested }) => isTested).length} of ${rows.length}`;
}
