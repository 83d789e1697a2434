import type { Hit } from '../knowledge';

const CHANNEL_NAMES = {
  characters: 'characters',
  characterPairs: 'neighbouring characters',
  syllables: 'sounds',
  syllablePairs: 'neighbouring sounds',
  meanings: 'words of one meaning',
} as const;

/** Why a hit has its score, in words, one line each. */
export function explainHit(hit: Hit): string[] {
  const { parts } = hit;
  if (parts.exact) return [`the same as “${parts.phrasing}”`];
  const shares = (Object.keys(CHANNEL_NAMES) as (keyof typeof CHANNEL_NAMES)[])
    .filter((channel) => parts.channels[channel] >= 0.005)
    .map((channel) => `${CHANNEL_NAMES[channel]} ${points(parts.channels[channel])}`);
  if (parts.otherPhrasings >= 0.005) shares.push(`its other phrasings ${points(parts.otherPhrasings)}`);
  if (parts.softMatch >= 0.005) shares.push(`unit by unit ${points(parts.softMatch)}`);
  const losses = [
    [parts.spelling, 'spelled differently'],
    [parts.questionKind, 'another kind of question'],
    [parts.numbers, 'other numbers'],
    [parts.negation, 'only one of them is negated'],
  ] as const;
  const lost = losses
    .filter(([factor]) => factor < 0.995)
    .map(([factor, reason]) => `${reason} −${Math.round(100 * (1 - factor))}%`);
  return [
    `nearest to “${parts.phrasing}”${parts.clause === undefined ? '' : `, by the part “${parts.clause}”`}`,
    `covers ${percent(parts.questionCoverage)} of the question, and the question ${percent(parts.phrasingCoverage)} of it`,
    `similarity ${points(parts.similarity)} = ${shares.join(' + ')}${lost.length > 0 ? `; ${lost.join(', ')}` : ''}`,
    ...(parts.lead >= 0.005 ? [`${points(parts.lead)} ahead of the next`] : []),
  ];
}

function points(value: number): string {
  return value.toFixed(2);
}

function percent(value: number): string {
  return `${Math.round(100 * value)}%`;
}
