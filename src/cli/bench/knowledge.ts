import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import vm from 'node:vm';
import Database from 'better-sqlite3';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT_DIR } from '../../config/load';
import { createIndex, type Entry, type Index, normalise } from '../../knowledge';
import { percentile } from './statistics';

/** What an index of one size costs. Times in milliseconds, memory in megabytes. */
export interface KnowledgeCost {
  entries: number;
  startMs: number;
  memoryMb: number;
  /** CPU of one decision about a question never asked before. */
  cpuMs: number;
  lookUp: { p50: number; p99: number };
  /** SQLite FTS5 over pairs of characters, asked the same questions in turn. */
  fts5: { p50: number; p99: number };
  /** One entry added, changed and removed, each until a search has found it or no longer finds it. */
  change: { p50: number; p99: number };
}

const SIZES = [2_000, 10_000, 100_000];
const QUESTIONS = 400;
const WARM_UP = 100;
const CHANGES = 60;
const SUBJECTS = [
  '打印机',
  '路由器',
  '会员卡',
  '网关',
  '考勤机',
  '收银台',
  '云盘',
  '门禁',
  '显示屏',
  '扫码枪',
  '热水器',
  '学习机',
];

const domainSchema = z.object({ questions: z.array(z.array(z.string())).default([]) });

/** Measures the engine alone, beside SQLite FTS5 in the same process and the same minute. */
export async function measureKnowledge(): Promise<KnowledgeCost[]> {
  const questions = readQuestions(path.join(PROJECT_DIR, 'kb-seed/training'));
  const costs: KnowledgeCost[] = [];
  for (const size of SIZES) costs.push(await measureSize(questions, size));
  return costs;
}

export function describeKnowledgeCosts(costs: readonly KnowledgeCost[]): string {
  const ms = (value: number) => value.toFixed(2);
  const rows: [string, (cost: KnowledgeCost) => string][] = [
    ['start, ms', (cost) => cost.startMs.toFixed(0)],
    ['memory, MB', (cost) => cost.memoryMb.toFixed(0)],
    ['CPU of a distinct question, ms', (cost) => ms(cost.cpuMs)],
    ['look-up p50 / p99, ms', ({ lookUp }) => `${ms(lookUp.p50)} / ${ms(lookUp.p99)}`],
    ['FTS5 pairs p50 / p99, ms', ({ fts5 }) => `${ms(fts5.p50)} / ${ms(fts5.p99)}`],
    ['p99 against FTS5', ({ lookUp, fts5 }) => `${ms(lookUp.p99 / fts5.p99)} ×`],
    ['one change until found, p50 / p99', ({ change }) => `${ms(change.p50)} / ${ms(change.p99)}`],
  ];
  const head = `${'entries'.padEnd(36)}${costs.map((cost) => cost.entries.toLocaleString('en').padStart(18)).join('')}`;
  return `${[head, ...rows.map(([name, cell]) => `${name.padEnd(36)}${costs.map((cost) => cell(cost).padStart(18)).join('')}`)].join('\n')}\n`;
}

/** Phrasings by question, of all training texts. */
function readQuestions(folder: string): string[][] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => domainSchema.parse(parse(fs.readFileSync(path.join(folder, name), 'utf8'))).questions);
}

/** Entries that differ: each copy of a question speaks of something else, in one of its phrasings. */
function makeEntries(questions: readonly (readonly string[])[], size: number): Entry[] {
  return Array.from({ length: size }, (_, place) => {
    const texts = questions[place % questions.length] ?? [];
    const copy = Math.floor(place / questions.length);
    const subject = copy === 0 ? '' : `${SUBJECTS[copy % SUBJECTS.length] ?? ''}${copy}型`;
    return { id: `e${place}`, question: `${subject}${texts[copy % Math.max(1, texts.length - 1)] ?? ''}` };
  });
}

async function measureSize(questions: readonly (readonly string[])[], size: number): Promise<KnowledgeCost> {
  const entries = makeEntries(questions, size);
  // The tables of syllables and synonyms are made once a process and belong to no index.
  (await createIndex([{ id: 'a', question: '怎么开发票' }])).decide('發票');
  const before = usedMemoryMb();
  const start = performance.now();
  const index = await createIndex(entries);
  index.decide('怎么开发票');
  const startMs = performance.now() - start;
  const memoryMb = usedMemoryMb() - before;
  const asked = makeAsks(questions, QUESTIONS + WARM_UP);
  const fts5 = openFts5(entries);
  const own: number[] = [];
  const theirs: number[] = [];
  let cpu = 0;
  asked.forEach((text, place) => {
    const cpuBefore = process.cpuUsage();
    const ownMs = timed(() => index.decide(text));
    const used = process.cpuUsage(cpuBefore);
    const theirMs = timed(() => fts5.search(text));
    if (place < WARM_UP) return;
    cpu += (used.user + used.system) / 1000;
    own.push(ownMs);
    theirs.push(theirMs);
  });
  fts5.close();
  return {
    entries: size,
    startMs,
    memoryMb,
    cpuMs: cpu / QUESTIONS,
    lookUp: { p50: percentile(own, 0.5), p99: percentile(own, 0.99) },
    fts5: { p50: percentile(theirs, 0.5), p99: percentile(theirs, 0.99) },
    change: measureChanges(index, questions),
  };
}

/** Phrasings that are in no entry, about things that entries are about. */
function makeAsks(questions: readonly (readonly string[])[], count: number): string[] {
  return Array.from({ length: count }, (_, place) => {
    const texts = questions[(place * 7) % questions.length] ?? [];
    const subject = place % 2 === 0 ? '' : (SUBJECTS[place % SUBJECTS.length] ?? '');
    return `${subject}${texts[texts.length - 1] ?? ''}${place % 3 === 0 ? '，请问' : ''}`;
  });
}

function measureChanges(
  index: Index,
  questions: readonly (readonly string[])[],
): { p50: number; p99: number } {
  const times: number[] = [];
  const find = (text: string) => index.search(text, 1)[0]?.id;
  for (let place = 0; place < CHANGES; place += 1) {
    const text = `新来的${SUBJECTS[place % SUBJECTS.length] ?? ''}${place}号${questions[place]?.[0] ?? ''}`;
    const id = `changed-${place}`;
    const steps = [
      () => index.add({ id, question: text }),
      () => index.update({ id, question: `${text}还要多久` }),
      () => index.remove(id),
    ];
    steps.forEach((step, number) => {
      times.push(
        timed(() => {
          step();
          const found = find(number === 1 ? `${text}还要多久` : text) === id;
          if (found !== number < 2) throw new Error(`A change of ${id} was not found`);
        }),
      );
    });
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function openFts5(entries: readonly Entry[]): { search(text: string): void; close(): void } {
  const database = new Database(':memory:');
  database.exec("CREATE VIRTUAL TABLE entries USING fts5(tokens, tokenize = 'unicode61')");
  const insert = database.prepare('INSERT INTO entries (tokens) VALUES (?)');
  database.transaction(() => {
    for (const { question } of entries) insert.run(pairsOf(question).join(' '));
  })();
  const select = database.prepare('SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 5');
  return {
    search: (text) => {
      const pairs = pairsOf(text);
      if (pairs.length > 0) select.all(pairs.map((pair) => `"${pair}"`).join(' OR '));
    },
    close: () => database.close(),
  };
}

function pairsOf(text: string): string[] {
  const characters = [...normalise(text).replaceAll(' ', '')];
  return characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function usedMemoryMb(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
