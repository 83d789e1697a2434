import path from 'node:path';
import { Command } from 'commander';
import { readFeatureList } from './features/feature-list';
import { describeLedger, writeLedger } from './features/ledger';
import { collectMarkers } from './features/markers';

const ROOT = path.resolve(__dirname, '../..');

/** `npm run features`: which tests assert each row of docs/features.yaml. Ends with 1 when a marker names no row. */
export function main(): void {
  new Command()
    .name('npm run features --')
    .description('say which tests assert each feature of docs/features.yaml')
    .option('--missing', 'only the rows without a test', false)
    .option('--check', 'say nothing but what is wrong', false)
    .action(({ missing, check }: { missing: boolean; check: boolean }) => {
      const list = readFeatureList(path.join(ROOT, 'docs/features.yaml'));
      const found = collectMarkers(path.join(ROOT, 'test'));
      const markers = found.filter(({ file }) => !file.startsWith('fixtures'));
      // What a flow says of itself is no test, but it has to name rows that exist.
      const claims = collectMarkers(path.join(ROOT, 'bot-flows')).map((one) => ({
        ...one,
        file: `../bot-flows/${one.file}`,
      }));
      const ledger = writeLedger(list, markers);
      const unknown = [...ledger.unknown, ...writeLedger(list, claims).unknown];
      const { length: tested } = ledger.features.filter(({ isTested }) => isTested);
      const lines = check
        ? [`features: ${tested} of ${list.features.length} rows with a test`]
        : describeLedger(ledger, { missing });
      process.stdout.write(`${lines.join('\n')}\n`);
      for (const { file, line, id } of unknown)
        process.stderr.write(
          `test/${file}:${line}: ${id} is no row of docs/features.yaml: correct the number\n`,
        );
      if (unknown.length > 0) process.exitCode = 1;
    })
    .parse();
}
