import path from 'node:path';
import type { Command } from 'commander';
import { type CommandWords, loadContent } from '../../dialogue';
import { type FlowSource, readFlow } from '../../dialogue/flow';
import { lintFlows, writeFinding } from '../../dialogue/lint';
import { flowsFolder, isSystemFile, readFiles, readSettings, SYSTEM_FILE } from './read-files';

/** `flows lint [paths]`: ends with 1 when there are errors; warnings are only printed. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description('check flow files; docs/flow-format.md lists the rules')
    .argument('[paths...]', 'files or folders; default: BOT_FLOWS_DIR')
    .action((paths: string[]) => lint(paths));
}

function lint(paths: readonly string[]): void {
  const given = readFiles(paths.length === 0 ? [flowsFolder()] : paths);
  const files = given.filter((file) => !isSystemFile(file));
  const { words, problem } = readSystem(given);
  const { findings, flows } = lintFlows(
    files,
    { settings: readSettings(), ...(words === undefined ? {} : { words }) },
    flowsBeside(files),
  );
  if (problem !== undefined) process.stdout.write(`error    ${problem}\n`);
  for (const finding of findings) {
    process.stdout.write(`${finding.level.padEnd(8)} ${writeFinding(finding)}\n`);
  }
  const errors = findings.filter(({ level }) => level === 'error').length + (problem === undefined ? 0 : 1);
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  const steps = flows.reduce((sum, flow) => sum + flow.steps.length, 0);
  process.stdout.write(`flows: ${files.length}, steps: ${steps}, errors: ${errors}, warnings: ${warnings}\n`);
  if (errors > 0) process.exitCode = 1;
}

/** The reserved words of `system.yaml`, which is checked too when it is among the files. */
function readSystem(given: readonly FlowSource[]): { words?: CommandWords; problem?: string } {
  const among = given.find(isSystemFile);
  try {
    const file = among ?? readFiles([path.join(flowsFolder(), SYSTEM_FILE)])[0];
    return file === undefined ? {} : { words: loadContent(file.text, file.name).words };
  } catch (error) {
    return among === undefined ? {} : { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The flows in the folders of the files that are linted: called by them, or in their way. */
function flowsBeside(files: readonly FlowSource[]) {
  const names = new Set(files.map(({ name }) => name));
  const folders = [...new Set(files.map(({ name }) => path.dirname(name)))];
  return readFiles(folders)
    .filter((file) => !isSystemFile(file) && !names.has(file.name))
    .flatMap((file) => readFlow(file).flow ?? []);
}
