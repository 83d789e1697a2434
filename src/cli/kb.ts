import { Command, Option } from 'commander';
import { EXPORT_FORMATS } from '../kb';
import { evaluateKnowledge } from './kb-evaluate';
import { exportKnowledge } from './kb-export';
import { knowledgeGaps } from './kb-gaps';
import { importKnowledge } from './kb-import';
import { lintKnowledge } from './kb-lint';
import { searchKnowledge } from './kb-search';
import { trainKnowledge } from './kb-train';

/** `npm run kb -- …`: seeds, export, search, lint and measurement of the knowledge base. */
export function main(): void {
  const program = new Command('kb').description('the knowledge base: files, database and quality');

  program
    .command('import')
    .description('bring seed files into the database, also while the server runs; a bad line stops all of it')
    .argument('[paths...]', 'files (.yaml, .csv, .jsonl, .xlsx, .md, .html) or folders; default: KB_SEED_DIR')
    .option('--dry-run', 'show what would change, and change nothing')
    .option(
      '--force',
      'also overwrite entries that were edited in the console; with --reason also when golden questions get worse',
    )
    .option('--retire', 'take entries out of the answers that came from files and are in none of these')
    .option('--reason <text>', 'why, for the history of the entries')
    .action(importKnowledge);

  program
    .command('export')
    .description('write the published entries in a form that import reads back')
    .option('--out <file>', 'a .yaml, .csv, .jsonl, .xlsx, .md or .html file; default: standard output')
    .addOption(new Option('--format <format>', 'instead of the ending of the file').choices(EXPORT_FORMATS))
    .action(exportKnowledge);

  program
    .command('search')
    .description('show what a text finds, and why')
    .argument('<text...>')
    .option('--k <number>', 'how many hits', '5')
    .option('--seeds', 'search the seed files even when there is a database')
    .action((words: string[], options: { k: string; seeds?: true }) =>
      searchKnowledge(words.join(' '), options),
    );

  program
    .command('gaps')
    .description('what the bot could not answer, same meaning together; or do something about one of it')
    .argument('[number]', 'of the gap, as the list shows it')
    .option('--limit <number>', 'how many are listed', '20')
    .option('--add <entry>', 'add its wording to this entry')
    .option('--text <text>', 'another wording than the drafted one')
    .option('--draft', 'open a draft from it')
    .option('--key <key>', 'key of the draft; default: the sound of the question')
    .option('--dismiss', 'do not list it again')
    .option('--chats', 'what agents answered where the bot had no answer, instead')
    .option('--force', 'also when golden questions get worse; needs --reason')
    .option('--reason <text>', 'why, for the history of the entry')
    .action(knowledgeGaps);

  program.command('lint').description('check the seed files and the golden questions').action(lintKnowledge);

  program
    .command('eval')
    .description('measure the answers: the golden questions of the seeds, or files of your own')
    .option('--kb <file>', 'JSONL of { id, question, similar, category }')
    .option('--queries <file>', 'JSONL of { text, expected: id | null, kind }')
    .option('--database', 'ask the published entries of the database, not those of the seed files')
    .option('--json <file>', 'write the figures there too')
    .option('--sets <folder>', 'several such sets, each in a folder of its own: means over all')
    .option('--recorded <file>', 'with --sets: fail when a figure is more than a point below these')
    .action(evaluateKnowledge);

  program
    .command('train')
    .description('learn from training texts how sure a hit may be, and write what was learned')
    .option('--data <folder>', 'training texts of your own; default: training/ of KB_SEED_DIR')
    .option(
      '--out <file>',
      'where to write; default: learned.json of KB_SEED_DIR with --data, else the file that the next build uses',
    )
    .action(trainKnowledge);

  program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
