import { z } from 'zod';
import { type ServiceDirectory, scheduleOf, viewHours } from '../../hours';
import { citiesOf, nearestOutlets, type Outlet, outletsIn } from '../../outlets';
import type { InlineEffects } from '../inline-effects';
import { readArgs } from './effect-args';

const nearArgs = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  limit: z.number().int(),
});
const cityArgs = z.strictObject({ words: z.string() });

/** Outlets near a place or in a city (S3-51); they are in memory, so that nothing is awaited. */
export function outletEffects(directory: ServiceDirectory, outlets: readonly Outlet[]): InlineEffects {
  const view = ({ name, city, address, phone, schedule }: Outlet, now: number) => ({
    name,
    city,
    address,
    phone,
    ...viewHours(scheduleOf(directory, schedule), now),
  });
  return {
    'outlets.near': async (_tx, args, { now }) => {
      const { limit, ...place } = readArgs('outlets.near', nearArgs, args);
      const near = nearestOutlets(outlets, place, limit);
      return { ok: true, data: { outlets: near.map((one) => ({ ...view(one, now), km: roundKm(one.km) })) } };
    },
    'outlets.in_city': async (_tx, args, { now }) => {
      const { words } = readArgs('outlets.in_city', cityArgs, args);
      const found = outletsIn(outlets, words);
      return {
        ok: true,
        data: {
          outlets: found.map((one) => ({ ...view(one, now), km: null })),
          cities: citiesOf(outlets),
        },
      };
    },
  };
}

/** As people say it: 0.8, 3.4, 27. */
function roundKm(km: number): number {
  return km < 10 ? Math.round(km * 10) / 10 : Math.round(km);
}
