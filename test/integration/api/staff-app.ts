import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import {
  AgentService,
  ChatService,
  DEFAULT_HANDOFF_SETTINGS,
  type HandoffSettings,
  Presence,
  RatingService,
} from '../../../src/handoff';
import {
  createStaffApi,
  EventHub,
  type FeatureApiDeps,
  type KbApiDeps,
  type LoggedMessage,
  type OutboxItem,
  type StaffApiDeps,
} from '../../../src/http/api';
import { translateErrors } from '../../../src/http/error-middleware';
import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import { KeyedQueue } from '../../../src/kernel/keyed-queue';
import { createLogger } from '../../../src/kernel/logger';
import {
  hashPassword,
  type Role,
  SessionService,
  SignIn,
  StaffAudit,
  StaffService,
} from '../../../src/staff';
import { openTemporaryStore } from './temporary-store';

export const NOW = 1_790_000_000_000;
const PASSWORD = 'a long password';

export interface StaffApp {
  url: string;
  clock: ManualClock;
  deps: StaffApiDeps;
  /** Agent operations that the dialogue was told of, by follower. */
  told: { followerId: string; kind: string }[];
  messages: (LoggedMessage & { followerId: string; chatId: string; clientId: string })[];
  outbox: OutboxItem[];
  /** Creates an account and signs it in. */
  signIn(username: string, ...roles: Role[]): Promise<Client>;
  /** Somebody without a session. */
  stranger: Client;
  enqueue(followerId: string): Promise<string>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  headers: Headers;
}

/** A browser of one member of staff. */
export interface Client {
  id: string;
  cookie: string;
  csrfToken: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  request(method: string, path: string, init?: RequestInit): Promise<Answer>;
}

/** The staff API behind a real server, on a real database; message log, outbox and turns are small stand-ins. */
export async function startStaffApp(
  options: {
    publicUrl?: string;
    heartbeatMs?: number;
    perUsername?: number;
    features?: FeatureApiDeps;
    handoff?: Partial<HandoffSettings>;
    kb?: (deps: StaffApiDeps) => KbApiDeps;
  } = {},
): Promise<StaffApp> {
  const store = await openTemporaryStore();
  const clock = new ManualClock(NOW);
  const logger = createLogger('silent');
  const hub = new EventHub(clock);
  const sessions = new SessionService(store.unitOfWork, store.reader, clock);
  const staff = new StaffService(randomId);
  const settings = { ...DEFAULT_HANDOFF_SETTINGS, ...options.handoff };
  const chats = new ChatService(randomId, hub.publish, { settings });
  const conversations = new KeyedQueue();
  const passwordHash = await hashPassword(PASSWORD);
  const told: StaffApp['told'] = [];
  const messages: StaffApp['messages'] = [];
  const outbox: OutboxItem[] = [];

  const deps: StaffApiDeps = {
    unitOfWork: store.unitOfWork,
    reader: store.reader,
    clock,
    logger,
    publicUrl: options.publicUrl,
    staff,
    sessions,
    audit: new StaffAudit(store.unitOfWork, store.reader, clock),
    signIn: new SignIn(store.unitOfWork, store.reader, sessions, {
      perUsername: options.perUsername ?? 3,
      perAddress: 100,
      withinSeconds: 60,
      waiting: 100,
    }),
    chats,
    agents: new AgentService(randomId, settings),
    schedules: ['handoff', 'booking'],
    ratings: new RatingService(settings),
    presence: new Presence(clock),
    hub,
    act: (followerId, work) =>
      conversations.run(followerId, () =>
        store.unitOfWork.run(async (tx) => {
          const { value, event } = await work(tx);
          if (event !== undefined) tx.afterCommit(() => told.push({ followerId, kind: event.kind }));
          return value;
        }),
      ),
    appendStaffMessage: async (_tx, { followerId, chatId, clientId, staffId, text, at }) => {
      const known = messages.find((one) => one.chatId === chatId && one.clientId === clientId);
      if (known !== undefined) return { message: known, created: false };
      const id = messages.length + 1;
      const sent = {
        type: 'text',
        delivery: 'pending',
        error: null,
        mediaId: null,
        outboxId: id,
        from: 'staff',
      } as const;
      const message = { id, at, text, staffId, followerId, chatId, clientId, ...sent };
      messages.push(message);
      return { message, created: true };
    },
    appendNote: async (_tx, { followerId, chatId, clientId, staffId, text, at }) => {
      const id = messages.length + 1;
      const plain = { delivery: 'none', error: null, mediaId: null, outboxId: null, from: 'staff' } as const;
      const message = { id, at, type: 'note', text, staffId, followerId, chatId, clientId: clientId ?? '' };
      messages.push({ ...message, ...plain });
      return { message: { ...message, ...plain }, created: true };
    },
    forms: { read: async () => undefined, fill: async () => ({ kind: 'no_form' }) },
    recentConversations: async () => [],
    readMessages: async (_reader, { followerId, before = Number.POSITIVE_INFINITY, limit }) =>
      messages.filter((one) => one.followerId === followerId && one.id < before).slice(-limit),
    quotaOf: async (_reader, ids) => new Map(ids.map((id) => [id, { left: 4, until: NOW + 1_000 }])),
    remarksOf: async (_reader, ids) => new Map(ids.map((id) => [id, `备注 ${id}`])),
    outbox: {
      list: async ({ status, limit, before = Number.POSITIVE_INFINITY }) =>
        outbox.filter((item) => item.status === status && item.id < before).slice(0, limit),
      retry: async (id) => {
        const item = outbox.find((one) => one.id === id);
        if (item === undefined) return { ok: false, code: 'NOT_FOUND' };
        if (item.status !== 'failed' && item.status !== 'unknown')
          return { ok: false, code: 'NOT_RETRYABLE' };
        item.status = 'pending';
        return { ok: true, item };
      },
    },
  };

  const app = new Koa();
  app.use(translateErrors(logger));
  const { heartbeatMs, features } = options;
  const router = createStaffApi(deps, {
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(features === undefined ? {} : { features }),
    ...(options.kb === undefined ? {} : { kb: options.kb(deps) }),
  });
  app.use(router.routes());
  const server = http.createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stranger = buildClient(url, { id: '', cookie: '', csrfToken: '' });

  return {
    url,
    clock,
    deps,
    told,
    messages,
    outbox,
    stranger,
    signIn: async (username, ...roles) => {
      const created = await store.unitOfWork.run((tx) =>
        staff.create(tx, { username, name: `客服 ${username}`, passwordHash, roles, now: clock.now() }),
      );
      if (!created.ok) throw new Error(`${username} is taken`);
      const answer = await stranger.post('/api/session', { username, password: PASSWORD });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return buildClient(url, { id: created.staff.id, cookie, csrfToken: answer.body.csrfToken });
    },
    enqueue: (followerId) =>
      store.unitOfWork.run(
        async (tx) => (await chats.enqueue(tx, { followerId, reason: '找人工', now: clock.now() })).chatId,
      ),
    close: async () => {
      hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

function buildClient(url: string, who: Pick<Client, 'id' | 'cookie' | 'csrfToken'>): Client {
  const request = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers({
      ...(who.cookie === '' ? {} : { cookie: who.cookie }),
      'x-csrf-token': who.csrfToken,
    });
    for (const [name, value] of Object.entries((init.headers ?? {}) as Record<string, string>))
      headers.set(name, value);
    const response = await fetch(url + path, { ...init, method, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  const send =
    (method: string) =>
    (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      request(method, path, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
  return { ...who, request, get: (path) => request('GET', path), post: send('POST') };
}

export { PASSWORD };
