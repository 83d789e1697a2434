/** Products, models, service types, the problem taxonomy and the rules of the business as data (feature F-25). */
export {
  type Catalog,
  has,
  hasModel,
  type Option,
  type ProblemClassOption,
  type ProductOption,
} from './catalog';
export { CatalogItemEntity } from './catalog-entity';
export { parseCatalog } from './catalog-file';
export { loadCatalog, seedCatalogWhenEmpty } from './catalog-store';
export { type BusinessData, loadBusinessData } from './load-business-data';
export { parseSettings, type Settings } from './settings-file';
