import path from 'node:path';
import { writeLargeSeeds } from '../../../src/cli/bench/large-seeds';
import { SHIPPED } from '../../../src/flow-tests/content-folders';
import { readSeedFiles } from '../../../src/kb';
import { createIndex } from '../../../src/knowledge';
import { tempFolder } from '../../helpers/temp-folder';

jest.setTimeout(300_000);

const ENTRIES = 2_200;
const ASKED = 60;
/** Of the processor, whatever else the machine does. */
const MOST_MS = 60;

const folder = path.join(tempFolder(), 'seeds');

// @covers S3-14
it('answers from two thousand entries as surely as from a few, and without making anybody wait', async () => {
  writeLargeSeeds(SHIPPED.kbSeedDir, folder, ENTRIES);
  const entries = readSeedFiles(folder);
  expect(entries).toHaveLength(ENTRIES);
  const index = await createIndex(
    entries.map(({ key, question, similar, answer, category }) => ({
      id: key,
      question,
      similar,
      answer,
      category,
    })),
  );

  const every = Math.floor(ENTRIES / ASKED);
  const asked = entries.filter((_, place) => place % every === 0);
  const missed: string[] = [];
  const before = process.cpuUsage();
  for (const { key, question } of asked) {
    const decision = index.decide(`你好，请问${question}呢`);
    if (decision.kind !== 'answer' || decision.id !== key) missed.push(question);
  }
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / 1_000 / asked.length;
  process.stderr.write(`a search among ${ENTRIES} entries: ${each.toFixed(1)} ms of the processor\n`);
  expect(missed.length).toBeLessThanOrEqual(asked.length * 0.05);
  expect(each).toBeLessThan(MOST_MS);
});
