import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Option, parseCatalog } from '../catalog';
import { readYaml, refuse } from '../kernel/yaml-file';
import type { Calibration, IndexOptions } from '../knowledge';
import { showPath } from './show-path';

/** Beside the entries: what `kb train --data` learned from the operator's own texts. */
export const LEARNED_FILE = 'learned.json';
export const SYNONYMS_FILE = 'data/synonyms.yaml';
const CATALOG_FILE = 'data/catalog.yaml';

/** What every index of a deployment is made with beside its entries, and where it comes from. */
export interface EngineData extends IndexOptions {
  synonyms: string[][];
  /** One line a source, for people. */
  sources: string[];
}

const word = z.string().trim().min(1, 'must not be empty').max(30, 'must have at most 30 characters');
const synonymsSchema = z.strictObject({
  synonyms: z
    .array(z.array(word).min(2, 'needs at least two words that mean the same').max(30))
    .max(2_000, 'must have at most 2000 groups')
    .default([]),
});
const learnedSchema = z.strictObject({
  bias: z.number(),
  similarity: z.number().positive('must be above 0: a closer hit is never less likely'),
  lead: z.number(),
  logUnits: z.number(),
  logPhrasings: z.number(),
});

/**
 * Reads what an operator gave the engine in their content folder: words of one meaning, names of products, and what was
 * learned from their texts. All of it is optional. Throws SEED_INVALID with file, line and reason.
 */
export function readEngineData(seedDir: string): EngineData {
  const catalog = readCatalogNames(path.join(seedDir, CATALOG_FILE));
  const own = readSynonyms(path.join(seedDir, SYNONYMS_FILE));
  const calibration = readLearned(path.join(seedDir, LEARNED_FILE));
  return {
    synonyms: [...catalog, ...own],
    ...(calibration === undefined ? {} : { calibration }),
    sources: [
      calibration === undefined
        ? 'how sure a hit is: as shipped'
        : `how sure a hit is: ${showPath(path.join(seedDir, LEARNED_FILE))}`,
      `words of one meaning: those shipped, ${catalog.length} groups of the catalog, ${own.length} of ${SYNONYMS_FILE}`,
    ],
  };
}

function readSynonyms(file: string): string[][] {
  const text = readIfThere(file);
  return text === undefined ? [] : readYaml({ name: showPath(file), text }, synonymsSchema).synonyms;
}

/** Products and models by all their names. What stands for everything else (其他型号) is no name. */
function readCatalogNames(file: string): string[][] {
  const text = readIfThere(file);
  if (text === undefined) return [];
  const { products } = parseCatalog({ name: showPath(file), text });
  return products
    .flatMap((product): Option[] => [product, ...product.models])
    .filter(({ value, aliases }) => aliases.length > 0 && !/^其[他它]/.test(value))
    .map(({ value, aliases }) => [value, ...aliases]);
}

function readLearned(file: string): Calibration | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const parsed = learnedSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  refuse(
    parsed.error.issues.map(
      ({ path: place, message }) =>
        `${showPath(file)}:1: ${place.join('.')}${place.length > 0 ? ': ' : ''}${message}; write it anew with npm run kb -- train --data FOLDER, or remove it`,
    ),
  );
  return undefined;
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
