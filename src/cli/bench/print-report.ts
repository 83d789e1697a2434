import type { ModeReport } from './measure-mode';
import type { StartReport } from './measure-start';

export interface Report {
  at: string;
  node: string;
  cores: number;
  modes: ModeReport[];
  start: StartReport;
}

/** The figures as a table for people. */
export function describeReport(report: Report): string {
  return [
    `${report.at}  Node ${report.node}, ${report.cores} cores. Shared machines: trust ratios and CPU, not rates.`,
    ...report.modes.flatMap(describeMode),
    '',
    'start to first reply',
    `  echo ${ms(report.start.echoMs)}   product ${ms(report.start.productMs)} (${report.start.ratio.toFixed(2)} ×)` +
      `   very first start ${ms(report.start.firstStartMs)}`,
    '',
  ].join('\n');
}

function describeMode({ mode, lines, latencyMs, memoryMb }: ModeReport): string[] {
  return [
    '',
    `${mode} mode`,
    row('', 'messages/s', 'CPU µs/message', 'of the echo'),
    ...lines.map((line) =>
      row(line.name, line.rate.toFixed(0), line.cpuUsPerMessage.toFixed(0), line.ratio.toFixed(2)),
    ),
    row('at a steady rate', 'p50 ms', 'p99 ms', 'most ms'),
    ...latencyMs.map(({ name, p50, p99, max }) => row(name, p50.toFixed(1), p99.toFixed(1), max.toFixed(1))),
    row('memory', 'idle MB', 'busy MB', ''),
    ...memoryMb.map(({ name, idle, busy }) => row(name, idle.toFixed(0), busy.toFixed(0), '')),
  ];
}

function row(name: string, ...cells: string[]): string {
  return `  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(16)).join('')}`.trimEnd();
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
