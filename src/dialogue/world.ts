import type { Json } from '../kernel/json';
import type { Content } from './content';
import type { EffectRegistry } from './flow/effect-registry';
import type { Flow } from './flow/flow';

/** What a turn may know beside state and event: values, so that the same turn can be run again. */
export interface World {
  /** Epoch milliseconds. */
  now: number;
  content: Content;
  /** The name of the business, when the deployment gives one; else that of the content. */
  businessName?: string;
  /** The flow in this revision; without a revision the one that starts today. Default: the flows of the content. */
  flow?: (id: string, revision?: string) => Flow | undefined;
  /** What can be chosen: small enough to be handed over whole. */
  catalog?: Catalog;
  /** What is known of the follower: `name`, `phone`, `org_name`, `roles` … */
  profile?: Readonly<Record<string, Json>>;
  settings?: Readonly<Record<string, Json>>;
  /** What effects there are. Default: those of the product. */
  effects?: EffectRegistry;
}

export interface CatalogOption {
  value: string | number;
  label: string;
  aliases?: string[];
}

export interface Catalog {
  serviceTypes: CatalogOption[];
  products: (CatalogOption & { models: CatalogOption[] })[];
}

/** A flow in the revision that a frame is pinned to, or, without one, as it is today. */
export function findFlow(world: World, id: string, revision?: string): Flow | undefined {
  if (world.flow !== undefined) return world.flow(id, revision);
  const flow = world.content.flows.get(id);
  return revision === undefined || flow?.revision === revision ? flow : undefined;
}
