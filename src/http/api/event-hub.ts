import type { Publish, StaffEvent } from '../../handoff';
import type { Clock } from '../../kernel/clock';

/** An event with its place in the stream. */
export interface NumberedEvent {
  id: number;
  event: StaffEvent;
}

export interface Subscriber {
  onEvent(numbered: NumberedEvent): void;
  /** The server stops: the stream ends. */
  onClose(): void;
}

/** Events that a page may have missed and still gets after it connects again. */
const RING_CAPACITY = 1_000;

/**
 * The one publisher of the workbench's event stream. `publish` is called after a commit and numbers the event there, so
 * that the order of ids is the order in which pages may read the rows. Numbers begin at the time of the start in
 * milliseconds: an id of an earlier process is below the first of this one and is known to be unknown.
 */
export class EventHub {
  private readonly ring: NumberedEvent[] = [];
  private readonly subscribers = new Set<Subscriber>();
  private newestId: number;
  private closed = false;

  constructor(
    clock: Clock,
    private readonly capacity: number = RING_CAPACITY,
  ) {
    this.newestId = clock.now();
  }

  /** The id of the last event; of a page that has seen everything so far. */
  get lastId(): number {
    return this.newestId;
  }

  readonly publish: Publish = (event) => {
    this.newestId += 1;
    const numbered = { id: this.newestId, event };
    this.ring.push(numbered);
    if (this.ring.length > this.capacity) this.ring.shift();
    for (const subscriber of this.subscribers) subscriber.onEvent(numbered);
  };

  /** What came after the event `id`, or undefined when that is not known (any more). */
  since(id: number): NumberedEvent[] | undefined {
    const oldest = this.ring[0]?.id ?? this.newestId + 1;
    if (!Number.isSafeInteger(id) || id < oldest - 1 || id > this.newestId) return undefined;
    return this.ring.filter((numbered) => numbered.id > id);
  }

  /** Returns the function that ends the subscription. On a closed hub the subscriber is closed at once. */
  subscribe(subscriber: Subscriber): () => void {
    if (this.closed) subscriber.onClose();
    else this.subscribers.add(subscriber);
    return () => {
      this.subscribers.delete(subscriber);
    };
  }

  /** Ends every stream: the first thing a graceful stop does, or open streams would keep the server waiting. */
  close(): void {
    this.closed = true;
    const subscribers = [...this.subscribers];
    this.subscribers.clear();
    for (const subscriber of subscribers) subscriber.onClose();
  }
}
