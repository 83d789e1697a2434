/** What is read off a normalised text once. */
export interface Traits {
  /** Kind of question; 0 when it shows none. */
  kind: number;
  numbers: string;
  negated: boolean;
}

/** Kinds of question; the first that occurs decides. */
const KINDS: readonly RegExp[] = [
  /为什么|原因/,
  /多久|多长/,
  /什么时候/,
  /哪里/,
  /价格|费用|收费|多少钱|要钱/,
  /谁/,
  /区别|不同|哪个好/,
  /什么/,
  /怎么|办法|方法|步骤|流程/,
  /多少|几/,
  /可以|能不|能.*吗$/,
];
const NEGATION = /[不没未无别]/;

export function readTraits(normalised: string): Traits {
  return {
    kind: 1 + KINDS.findIndex((pattern) => pattern.test(normalised)),
    numbers: (normalised.match(/\d+/g) ?? []).join(' '),
    negated: NEGATION.test(normalised),
  };
}
