import type { BusinessData } from '../catalog';
import type { Json } from '../kernel/json';
import type { BookingOpenTo } from './core-options';

/** What flows see as `settings`: the file, and what the environment decides. */
export function settingsForFlows(
  { appointment, ...rest }: BusinessData['settings'],
  bookingOpenTo: BookingOpenTo = 'everyone',
): Record<string, Json> {
  const settings = { ...rest, appointment: { ...appointment, open_to: bookingOpenTo } };
  return settings as unknown as Record<string, Json>;
}
