import { createIndex, normalise } from '..';
import type { Calibration } from '../calibration';
import { countUnits } from '../units';
import {
  type CalibrationQuality,
  crossValidate,
  fitCalibration,
  judgeCalibration,
  type Sample,
} from './calibrate';
import { Random } from './random';
import { type Domain, makeTasks } from './tasks';

export type { CalibrationQuality } from './calibrate';
export type { Domain } from './tasks';

/** What was learned, and what it is worth. */
export interface Training {
  calibration: Calibration;
  /** On domains that were held out in turn. */
  heldOut: CalibrationQuality;
  /** The calibration that was there before, on the same samples. */
  before: CalibrationQuality;
}

const SEED = 20_260_101;
const FOLDS = 5;

/** Learns what a similarity is worth from how people put questions. The same texts give the same numbers. */
export async function train(domains: readonly Domain[], before: Calibration): Promise<Training> {
  const samples: Sample[] = [];
  for (const { domain, entries, asks } of makeTasks(domains, new Random(SEED))) {
    const index = await createIndex(entries);
    const phrasings = entries.reduce((sum, entry) => sum + 1 + (entry.similar?.length ?? 0), 0);
    for (const { text, expected } of asks) {
      const [best] = index.search(text, 1);
      if (best === undefined) continue;
      const { similarity, lead, exact } = best.parts;
      const units = countUnits(normalise(text));
      const right = best.id === expected;
      samples.push({ domain, similarity, lead, units, phrasings, exact, right, inScope: expected !== null });
    }
  }
  return {
    calibration: fitCalibration(samples),
    heldOut: crossValidate(samples, FOLDS),
    before: judgeCalibration(samples, before),
  };
}
