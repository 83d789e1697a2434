import { z } from 'zod';
import type { SeedFile } from './seed-file';

const lineSchema = z.strictObject({
  key: z.string(),
  question: z.string(),
  similar: z.array(z.string()).default([]),
  answer: z.string(),
  category: z.string().optional(),
  product: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  valid_from: z.string().nullish(),
  valid_until: z.string().nullish(),
});

/** Reads one JSON object a line. */
export function parseJsonlSeeds(text: string, file: string): SeedFile {
  const result: SeedFile = { entries: [], problems: [] };
  for (const [place, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = place + 1;
    if (content.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch (error) {
      const reason = `not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
      result.problems.push({ file, line, reason });
      continue;
    }
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        result.problems.push({
          file,
          line,
          reason: `${issue.path.join('.') || 'the line'}: ${issue.message}`,
        });
      }
      continue;
    }
    const { similar, tags, key, question, answer, category, product, valid_from, valid_until } = parsed.data;
    const texts = {
      key,
      question,
      answer,
      ...(category === undefined ? {} : { category }),
      ...(product == null ? {} : { product }),
      ...(valid_from == null ? {} : { valid_from }),
      ...(valid_until == null ? {} : { valid_until }),
    };
    result.entries.push({
      file,
      line,
      lines: {},
      texts,
      similar: similar.map((item) => ({ text: item, line })),
      tags,
      broken: [],
    });
  }
  return result;
}
