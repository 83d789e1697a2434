import { evaluate, type Outcome } from '../../../src/kb';

const hits = (...ids: string[]) => ids.map((id) => ({ id }));
const answer = (id: string) => ({ kind: 'answer' as const, id, score: 0.9 });
const suggest = (...ids: string[]) => ({
  kind: 'suggest' as const,
  candidates: ids.map((id) => ({ id, score: 0.2 })),
});
const none = { kind: 'none' as const };

/** Four questions with an answer, three without. */
const outcomes: Outcome[] = [
  { text: '1', expected: 'a', kind: 'clean', hits: hits('a', 'b'), decision: answer('a'), ms: 1 },
  { text: '2', expected: 'b', kind: 'clean', hits: hits('a', 'b'), decision: answer('a'), ms: 2 },
  { text: '3', expected: 'c', kind: 'noisy', hits: hits('c'), decision: suggest('c', 'a'), ms: 3 },
  {
    text: '4',
    expected: 'd',
    kind: 'noisy',
    hits: hits('a', 'b', 'c', 'e', 'f', 'd'),
    decision: none,
    ms: 4,
  },
  { text: '5', expected: null, kind: 'foreign', hits: hits('a'), decision: answer('a'), ms: 5 },
  { text: '6', expected: null, kind: 'foreign', hits: hits('a'), decision: suggest('a'), ms: 6 },
  { text: '7', expected: null, kind: 'chat', hits: [], decision: none, ms: 100 },
];

describe('an evaluation', () => {
  const result = evaluate(outcomes);

  it('counts the order over the questions that have an answer', () => {
    // First at once: 1 and 3; second: 2; sixth is too late: 4.
    expect(result.ranking).toEqual({
      questions: 4,
      top1: 2 / 4,
      mrr5: (1 + 1 / 2 + 1 + 0) / 4,
      recall5: 3 / 4,
    });
  });

  it('counts a suggestion as refused', () => {
    // Three answers, one right; four questions had one. Two of three foreign ones were refused.
    expect(result.decisions).toEqual({
      answered: 3,
      precision: 1 / 3,
      recall: 1 / 4,
      f1: expect.closeTo(2 / 7, 12),
      outOfScope: 3,
      outOfScopeRefused: 2 / 3,
    });
  });

  it('judges the decisions of a kind together with all questions that have no answer', () => {
    expect(result.kinds.clean?.decisions).toMatchObject({ answered: 3, precision: 1 / 3, recall: 1 / 2 });
    expect(result.kinds.noisy?.decisions).toMatchObject({ answered: 1, precision: 0, recall: 0, f1: 0 });
    expect(result.kinds.noisy?.ranking).toMatchObject({ questions: 2, top1: 1 / 2 });
    expect(result.kinds.foreign?.decisions).toMatchObject({ outOfScope: 2, outOfScopeRefused: 1 / 2 });
    expect(result.kinds.chat?.decisions).toMatchObject({ outOfScope: 1, outOfScopeRefused: 1 });
  });

  it('takes percentiles that really occurred', () => {
    expect(result.latencyMs).toEqual({ p50: 4, p99: 100 });
  });

  it('has no figures, and no fault, for no questions', () => {
    expect(evaluate([])).toMatchObject({
      ranking: { questions: 0, top1: 0 },
      decisions: { f1: 0, outOfScopeRefused: 0 },
      latencyMs: { p50: 0, p99: 0 },
    });
  });
});
