import fs from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../config/load';
import { EXPORT_FORMATS, type ExportFormat, exportEntries } from '../kb';
import { readPublished } from './kb-store';

export async function exportKnowledge(options: { out?: string; format?: ExportFormat }): Promise<void> {
  const format = options.format ?? formatOf(options.out);
  const { entries, source } = await readPublished(loadConfig());
  const text = exportEntries(entries, format);
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  fs.writeFileSync(options.out, text);
  process.stdout.write(`${entries.length} entries of ${source} written to ${options.out}\n`);
}

function formatOf(file: string | undefined): ExportFormat {
  if (file === undefined) return 'yaml';
  const ending = path.extname(file).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((known) => known === (ending === 'yml' ? 'yaml' : ending));
  if (format === undefined) throw new Error(`${file}: name a .yaml, .csv or .jsonl file, or give --format`);
  return format;
}
