/** A device that was sold, with its warranty. Days are YYYY-MM-DD in Asia/Shanghai. */
export interface Device {
  /** As it stands on the device. */
  serialNo: string;
  product: string;
  model: string;
  /** Who bought it, and the number left at the purchase. */
  buyerName: string;
  contactPhone: string;
  purchasedOn: string | null;
  /** The first and the last day of the warranty. */
  warrantyStart: string;
  warrantyEnd: string;
  /** What the warranty covers, in words: 标准保修, 上门服务 … */
  level: string;
}

export const WARRANTY_STATES = ['not_started', 'active', 'expired'] as const;
export type WarrantyState = (typeof WARRANTY_STATES)[number];

/** How a warranty stands on a day: `days` to its start, to its last day (0: that is today), or since it. */
export interface Warranty {
  state: WarrantyState;
  days: number;
}

const DAY_MS = 86_400_000;

/** What `today` (YYYY-MM-DD) makes of the two days of a warranty, both included. */
export function judgeWarranty(
  { warrantyStart, warrantyEnd }: Pick<Device, 'warrantyStart' | 'warrantyEnd'>,
  today: string,
): Warranty {
  if (today < warrantyStart) return { state: 'not_started', days: daysBetween(today, warrantyStart) };
  if (today <= warrantyEnd) return { state: 'active', days: daysBetween(today, warrantyEnd) };
  return { state: 'expired', days: daysBetween(warrantyEnd, today) };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
