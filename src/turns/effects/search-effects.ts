import { z } from 'zod';
import { extractChoice } from '../../dialogue/extract';
import { dayOf, hotEntries, type KnowledgeBase } from '../../kb';
import type { InlineEffects } from '../inline-effects';
import { readArgs } from './effect-args';

/** What can be searched in: a product of the catalog with its other names. */
export interface SearchedProduct {
  label: string;
  aliases: readonly string[];
}

const findArgs = z.strictObject({
  text: z.string(),
  product: z.string().nullable(),
  limit: z.number().int(),
  without: z.string(),
});
const hotArgs = z.strictObject({ limit: z.number().int(), without: z.string() });

/** Explicit searches of followers and the list of what is read most. The search is in memory and takes no await. */
export function searchEffects(
  knowledge: KnowledgeBase,
  catalogProducts: () => readonly SearchedProduct[],
): InlineEffects {
  return {
    'kb.find': async (_tx, args) => {
      const { product, ...wanted } = readArgs('kb.find', findArgs, args);
      const products = withEntryProducts(catalogProducts(), knowledge.products());
      const meant = product === null ? undefined : chooseProduct(product, products);
      if (product !== null && meant === undefined) {
        return { ok: false, code: 'UNKNOWN_PRODUCT', data: { products: products.map(({ label }) => label) } };
      }
      const found = knowledge.find({
        ...wanted,
        ...(meant === undefined ? {} : { products: [meant.label, ...meant.aliases] }),
      });
      return {
        ok: true,
        data: {
          product: meant?.label ?? null,
          sure: found.sure,
          entries: found.entries.map(({ id, question }) => ({ id, question })),
        },
      };
    },
    'kb.hot': async (tx, args, { now }) => {
      const { limit, without } = readArgs('kb.hot', hotArgs, args);
      const read = await hotEntries(tx, { limit, without, today: dayOf(now) });
      return { ok: true, data: { entries: read.map(({ key, question }) => ({ id: key, question })) } };
    },
  };
}

/** The catalog, and what entries are about beside it. */
function withEntryProducts(catalog: readonly SearchedProduct[], named: readonly string[]): SearchedProduct[] {
  const bare = (name: string) => name.replace(/\s+/gu, '').toLowerCase();
  const known = new Set(catalog.flatMap(({ label, aliases }) => [label, ...aliases].map(bare)));
  const others = named.filter((name) => !known.has(bare(name)));
  return [...catalog, ...others.map((label) => ({ label, aliases: [] }))];
}

/** By name, by another name, or nearly; undefined when it could be two or none. */
function chooseProduct(text: string, products: readonly SearchedProduct[]): SearchedProduct | undefined {
  const chosen = extractChoice(
    text,
    products.map((product) => ({ value: product, label: product.label, aliases: product.aliases })),
  );
  return chosen.kind === 'found' ? chosen.candidates[0]?.value : undefined;
}
