/** An expectation that was not met. */
export interface Mismatch {
  what: string;
  expected: string;
  found: string;
}
