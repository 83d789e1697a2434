import { PRESENCE_LEASE_MS } from '../../../src/handoff';
import { SESSION_IDLE_MS } from '../../../src/staff/staff';
import { type Client, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let anna: Client;
const open: AbortController[] = [];

beforeEach(async () => {
  app = await startStaffApp({ heartbeatMs: 50 });
  anna = await app.signIn('anna', 'agent');
});

afterEach(async () => {
  for (const stream of open.splice(0)) stream.abort();
  await app.close();
});

/** An event as a browser would dispatch it; a block with only an id sets it and dispatches nothing. */
interface Dispatched {
  id: string;
  type: string;
  data: unknown;
}

/** A small EventSource. */
class Page {
  readonly events: Dispatched[] = [];
  lastEventId = '';
  comments = 0;
  ended = false;

  static async open(client: Client, lastEventId?: string): Promise<Page> {
    const abort = new AbortController();
    open.push(abort);
    const response = await fetch(`${app.url}/api/events`, {
      headers: {
        cookie: client.cookie,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const page = new Page(abort);
    void page.read(response);
    return page;
  }

  private constructor(private readonly abort: AbortController) {}

  close(): void {
    this.abort.abort();
  }

  /** Waits until the condition holds, or fails the test. */
  async until(condition: (page: Page) => boolean): Promise<void> {
    const deadline = Date.now() + 5_000;
    while (!condition(this)) {
      if (Date.now() > deadline) throw new Error(`waited in vain; got ${JSON.stringify(this.events)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.dispatch(block);
      }
    } catch {
      // The test closed the page.
    }
    this.ended = true;
  }

  private dispatch(block: string): void {
    if (block.startsWith(':')) this.comments += 1;
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    this.lastEventId = field('id') ?? this.lastEventId;
    const data = field('data');
    if (data !== undefined)
      this.events.push({ id: this.lastEventId, type: field('event') ?? '', data: JSON.parse(data) });
  }
}

describe('GET /api/events', () => {
  it('tells two open pages the same, in the same order', async () => {
    const pages = [await Page.open(anna), await Page.open(await app.signIn('bo', 'supervisor'))];
    const id = await app.enqueue('fan-1');
    await anna.post(`/api/chats/${id}/claim`);
    await anna.post(`/api/chats/${id}/messages`, { text: '您好', clientId: 'c' });
    for (const page of pages) {
      await page.until(({ events }) => events.length === 3);
      expect(page.events.map(({ type, data }) => [type, data])).toEqual([
        ['chat.changed', { type: 'chat.changed', chatId: id, followerId: 'fan-1' }],
        ['chat.changed', { type: 'chat.changed', chatId: id, followerId: 'fan-1' }],
        ['message.created', { type: 'message.created', chatId: id, followerId: 'fan-1', messageId: 1 }],
      ]);
    }
    expect(pages[0]?.events).toEqual(pages[1]?.events);
  });

  it('shows a page only what it can already read', async () => {
    const page = await Page.open(anna);
    const id = await app.enqueue('fan-1');
    await page.until(({ events }) => events.length === 1);
    expect((await anna.get(`/api/chats/${id}`)).body.state).toBe('queued');
  });

  it('replays what a page missed while it was away', async () => {
    const page = await Page.open(anna);
    await app.enqueue('fan-1');
    await page.until(({ events }) => events.length === 1);
    page.close();
    await app.enqueue('fan-2');
    await app.enqueue('fan-3');
    const again = await Page.open(anna, page.lastEventId);
    await again.until(({ events }) => events.length === 2);
    expect(again.events.map(({ data }) => (data as { followerId: string }).followerId)).toEqual([
      'fan-2',
      'fan-3',
    ]);
  });

  it('replays to a page that had seen no event before it was cut off', async () => {
    const page = await Page.open(anna);
    await page.until(({ lastEventId }) => lastEventId !== '');
    expect(page.events).toEqual([]);
    page.close();
    await app.enqueue('fan-1');
    const again = await Page.open(anna, page.lastEventId);
    await again.until(({ events }) => events.length === 1);
    expect(again.events[0]?.type).toBe('chat.changed');
  });

  it.each(['7', '99999999999999', 'yesterday'])(
    'answers reset to the unknown id %s and goes on',
    async (id) => {
      await app.enqueue('fan-1');
      const page = await Page.open(anna, id);
      await page.until(({ events }) => events.length === 1);
      await app.enqueue('fan-2');
      await page.until(({ events }) => events.length === 2);
      expect(page.events.map(({ type }) => type)).toEqual(['reset', 'chat.changed']);
      expect(Number(page.events[1]?.id)).toBe(Number(page.events[0]?.id) + 1);
    },
  );

  it('sends heartbeats, and keeps the agent present while the page is open', async () => {
    const page = await Page.open(anna);
    expect(app.deps.presence.isOnline(anna.id)).toBe(true);
    app.clock.advance(PRESENCE_LEASE_MS - 1);
    const { comments } = page;
    await page.until((now) => now.comments >= comments + 2);
    app.clock.advance(PRESENCE_LEASE_MS - 1);
    expect(app.deps.presence.isOnline(anna.id)).toBe(true);
    page.close();
    await page.until(({ ended }) => ended);
    await new Promise((resolve) => setTimeout(resolve, 120));
    app.clock.advance(PRESENCE_LEASE_MS);
    expect(app.deps.presence.onlineAgents()).toBe(0);
  });

  it('does not count a supervisor who only watches as an agent', async () => {
    await Page.open(await app.signIn('sue', 'supervisor'));
    expect(app.deps.presence.onlineAgents()).toBe(0);
  });

  it('ends when the session ends', async () => {
    const page = await Page.open(anna);
    app.clock.advance(SESSION_IDLE_MS);
    await page.until(({ ended }) => ended);
    expect((await anna.get('/api/events')).status).toBe(401);
  });

  it('ends when the server stops', async () => {
    const page = await Page.open(anna);
    app.deps.hub.close();
    await page.until(({ ended }) => ended);
  });

  it('is for agents and supervisors who are signed in', async () => {
    const admin = await app.signIn('root', 'administrator');
    expect((await app.stranger.get('/api/events')).status).toBe(401);
    expect((await admin.get('/api/events')).status).toBe(403);
  });

  it('bounds the pages of one account, and frees the places of closed ones', async () => {
    const pages = await Promise.all(Array.from({ length: 20 }, () => Page.open(anna)));
    expect((await anna.get('/api/events')).status).toBe(429);
    pages[0]?.close();
    await pages[0]?.until(({ ended }) => ended);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Page.open(anna);
  });
});
