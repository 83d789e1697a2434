import type { CaseResult, PlayedTurn } from './run-case';
import { ACTIONS, type Turn } from './suite-schema';

/** A failed case for people: where, the whole talk so far, what was expected and what was found. */
export function describeFailure(result: CaseResult): string {
  const line = result.talk.at(-1)?.turn.line;
  return [
    `${result.file}${line === undefined ? '' : `:${line}`}  ${result.suite} › ${result.name}`,
    ...result.talk.flatMap(describeTurn),
    ...result.mismatches.flatMap(({ what, expected, found }) => [
      `  ✗ ${what}`,
      ...indent('expected ', expected, 6),
      ...indent('found    ', found, 6),
    ]),
  ].join('\n');
}

function describeTurn({ turn, texts, sends }: PlayedTurn): string[] {
  return [
    ...indent('', describeAction(turn), 4),
    ...texts.flatMap((text) => indent('bot: ', text, 6)),
    ...sends.filter((text) => !texts.includes(text)).flatMap((text) => indent('sent: ', text, 6)),
  ];
}

/** A turn as the suite writes it. */
function describeAction(turn: Turn): string {
  const [action = 'nothing'] = ACTIONS.filter((name) => turn[name] !== undefined);
  const value = turn[action as keyof Turn];
  const written = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const shown = action === 'advance' ? `${Number(value) / 1_000}s` : written;
  return `${action}: ${shown}${turn.redeliver === undefined ? '' : `, delivered ${turn.redeliver + 1} times`}`;
}

function indent(label: string, text: string, depth: number): string[] {
  return text
    .split('\n')
    .map((line, index) => `${' '.repeat(depth)}${index === 0 ? label : ' '.repeat(label.length)}${line}`);
}
