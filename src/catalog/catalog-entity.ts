import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export const CATALOG_KINDS = ['service_type', 'product', 'model', 'problem_class', 'problem'] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];

/** One entry of the catalog. A model belongs to a product, a problem to a class: `parent` names it, else it is empty. */
@Entity('catalog_item')
@Index('catalog_item_name', ['kind', 'parent', 'name'], { unique: true })
export class CatalogItemEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  kind!: CatalogKind;

  @Column({ type: 'text' })
  parent!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'simple-json' })
  aliases!: string[];

  /** Place among its siblings, from 0. */
  @Column({ type: 'integer' })
  position!: number;
}
