import fs from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { PROJECT_DIR } from '../../config/load';
import { loadFlows } from '../../dialogue/flow';
import { drawPages, NOTICE } from './draw-pages';
import { flowsFolder, isSystemFile, readFiles } from './read-files';

interface Options {
  out: string;
  check?: true;
}

/** `flows diagram`: pictures of the flows, made from the files and never drawn by hand. */
export function addDiagramCommand(program: Command): void {
  program
    .command('diagram')
    .description('draw the flows as Mermaid diagrams, one page a flow')
    .option(
      '--out <folder>',
      'where to',
      path.relative(process.cwd(), path.join(PROJECT_DIR, 'docs', 'flows')),
    )
    .option('--check', 'write nothing; end with 1 when a page differs from its flow')
    .action((options: Options) => diagram(options));
}

function diagram({ out, check }: Options): void {
  const pages = drawPages(loadFlows(readFiles([flowsFolder()]).filter((file) => !isSystemFile(file))));
  const old = readPages(out);
  const gone = [...old].filter(([name, text]) => isMade(text) && !pages.has(name)).map(([name]) => name);
  const changed = [...pages].filter(([name, text]) => old.get(name) !== text);
  if (check) {
    for (const [name] of changed) tell(`error    ${path.join(out, name)} is not what its flow says`);
    for (const name of gone) tell(`error    ${path.join(out, name)} has no flow`);
    if (changed.length + gone.length > 0) {
      tell('Run: npm run flows -- diagram');
      process.exitCode = 1;
    } else tell(`${pages.size} pages are as the flows say`);
    return;
  }
  for (const [name] of changed) {
    const text = old.get(name);
    if (text !== undefined && !isMade(text)) {
      throw new Error(
        `${path.join(out, name)} was written by hand; move it, or choose another folder with --out`,
      );
    }
  }
  fs.mkdirSync(out, { recursive: true });
  for (const [name, text] of changed) fs.writeFileSync(path.join(out, name), text);
  for (const name of gone) fs.rmSync(path.join(out, name));
  tell(`${pages.size} pages in ${out}: ${changed.length} written, ${gone.length} removed`);
}

function readPages(folder: string): ReadonlyMap<string, string> {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
  return new Map(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** Only what this command wrote may be overwritten or removed by it. */
function isMade(text: string): boolean {
  return text.startsWith(NOTICE);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
