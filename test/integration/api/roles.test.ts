import type { RunningServer } from '../../../src/server';
import { ROLES, type Role } from '../../../src/staff';
import { PASSWORD, startTestServer } from '../../helpers/server';
import { StaffClient } from '../../helpers/staff-client';
import { tempFolder } from '../../helpers/temp-folder';

/** Calls that need no role: each is a decision, so each is named. */
const FOR_EVERYBODY = ['POST /api/session', 'GET /api/openapi.json'];
const FOR_ALL_STAFF = ['GET /api/session', 'DELETE /api/session', 'GET /api/catalog'];

/** What nobody may change by mistake: who may serve, who may watch, who may administer. */
const DECIDED: Record<string, readonly Role[]> = {
  'POST /api/chats/{id}/claim': ['agent'],
  'POST /api/chats/{id}/messages': ['agent'],
  'GET /api/chats': ['agent', 'supervisor'],
  'GET /api/chats/{id}/messages': ['agent', 'supervisor'],
  'POST /api/chats/{id}/close': ['agent', 'supervisor'],
  'POST /api/chats/{id}/transfer': ['agent', 'supervisor'],
  'GET /api/staff': ['administrator'],
  'POST /api/staff': ['administrator'],
  'PATCH /api/staff/{id}': ['administrator'],
  'GET /api/audit': ['administrator'],
  'GET /api/tickets/{number}': ['agent', 'supervisor'],
  'POST /api/service-codes': ['administrator'],
  'POST /api/devices/import': ['administrator'],
  'PATCH /api/devices/{serialNo}': ['administrator'],
  'GET /api/documents': ['agent', 'supervisor', 'administrator'],
  'POST /api/documents': ['administrator'],
  'PATCH /api/documents/{id}': ['administrator'],
};

const folder = tempFolder();
let server: RunningServer;
/** `GET /api/chats` → who may call it. */
let calls: Map<string, 'public' | 'signed-in' | readonly Role[] | undefined>;

beforeAll(async () => {
  server = await startTestServer(folder);
  const description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-roles'?: 'public' | 'signed-in' | Role[] }>>;
  };
  calls = new Map(
    Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, call]) => [`${method.toUpperCase()} ${path}`, call['x-roles']]),
    ),
  );
});

afterAll(() => server.close());

const isRoles = (access: unknown): access is readonly Role[] => Array.isArray(access);

/** Calls it with values that fit nothing: what is asked is whether one gets past the door. */
async function statusOf(call: string, headers: Record<string, string>): Promise<number> {
  const [method = '', path = ''] = call.split(' ');
  const ended = new AbortController();
  const response = await fetch(server.url + path.replace(/\{\w+\}/g, '0'), {
    method,
    headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' ? {} : { body: '{"":""}' }),
    signal: ended.signal,
  });
  // The event stream would stay open.
  ended.abort();
  return response.status;
}

describe('every call of the staff API', () => {
  it('declares who may use it', () => {
    expect(calls.size).toBeGreaterThan(20);
    const without = [...calls].filter(([, access]) => access === undefined || access.length === 0);
    expect(without).toEqual([]);
    const names = (wanted: string) =>
      [...calls].filter(([, access]) => access === wanted).map(([call]) => call);
    expect(names('public').sort()).toEqual([...FOR_EVERYBODY].sort());
    expect(names('signed-in').sort()).toEqual([...FOR_ALL_STAFF].sort());
  });

  it('is open to the roles that were decided', () => {
    expect(Object.fromEntries(Object.keys(DECIDED).map((call) => [call, calls.get(call)]))).toEqual(DECIDED);
  });

  it('refuses who is not signed in, with 401', async () => {
    const closed = [...calls.keys()].filter((call) => !FOR_EVERYBODY.includes(call));
    for (const call of closed) expect([call, await statusOf(call, {})]).toEqual([call, 401]);
  });

  it.each(ROLES)(
    'lets the role %s do what is declared for it, and refuses the rest with 403',
    async (role) => {
      const admin = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
      const account = { username: role, name: role, password: PASSWORD, roles: [role] };
      expect((await admin.post('/api/staff', account)).status).toBe(201);
      const client = await StaffClient.signIn(() => server.url, role, PASSWORD);
      const allowed: string[] = [];
      for (const [call, access] of calls) {
        if (!isRoles(access)) continue;
        const status = await statusOf(call, client.headers);
        if (access.includes(role)) {
          allowed.push(call);
          expect([call, status === 401 || status === 403 || status >= 500]).toEqual([call, false]);
        } else expect([call, status]).toEqual([call, 403]);
      }
      expect(allowed.length).toBeGreaterThan(3);
      for (const call of FOR_ALL_STAFF.filter((one) => !one.startsWith('DELETE')))
        expect([call, await statusOf(call, client.headers)]).toEqual([call, 200]);
    },
  );
});
