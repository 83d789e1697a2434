import { z } from 'zod';
import { PRIORITIES, TICKET_STATUSES } from '../../tickets';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';

const option = z.object({ value: z.string(), label: z.string(), aliases: z.array(z.string()) });

/** What tickets can be about, for the filters and pickers of the workbench. */
export function catalogRoutes({ catalog }: FeatureApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/catalog',
      summary: 'Service types, products with models, the problem taxonomy, statuses and priorities',
      access: [],
      success: {
        status: 200,
        schema: z.object({
          serviceTypes: z.array(option),
          products: z.array(option.extend({ models: z.array(option) })),
          problemClasses: z.array(option.extend({ problems: z.array(option) })),
          statuses: z.array(z.enum(TICKET_STATUSES)),
          priorities: z.array(z.enum(PRIORITIES)),
        }),
      },
      handle: async () => ({
        ...catalog(),
        statuses: [...TICKET_STATUSES],
        priorities: [...PRIORITIES],
      }),
    }),
  ];
}
