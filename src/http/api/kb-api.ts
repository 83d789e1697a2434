import type { StaffApiDeps } from './deps';
import type { KbApiDeps } from './kb-deps';
import { kbFileRoutes } from './kb-file-routes';
import { kbGapRoutes } from './kb-gap-routes';
import { kbRoutes } from './kb-routes';
import type { Route } from './route';

/** All routes of the knowledge base. */
export function kbApi(deps: StaffApiDeps, kb: KbApiDeps): Route[] {
  return [...kbFileRoutes(deps, kb), ...kbRoutes(kb), ...kbGapRoutes(kb)];
}
