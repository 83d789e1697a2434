/** The staff API as this page uses it; `/api/openapi.json` describes the whole. */
export interface Staff {
  id: string;
  name: string;
  roles: string[];
}
export type ChatState = 'queued' | 'human' | 'closed';
export interface Chat {
  id: string;
  state: ChatState;
  follower: { id: string; remark: string };
  queuedAt: number;
  closedAt?: number | null;
  answeredAt: number | null;
  /** By when a person should have answered. */
  firstAnswer: { dueAt: number; late: boolean };
  staffId: string | null;
  staffName?: string | null;
  position?: number;
  priority?: { level: 'emergency' | 'vip' | 'normal'; why: string };
  group?: { id: string; name: string | null } | null;
  problemClass?: string | null;
  rating?: { stars: number; comment: string | null } | null;
  quota: { left: number; until: number | null };
}
export interface Message {
  id: number;
  at: number;
  from: 'follower' | 'bot' | 'staff' | 'system';
  type: string;
  text: string;
  delivery: 'none' | 'pending' | 'sent' | 'failed' | 'unknown';
  error: string | null;
  outboxId?: number | null;
  mediaId?: string | null;
}

/** Whom a chat can be passed on to. */
export interface Colleague {
  id: string;
  name: string;
  online?: boolean;
}
/** The follower's open form. */
export interface Draft {
  title: string;
  filled: { slot: string; label: string; value: unknown }[];
  missing: { slot: string; label: string }[];
}
/** Said by who closes a chat (feature S3-37). */
export const PROBLEM_CLASSES = [
  '应用问题',
  '数据异常',
  '程序错误',
  '环境问题',
  '安装指导',
  '需求类',
  '其它咨询',
];

/** What the API refused, in its own words for people. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

let csrfToken = '';
/** Only a mark that somebody signed in on this page: the session itself is a cookie that scripts cannot read. */
const MARK = 'weikefu-sandbox-signed-in';

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError('NETWORK', '连接不上服务，请稍后重试', 0);
  }
  const text = await answer.text();
  const value: unknown = text === '' ? undefined : parse(text);
  if (answer.ok) return value as T;
  const error = (value as { error?: { code?: string; message?: string } } | undefined)?.error;
  if (answer.status === 401) localStorage.removeItem(MARK);
  throw new ApiError(
    error?.code ?? 'UNKNOWN',
    error?.message ?? `请求失败（${answer.status}）`,
    answer.status,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function remember({ staff, csrfToken: token }: { staff: Staff; csrfToken: string }): Staff {
  csrfToken = token;
  localStorage.setItem(MARK, '1');
  return staff;
}

export const staffApi = {
  /** Undefined when nobody is signed in. */
  async resume(): Promise<Staff | undefined> {
    if (localStorage.getItem(MARK) === null) return undefined;
    try {
      return remember(await request('GET', '/session'));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return undefined;
      throw error;
    }
  },
  async signIn(username: string, password: string): Promise<Staff> {
    return remember(await request('POST', '/session', { username, password }));
  },
  async signOut(): Promise<void> {
    await request('DELETE', '/session');
    localStorage.removeItem(MARK);
    csrfToken = '';
  },
  async chats(state: ChatState): Promise<Chat[]> {
    return (await request<{ items: Chat[] }>('GET', `/chats?state=${state}`)).items;
  },
  async messages(chatId: string): Promise<Message[]> {
    return (await request<{ items: Message[] }>('GET', `/chats/${chatId}/messages?limit=100`)).items;
  },
  change: (chatId: string, action: 'claim' | 'hand-back' | 'close' | 'transfer' | 'fill', body?: object) =>
    request<unknown>('POST', `/chats/${chatId}/${action}`, body),
  note: (chatId: string, text: string, clientId: string) =>
    request<Message>('POST', `/chats/${chatId}/notes`, { text, clientId }),
  async draft(chatId: string): Promise<Draft | null> {
    return (await request<{ form: Draft | null }>('GET', `/chats/${chatId}/form`)).form;
  },
  async agents(): Promise<Colleague[]> {
    return (await request<{ items: Colleague[] }>('GET', '/agents')).items;
  },
  async groups(): Promise<Colleague[]> {
    return (await request<{ items: Colleague[] }>('GET', '/agent-groups')).items;
  },
  send: (chatId: string, text: string, clientId: string) =>
    request<Message>('POST', `/chats/${chatId}/messages`, { text, clientId }),
  retry: (outboxId: number) => request<unknown>('POST', `/outbox/${outboxId}/retry`),
};
