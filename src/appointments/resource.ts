/** Something that can be booked: a team or an engineer with places at fixed times. */
export interface Resource {
  id: number;
  /** Stable name in files and the staff API. */
  key: string;
  /** What followers read. */
  name: string;
  /** Products it serves, by their catalog value; empty: every product. */
  products: string[];
  /** Name of its opening hours in `hours.yaml`. */
  schedule: string;
  /** Length of a slot; slots follow each other from the beginning of each interval of the opening hours. */
  slotMinutes: number;
  /** Places per slot. */
  capacity: number;
  /** How long before its beginning a slot can be booked at the latest. */
  minNoticeMinutes: number;
  /** How many days ahead can be booked; 0 is today only. */
  horizonDays: number;
  /** Days (YYYY-MM-DD) without slots, beside those of the schedule. */
  blackout: string[];
  /** Switched off: nothing new can be booked. */
  enabled: boolean;
}

/** Whether the resource takes bookings for a product. */
export function serves(resource: Pick<Resource, 'products' | 'enabled'>, product: string): boolean {
  return resource.enabled && (resource.products.length === 0 || resource.products.includes(product));
}
