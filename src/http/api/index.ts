import Router from '@koa/router';
import { z } from 'zod';
import { agentRoutes } from './agent-routes';
import { applicationRoutes } from './application-routes';
import { appointmentRoutes } from './appointment-routes';
import { auditRoutes } from './audit-routes';
import { catalogRoutes } from './catalog-routes';
import { chatRoutes } from './chat-routes';
import { conversationRoutes } from './conversation-routes';
import type { StaffApiDeps } from './deps';
import { deviceRoutes } from './device-routes';
import { documentRoutes } from './document-routes';
import { eventRoutes } from './event-routes';
import type { FeatureApiDeps } from './feature-deps';
import { followerRoutes } from './follower-routes';
import { formRoutes } from './form-routes';
import { kbApi } from './kb-api';
import type { KbApiDeps } from './kb-deps';
import { messageRoutes } from './message-routes';
import { mountRoutes } from './mount';
import { describeApi } from './openapi';
import { outboxRoutes } from './outbox-routes';
import { ratingRoutes } from './rating-routes';
import { definePublicRoute, type Route } from './route';
import { serviceCodeRoutes } from './service-code-routes';
import { sessionRoutes } from './session-routes';
import { staffRoutes } from './staff-routes';
import { suggestionRoutes } from './suggestion-routes';
import { ticketGoodsRoutes } from './ticket-goods-routes';
import { ticketRoutes } from './ticket-routes';
import { transferRoutes } from './transfer-routes';

export type { LoggedMessage, OutboxDesk, OutboxItem, Quota, StaffApiDeps } from './deps';
export { EventHub } from './event-hub';
export type { FeatureApiDeps } from './feature-deps';
export type { KbApiDeps } from './kb-deps';
export { defineRoute, type Route } from './route';

/**
 * The staff API (design §9) as a router for `app.use(router.routes())`. Failures are thrown as AppError and left to the
 * error middleware. `more` are routes of other features; they are checked, and described at /api/openapi.json, alike.
 */
export function createStaffApi(
  deps: StaffApiDeps,
  options: {
    more?: readonly Route[];
    features?: FeatureApiDeps;
    kb?: KbApiDeps;
    heartbeatMs?: number;
  } = {},
): Router {
  const routes: Route[] = [
    ...sessionRoutes(deps),
    ...staffRoutes(deps),
    ...auditRoutes(deps),
    ...agentRoutes(deps),
    ...chatRoutes(deps),
    ...transferRoutes(deps),
    ...messageRoutes(deps),
    ...formRoutes(deps),
    ...conversationRoutes(deps),
    ...ratingRoutes(deps),
    ...outboxRoutes(deps),
    ...eventRoutes(deps, options.heartbeatMs),
    ...serviceCodeRoutes(deps),
    ...deviceRoutes(deps),
    ...documentRoutes(deps),
    ...(options.features === undefined ? [] : featureRoutes(deps, options.features)),
    ...(options.kb === undefined ? [] : kbApi(deps, options.kb)),
    ...(options.more ?? []),
  ];
  const description = definePublicRoute({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    success: { status: 200, schema: z.record(z.string(), z.unknown()) },
    handle: async () => {
      api ??= describeApi([...routes, description]);
      return api;
    },
  });
  // Made when somebody asks: it costs a twentieth of a start.
  let api: ReturnType<typeof describeApi> | undefined;
  const router = new Router();
  mountRoutes(router, [...routes, description], deps);
  return router;
}

function featureRoutes(deps: StaffApiDeps, features: FeatureApiDeps): Route[] {
  return [
    ...ticketRoutes(deps, features),
    ...ticketGoodsRoutes(deps, features),
    ...appointmentRoutes(deps, features),
    ...suggestionRoutes(deps, features),
    ...catalogRoutes(features),
    ...applicationRoutes(deps, features),
    ...followerRoutes(deps, features),
  ];
}
