import type { Reader, Transaction } from '../kernel/transaction';
import type { Catalog, Option } from './catalog';
import { CatalogItemEntity, type CatalogKind } from './catalog-entity';

/** Fills an empty table; one with anything in it is left alone. Returns whether it was empty. */
export async function seedCatalogWhenEmpty(tx: Transaction, catalog: Catalog): Promise<boolean> {
  if (await tx.manager.existsBy(CatalogItemEntity, {})) return false;
  await tx.manager.insert(CatalogItemEntity, [
    ...toRows('service_type', '', catalog.serviceTypes),
    ...toRows('product', '', catalog.products),
    ...catalog.products.flatMap(({ value, models }) => toRows('model', value, models)),
    ...toRows('problem_class', '', catalog.problemClasses),
    ...catalog.problemClasses.flatMap(({ value, problems }) => toRows('problem', value, problems)),
  ]);
  return true;
}

function toRows(kind: CatalogKind, parent: string, options: readonly Option[]) {
  return options.map(({ value, aliases }, position) => ({ kind, parent, name: value, aliases, position }));
}

/** Reads the whole catalog. */
export async function loadCatalog(reader: Pick<Reader, 'manager'>): Promise<Catalog> {
  const rows = await reader.manager.find(CatalogItemEntity, { order: { position: 'ASC', id: 'ASC' } });
  const options = (kind: CatalogKind, parent = ''): Option[] =>
    rows
      .filter((row) => row.kind === kind && row.parent === parent)
      .map(({ name, aliases }) => ({ value: name, label: name, aliases }));
  return {
    serviceTypes: options('service_type'),
    products: options('product').map((product) => ({ ...product, models: options('model', product.value) })),
    problemClasses: options('problem_class').map((problemClass) => ({
      ...problemClass,
      problems: options('problem', problemClass.value),
    })),
  };
}
