import type { ClockMove, ControlAction, PlannedFaultRequest } from '../../src/sandbox/control-schema';
import type { ApiCall, ControlState, FollowerView } from '../../src/sandbox/snapshot';

/** Plays followers, time and faults on a server whose sandbox is on, by the routes that the pages use. */
export class SandboxClient {
  constructor(private readonly url: () => string) {}

  /** A new follower, who has followed and read the welcome. */
  async follower(name: string): Promise<string> {
    const { openid } = (await this.send('POST', '/followers', { name })) as { openid: string };
    await this.act(openid, { kind: 'follow' });
    return openid;
  }

  /** The passive reply to a text; empty when there was none. */
  async say(openid: string, text: string): Promise<string> {
    const { outcome } = await this.act(openid, { kind: 'text', text });
    return outcome.content?.text ?? '';
  }

  /** Resolves when the delivery is over. */
  act(
    openid: string,
    action: ControlAction,
  ): Promise<{ outcome: { kind: string; content?: { text?: string } } }> {
    return this.send('POST', `/followers/${openid}/act?wait=1`, action) as never;
  }

  /** Everything that the account showed to the follower, oldest first. */
  async textsTo(openid: string): Promise<string[]> {
    const { bubbles } = await this.state();
    return (bubbles[openid] ?? []).flatMap(({ side, content }) =>
      side === 'account' && content.type === 'text' ? [content.text] : [],
    );
  }

  /** Calls of one path of the platform's API, oldest first. */
  async calls(path: string): Promise<ApiCall[]> {
    return (await this.state()).apiCalls.filter((call) => call.path === path);
  }

  async view(openid: string): Promise<FollowerView> {
    const found = (await this.state()).followers.find((one) => one.openid === openid);
    if (found === undefined) throw new Error(`no follower ${openid}`);
    return found;
  }

  state(): Promise<ControlState> {
    return this.send('GET', '/state') as Promise<ControlState>;
  }

  /** Resolves on arrival. */
  move(move: ClockMove): Promise<unknown> {
    return this.send('POST', '/clock', move);
  }

  advance(ms: number): Promise<unknown> {
    return this.move({ kind: 'advance', ms });
  }

  fault(request: PlannedFaultRequest): Promise<unknown> {
    return this.send('POST', '/faults', request);
  }

  clearFaults(): Promise<unknown> {
    return this.send('DELETE', '/faults');
  }

  /** The follower's window at the platform, as if used up or over; the account is not told. */
  quota(openid: string, kind: 'use-up' | 'close'): Promise<unknown> {
    return this.send('POST', `/followers/${openid}/quota`, { kind });
  }

  private async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url()}/sandbox/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
