import { AppError } from '../../kernel/errors';

/** Something wrong with a flow file, with the number of the linter's rule. */
export interface FlowProblem {
  rule: `F${string}`;
  place: readonly PropertyKey[];
  line: number | undefined;
  /** What is wrong, and what to do. */
  text: string;
}

export type Report = (rule: FlowProblem['rule'], place: readonly PropertyKey[], text: string) => void;

/** `file:12 steps.3.goto: F002 …` */
export function writeProblem(fileName: string, { rule, place, line, text }: FlowProblem): string {
  const where = place.length === 0 ? 'file' : place.join('.');
  return `${fileName}${line === undefined ? '' : `:${line}`} ${where}: ${rule} ${text}`;
}

/** FLOW_INVALID with all problems, one a line. */
export function flowInvalid(lines: readonly string[]): AppError {
  return new AppError('FLOW_INVALID', `The flows cannot be used:\n  ${lines.join('\n  ')}`);
}
