import { Command } from 'commander';
import { addDiagramCommand } from './flows/diagram';
import { addLintCommand } from './flows/lint';
import { addMutateCommand } from './flows/mutate';
import { addTestCommand } from './flows/test';
import { addWhyCommand } from './flows/why';

/** `npm run flows -- …`: the flow files of the bot. Each subcommand is a file of its own in `flows/`. */
export function main(): void {
  const program = new Command('flows').description(
    'the flows of the bot: check, draw, play and explain them',
  );
  addLintCommand(program);
  addDiagramCommand(program);
  addTestCommand(program);
  addMutateCommand(program);
  addWhyCommand(program);
  program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
