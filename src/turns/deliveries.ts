import type { Clock } from '../kernel/clock';

/** One open HTTP request of the platform that waits for a reply. */
export interface Delivery {
  arrivedAt: number;
  /** False once the platform dropped the connection. */
  isOpen(): boolean;
}

interface Running<T> {
  firstArrivedAt: number;
  deliveries: Delivery[];
  result: Promise<T>;
}

/**
 * Deliveries of the same event share one turn: the first starts it, those that come while it runs wait for it, and
 * whichever is open when it commits gets the reply (WeChat repeats a message that is not answered within 5 s).
 */
export class Deliveries<T> {
  private readonly running = new Map<string, Running<T>>();

  constructor(private readonly clock: Clock) {}

  join(dedupKey: string, delivery: Delivery, start: (attempt: Attempt) => Promise<T>): Promise<T> {
    const current = this.running.get(dedupKey);
    if (current !== undefined) {
      current.deliveries.push(delivery);
      return current.result;
    }
    const deliveries = [delivery];
    const attempt: Attempt = {
      elapsedMs: () => this.clock.now() - delivery.arrivedAt,
      hasOpenDelivery: () => deliveries.some((one) => one.isOpen()),
      firstArrivedAt: delivery.arrivedAt,
    };
    const result = start(attempt).finally(() => this.running.delete(dedupKey));
    this.running.set(dedupKey, { firstArrivedAt: delivery.arrivedAt, deliveries, result });
    return result;
  }

  /** Turns under way. */
  get size(): number {
    return this.running.size;
  }
}

/** What a turn may know of the requests that wait for it. */
export interface Attempt {
  firstArrivedAt: number;
  elapsedMs(): number;
  hasOpenDelivery(): boolean;
}
