import type { ControlState, PlatformChange } from '../../snapshot';
import { setClock } from '../clock';

/** Keeps the page's clock with the server's, which may be moved on the phone page. */
export function followClock(): void {
  const events = new EventSource('/sandbox/control/events');
  events.onopen = async () => {
    const answer = await fetch('/sandbox/control/state');
    if (answer.ok) setClock(((await answer.json()) as ControlState).clock);
  };
  events.onmessage = (message: MessageEvent<string>) => {
    const change = JSON.parse(message.data) as PlatformChange;
    if (change.type === 'clock') setClock(change.clock);
  };
}
