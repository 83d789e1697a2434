import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from './errors';

/** A YAML file as it was read, with the name that error messages use. */
export interface YamlFile {
  name: string;
  text: string;
}

const MAX_CHARACTERS = 256 * 1024;

/** Parses and checks one file. Throws SEED_INVALID with every problem as `file:line: field: what is wrong`. */
export function readYaml<Schema extends z.ZodType>(file: YamlFile, schema: Schema): z.output<Schema> {
  if (file.text.length > MAX_CHARACTERS) refuse([`${file.name}:1: is larger than 256 KiB`]);
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  refuse(
    document.errors.map(
      (error) => `${file.name}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
    ),
  );
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return parsed.data;
  refuse(
    parsed.error.issues.map((issue) => {
      const field = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
      return `${file.name}:${lineOf(document, issue.path, lines)}: ${field}${messageOf(issue)}`;
    }),
  );
  throw new Error('unreachable: a failed parse has issues');
}

/** A wrong key hides what is wrong with it one level down. */
function messageOf(issue: z.core.$ZodIssue): string {
  return (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;
}

/** Throws SEED_INVALID when there is a problem. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0)
    throw new AppError('SEED_INVALID', `Wrong content files:\n  ${problems.join('\n  ')}`);
}

/** The line of the deepest node of the path that exists in the file. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
