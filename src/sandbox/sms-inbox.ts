import type { Clock } from '../kernel/clock';
import type { PlatformChange, SmsView } from './snapshot';

const KEEP = 20;

/**
 * Short messages that the product sent, whatever the number: whoever tries the sandbox has no such phone. In memory only,
 * since a code is good for minutes.
 */
export class SmsInbox {
  private readonly messages: SmsView[] = [];
  private readonly listeners = new Set<(change: PlatformChange) => void>();
  private last = 0;

  constructor(private readonly clock: Clock) {}

  receive(phone: string, text: string): void {
    this.last += 1;
    const sms = { id: this.last, at: this.clock.now(), phone, text };
    this.messages.push(sms);
    if (this.messages.length > KEEP) this.messages.shift();
    for (const listener of this.listeners) listener({ type: 'sms', sms });
  }

  /** The oldest first. */
  list(): SmsView[] {
    return [...this.messages];
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
