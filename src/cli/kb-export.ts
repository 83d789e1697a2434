import fs from 'node:fs';
import { loadConfig } from '../config/load';
import { EXPORT_FORMATS, type ExportFormat, exportEntries, formatOfName } from '../kb';
import { readPublished } from './kb-store';

export async function exportKnowledge(options: { out?: string; format?: ExportFormat }): Promise<void> {
  const format = options.format ?? formatOf(options.out);
  if (format === 'xlsx' && options.out === undefined) {
    throw new Error('an Excel workbook needs a file: give --out FILE.xlsx');
  }
  const { entries, source } = await readPublished(loadConfig());
  const bytes = await exportEntries(entries, format);
  if (options.out === undefined) {
    process.stdout.write(bytes);
    return;
  }
  fs.writeFileSync(options.out, bytes);
  process.stdout.write(`${entries.length} entries of ${source} written to ${options.out}\n`);
}

function formatOf(file: string | undefined): ExportFormat {
  const format = file === undefined ? 'yaml' : formatOfName(file);
  if (format === undefined) {
    throw new Error(`${file}: name a .${EXPORT_FORMATS.join(', .')} file, or give --format`);
  }
  return format;
}
