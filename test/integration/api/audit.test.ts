import { SAME_LOOK_MS, searchKey } from '../../../src/staff';
import { type FeatureApp, startFeatureApp } from './feature-app';
import type { Client } from './staff-app';

let app: FeatureApp;
let agent: Client;
let administrator: Client;

beforeEach(async () => {
  app = await startFeatureApp();
  agent = await app.signIn('anna', 'agent');
  administrator = await app.signIn('ada', 'administrator');
});

afterEach(() => app.close());

const entries = async (query = '') => {
  const { body } = await administrator.get(`/api/audit${query}`);
  return body.items.map(({ subject, key }: { subject: string; key: string }) => `${subject} ${key}`);
};

describe('the audit of look-ups', () => {
  it('notes who looked at which follower, ticket and service code, and when', async () => {
    const chat = await app.enqueue('fan-1');
    const number = await app.file();
    await agent.get(`/api/chats/${chat}/messages`);
    await agent.get(`/api/tickets/${number}`);
    await agent.get('/api/service-codes?search=GS2026000001');
    expect(await entries()).toEqual(['service_code GS2026000001', `ticket ${number}`, 'follower fan-1']);
    const { body } = await administrator.get('/api/audit?limit=1');
    expect(body.items[0]).toMatchObject({ at: app.clock.now(), staffId: agent.id, staffName: '客服 anna' });
  });

  it('notes a search by its words, with phone numbers and addresses masked', async () => {
    await agent.get('/api/tickets?phone=13800001234');
    await agent.get('/api/tickets?search=wang@example.com');
    await agent.get('/api/tickets?status=待受理');
    expect(await entries()).toEqual(['ticket search:w***@example.com', 'ticket phone:138****1234']);
    expect(searchKey({ phone: undefined, search: '' })).toBe('');
  });

  it('counts an open page that reads again and again as one look, and a later one as another', async () => {
    const chat = await app.enqueue('fan-1');
    for (let reads = 0; reads < 3; reads += 1) await agent.get(`/api/chats/${chat}/messages`);
    expect(await entries()).toEqual(['follower fan-1']);
    app.clock.advance(SAME_LOOK_MS);
    await agent.get(`/api/chats/${chat}/messages`);
    expect(await entries()).toHaveLength(2);
  });

  it('notes nothing of what was not shown', async () => {
    await agent.get('/api/tickets/260101-00001');
    await administrator.get('/api/tickets/260101-00001');
    expect(await entries()).toEqual([]);
  });

  it('is searched by person, thing and time, page by page', async () => {
    const sue = await app.signIn('sue', 'supervisor');
    const number = await app.file();
    await agent.get(`/api/tickets/${number}`);
    app.clock.advance(1_000);
    await sue.get(`/api/tickets/${number}`);
    await sue.get('/api/service-codes');
    expect(await entries(`?key=${number}`)).toHaveLength(2);
    expect(await entries(`?staffId=${sue.id}`)).toEqual(['service_code *', `ticket ${number}`]);
    expect(await entries(`?subject=ticket&from=${app.clock.now()}`)).toHaveLength(1);
    expect(await entries(`?to=${app.clock.now()}`)).toHaveLength(1);
    const { body } = await administrator.get('/api/audit?limit=1');
    expect(await entries(`?before=${body.items[0].id}`)).toHaveLength(2);
    expect(await administrator.get('/api/audit?limit=0')).toMatchObject({ status: 400 });
  });

  it('is read by administrators only', async () => {
    expect(await agent.get('/api/audit')).toMatchObject({ status: 403 });
    expect(await app.stranger.get('/api/audit')).toMatchObject({ status: 401 });
  });
});
