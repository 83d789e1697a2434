import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import type { DocumentFields } from './document';
import { documentFields } from './document-fields';

const { publishedOn, ...fields } = documentFields;

const documentSchema = z
  .strictObject({
    ...fields,
    product: fields.product.default(''),
    size: fields.size.default(''),
    needs: fields.needs.default('everyone'),
    keywords: fields.keywords.default([]),
    published_on: publishedOn,
  })
  .transform(({ published_on, ...rest }): DocumentFields => ({ ...rest, publishedOn: published_on }));

/** Reads `documents.yaml` of a folder; none where there is no such file. Throws SEED_INVALID with every problem as `file:line`. */
export function loadDocuments(folder: string): DocumentFields[] {
  const name = path.join(folder, 'documents.yaml');
  return fs.existsSync(name) ? parseDocuments({ name, text: fs.readFileSync(name, 'utf8') }) : [];
}

/** The same from a text. */
export function parseDocuments(file: YamlFile): DocumentFields[] {
  return readYaml(file, z.strictObject({ documents: z.array(documentSchema) })).documents;
}
