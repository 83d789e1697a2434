import fs from 'node:fs';
import path from 'node:path';
import { findWorse } from '../../../src/cli/kb-evaluate-sets';
import { askAll, evaluate, goldenTest, readEngineData, readGolden, readSeedFiles } from '../../../src/kb';
import { createIndex } from '../../../src/knowledge';

const folder = path.resolve(__dirname, '../../../kb-seed');

describe('the golden questions of the seeds', () => {
  it('are answered at least as well as recorded', async () => {
    const entries = readSeedFiles(folder);
    const index = await createIndex(
      entries.map((entry) => ({ ...entry, id: entry.key })),
      readEngineData(folder),
    );
    const outcomes = askAll(index, goldenTest(readGolden(folder).questions, entries), () => 0);
    const { ranking, decisions } = evaluate(outcomes.filter(({ after }) => after === undefined));
    const followUps = evaluate(outcomes.filter(({ after }) => after !== undefined)).decisions;
    const figures = {
      top1: 100 * ranking.top1,
      recall5: 100 * ranking.recall5,
      f1: 100 * decisions.f1,
      refused: 100 * decisions.outOfScopeRefused,
    };
    const recorded = JSON.parse(fs.readFileSync(path.join(folder, 'figures.json'), 'utf8'));
    expect(findWorse(figures, recorded.golden)).toEqual([]);
    // Of so few questions one is two points.
    expect(findWorse({ f1: 100 * followUps.f1 }, recorded.followUps, 4)).toEqual([]);
  });

  it('are missed when a figure is more than a point lower', () => {
    expect(findWorse({ top1: 89.1 }, { top1: 90 })).toEqual([]);
    expect(findWorse({ top1: 88.9 }, { top1: 90 })).toHaveLength(1);
    expect(findWorse({}, { top1: 90 })).toHaveLength(1);
  });
});
