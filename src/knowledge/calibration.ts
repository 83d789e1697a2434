import learned from './learned.json';

/**
 * Similarity to probability: σ(bias + Σ weight × feature). Longer questions with the same similarity are surer, a close
 * second makes the first less sure, and in a larger collection the same similarity is likelier to be an accident.
 */
export interface Calibration {
  bias: number;
  similarity: number;
  /** Of the similarity above the next best; 0 for every hit but the first. */
  lead: number;
  /** Of ln(1 + characters of the question). */
  logUnits: number;
  /** Of ln(1 + wordings in the index). */
  logPhrasings: number;
}

/** What `npm run kb -- train` made from `kb-seed/training`. */
export const CALIBRATION: Calibration = learned;

/** Collections smaller than this are treated as this large: their word counts say little. */
const FEWEST_PHRASINGS = 100;
/** No hit that is not exactly equal is ever certain. */
const HIGHEST_INEXACT_SCORE = 0.99;

/** What a probability is made of. */
export interface Evidence {
  similarity: number;
  lead: number;
  units: number;
  phrasings: number;
}

/** The numbers that the weights are multiplied with, in the order bias, similarity, lead, logUnits, logPhrasings. */
export function calibrationFeatures({ similarity, lead, units, phrasings }: Evidence): number[] {
  return [1, similarity, lead, Math.log(1 + units), Math.log(1 + Math.max(phrasings, FEWEST_PHRASINGS))];
}

/** The probability that a hit is right. */
export function calibrate(evidence: Evidence, weights: Calibration): number {
  const [one = 1, similarity = 0, lead = 0, logUnits = 0, logPhrasings = 0] = calibrationFeatures(evidence);
  const logit =
    weights.bias * one +
    weights.similarity * similarity +
    weights.lead * lead +
    weights.logUnits * logUnits +
    weights.logPhrasings * logPhrasings;
  return Math.min(HIGHEST_INEXACT_SCORE, 1 / (1 + Math.exp(-logit)));
}
