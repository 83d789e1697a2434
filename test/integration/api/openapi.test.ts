import { type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;

beforeAll(async () => {
  app = await startStaffApp();
});

afterAll(() => app.close());

describe('/api/openapi.json', () => {
  it('describes every call of the contract, from the schemas that validate', async () => {
    const { status, body } = await app.stranger.get('/api/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
    const calls = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls).toEqual(
      expect.arrayContaining([
        'POST /api/session',
        'GET /api/session',
        'DELETE /api/session',
        'GET /api/staff',
        'POST /api/staff',
        'GET /api/chats',
        'GET /api/chats/{id}/messages',
        'POST /api/chats/{id}/messages',
        'POST /api/chats/{id}/claim',
        'POST /api/chats/{id}/hand-back',
        'POST /api/chats/{id}/close',
        'POST /api/chats/{id}/transfer',
        'GET /api/events',
        'GET /api/outbox',
        'POST /api/outbox/{id}/retry',
      ]),
    );
    const send = body.paths['/api/chats/{id}/messages'].post;
    expect(send.requestBody.content['application/json'].schema).toMatchObject({
      type: 'object',
      required: ['text', 'clientId'],
      properties: { clientId: { type: 'string', minLength: 1, maxLength: 64 } },
    });
    expect(send.responses).toMatchObject({
      201: { content: { 'application/json': { schema: { properties: { delivery: {} } } } } },
      409: { description: 'CHAT_TAKEN' },
    });
    const list = body.paths['/api/chats'].get;
    expect(list.parameters).toContainEqual(
      expect.objectContaining({ name: 'state', in: 'query', required: false }),
    );
  });

  it('has only references that lead somewhere', async () => {
    const { body } = await app.stranger.get('/api/openapi.json');
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const target = reference.split('/').reduce((node, key) => node?.[key], body);
      expect(target).toBeDefined();
    }
  });
});
