import type { ApiCall, Delivery, PlatformChange } from './snapshot';

/** Everything that crossed the wire, both ways, newest last, bounded. */
export class WireLog {
  readonly deliveries: Delivery[] = [];
  readonly apiCalls: ApiCall[] = [];
  private nextId = 1;

  constructor(
    private readonly keep: number,
    private readonly announce: (change: PlatformChange) => void,
  ) {}

  addDelivery(delivery: Omit<Delivery, 'id'>): Delivery {
    const entry = { id: this.takeId(), ...delivery };
    this.append(this.deliveries, entry);
    this.announce({ type: 'delivery', delivery: entry });
    return entry;
  }

  finishDelivery(entry: Delivery, change: Partial<Delivery>): void {
    Object.assign(entry, change);
    this.announce({ type: 'delivery', delivery: entry });
  }

  addCall(call: Omit<ApiCall, 'id'>): ApiCall {
    const entry = { id: this.takeId(), ...call };
    this.append(this.apiCalls, entry);
    this.announce({ type: 'apiCall', call: entry });
    return entry;
  }

  finishCall(entry: ApiCall, change: Partial<ApiCall>): void {
    Object.assign(entry, change);
    this.announce({ type: 'apiCall', call: entry });
  }

  private takeId(): number {
    this.nextId += 1;
    return this.nextId - 1;
  }

  private append<T>(list: T[], entry: T): void {
    list.push(entry);
    // Cut in lumps: shifting a long array at every entry would cost more than the entry.
    if (list.length > this.keep * 1.2) list.splice(0, list.length - this.keep);
  }
}
