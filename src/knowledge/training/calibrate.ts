import { type Calibration, calibrate, calibrationFeatures, type Evidence } from '../calibration';

/** The best hit of a question, and whether it was right. */
export interface Sample extends Evidence {
  domain: string;
  right: boolean;
  /** Equal to a wording: certain without any calibration. */
  exact: boolean;
  inScope: boolean;
}

/** How good probabilities are on samples that they were not made from. */
export interface CalibrationQuality {
  samples: number;
  /** Mean of (probability − outcome)²: 0 is best. */
  brier: number;
  /** Of answering from the best threshold on, and the share of foreign questions that it refuses. */
  f1: number;
  threshold: number;
  refused: number;
}

const STEPS = 50;
const RIDGE = 1e-3;

/** Logistic regression by Newton's method: the same samples give the same numbers. */
export function fitCalibration(samples: readonly Sample[]): Calibration {
  const rows = samples
    .filter((sample) => !sample.exact)
    .map((sample) => ({ x: calibrationFeatures(sample), y: sample.right ? 1 : 0 }));
  let weights = [0, 0, 0, 0, 0];
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight) => -RIDGE * weight);
    const curve = weights.map((_, row) =>
      weights.map((__, column) => (row === column ? RIDGE : 0) as number),
    );
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-dot(weights, x)));
      x.forEach((one, row) => {
        slope[row] = (slope[row] ?? 0) + (y - p) * one;
        const line = curve[row] ?? [];
        x.forEach((other, column) => {
          line[column] = (line[column] ?? 0) + p * (1 - p) * one * other;
        });
      });
    }
    const change = solve(curve, slope);
    weights = weights.map((weight, place) => weight + (change[place] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  const [bias = 0, similarity = 0, lead = 0, logUnits = 0, logPhrasings = 0] = weights.map(
    (weight) => Math.round(weight * 1000) / 1000,
  );
  return { bias, similarity, lead, logUnits, logPhrasings };
}

/** Fits without each fold of domains in turn, and judges on it. */
export function crossValidate(samples: readonly Sample[], folds: number): CalibrationQuality {
  const domains = [...new Set(samples.map((sample) => sample.domain))];
  const judged = domains.flatMap((_, fold) => {
    if (fold >= folds) return [];
    const out = new Set(domains.filter((__, place) => place % folds === fold));
    const weights = fitCalibration(samples.filter((sample) => !out.has(sample.domain)));
    return samples
      .filter((sample) => out.has(sample.domain))
      .map((sample) => ({ sample, score: sample.exact ? 1 : calibrate(sample, weights) }));
  });
  return judge(judged);
}

/** How good given weights are. */
export function judgeCalibration(samples: readonly Sample[], weights: Calibration): CalibrationQuality {
  return judge(samples.map((sample) => ({ sample, score: sample.exact ? 1 : calibrate(sample, weights) })));
}

function judge(judged: readonly { sample: Sample; score: number }[]): CalibrationQuality {
  const inScope = judged.filter(({ sample }) => sample.inScope).length;
  const squares = judged.map(({ sample, score }) => (score - (sample.right ? 1 : 0)) ** 2);
  const byScore = [...judged].sort((one, other) => other.score - one.score);
  let right = 0;
  let foreign = 0;
  const quality = { f1: 0, threshold: 1, refused: 1 };
  byScore.forEach(({ sample, score }, place) => {
    if (sample.right) right += 1;
    if (!sample.inScope) foreign += 1;
    const f1 = (2 * right) / (place + 1 + inScope);
    if (f1 <= quality.f1) return;
    quality.f1 = f1;
    quality.threshold = score;
    quality.refused = 1 - foreign / Math.max(1, judged.length - inScope);
  });
  return {
    samples: judged.length,
    brier: squares.reduce((sum, square) => sum + square, 0) / Math.max(1, judged.length),
    ...quality,
  };
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}

/** Gauss–Jordan elimination with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, row) => [...line, right[row] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const chosen = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = chosen;
    for (const [place, line] of rows.entries()) {
      if (place === column) continue;
      const times = (line[column] ?? 0) / (chosen[column] ?? 1);
      for (let cell = column; cell <= size; cell += 1) {
        line[cell] = (line[cell] ?? 0) - times * (chosen[cell] ?? 0);
      }
    }
  }
  return rows.map((line, row) => (line[size] ?? 0) / (line[row] ?? 1));
}
