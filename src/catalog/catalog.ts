/** Something to choose: `value` is what is stored and shown later, `label` what the menu says. */
export interface Option {
  value: string;
  label: string;
  /** Other names that followers use. */
  aliases: string[];
}

export interface ProductOption extends Option {
  models: Option[];
}

/** A class of the problem taxonomy with its problems (feature S2-13). */
export interface ProblemClassOption extends Option {
  problems: Option[];
}

/** Everything a ticket form offers to choose from (feature F-25): small, in memory, in the order it is shown. */
export interface Catalog {
  serviceTypes: Option[];
  products: ProductOption[];
  problemClasses: ProblemClassOption[];
}

/** Whether the model is one of this product. Unknown products have none. */
export function hasModel(catalog: Catalog, product: string, model: string): boolean {
  return has(catalog.products.find(({ value }) => value === product)?.models ?? [], model);
}

/** Whether one of the options has this value. */
export function has(options: readonly Option[], value: string): boolean {
  return options.some((option) => option.value === value);
}
