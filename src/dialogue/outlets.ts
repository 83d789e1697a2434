import { z } from 'zod';
import type { DialogueEvent, EffectResult } from './event';
import { isInForm } from './hot-questions';
import { MAX_MENU_ITEMS, type MenuItem } from './menu';
import type { Turn } from './turn';

const NEAREST = 3;

const outlet = z.object({
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  hours: z.string(),
  open: z.boolean(),
  opensAt: z.string().nullable(),
  km: z.number().nullable(),
});
const outletsSchema = z.object({ outlets: z.array(outlet), cities: z.array(z.string()).default([]) });

/** A place was sent: what is nearest to it (S3-51). */
export function findOutlets(
  turn: Turn,
  { latitude, longitude, label }: Extract<DialogueEvent, { t: 'location' }>,
): void {
  turn.call({ kind: 'outlets.near', label }, { latitude, longitude, limit: NEAREST });
}

/** 服务网点 城市; without a city it asks for one. Returns why, for the record. */
export function askOutlets(turn: Turn, argument: string | undefined): string {
  turn.call({ kind: 'outlets.in_city', words: argument ?? '' }, { words: argument ?? '' });
  return argument === undefined ? 'asks for outlets' : 'asks for the outlets of a city';
}

/** What is near a place. A business without outlets only says that the place arrived. */
export function settleNear(turn: Turn, label: string, result: EffectResult): void {
  const near = result.ok ? outletsSchema.safeParse(result.data) : undefined;
  if (!near?.success || near.data.outlets.length === 0) turn.say('location', { label });
  else turn.say('outlets_near', { label, outlets: near.data.outlets });
}

export function settleCity(turn: Turn, words: string, result: EffectResult): void {
  const found = result.ok ? outletsSchema.safeParse(result.data) : undefined;
  if (!found?.success || (found.data.outlets.length === 0 && found.data.cities.length === 0)) {
    turn.say('outlets_none');
    return;
  }
  const { outlets, cities } = found.data;
  if (outlets.length > 0) {
    turn.say('outlets_in_city', { outlets });
    return;
  }
  const items = cities
    .slice(0, MAX_MENU_ITEMS)
    .map((city): MenuItem => ({ label: `${city}网点`, action: { kind: 'say', text: `服务网点 ${city}` } }));
  const params = { words, cities };
  if (isInForm(turn)) turn.say('outlets_ask', { ...params, in_form: true });
  else turn.sayWithMenu('outlets_ask', items, { ...params, in_form: false });
}
