import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { forgetOldCodes, openAuditKey, readProfile } from '../../../src/customers';
import { httpSms, type Sms, type SmsOutcome, smsHandler } from '../../../src/jobs/sms';
import { bindingEffects } from '../../../src/turns/effects/binding-effects';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, FAN, MORNING, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const PHONE = '13800001234';
const codes = () => app.deps.binding.codes;
const ask = (phone = PHONE, followerId = FAN) =>
  app.effect('binding.send_code', { phone, sends: null }, app.step(followerId));
const check = (code: string, phone = PHONE) => app.effect('binding.check_code', { phone, code });
const sent = async (id = 1) => (await codes().read(app.store.reader, id, app.clock.now()))?.code ?? '';
const wrong = (code: string) => code.replace(/^./, (digit) => `${(Number(digit) + 1) % 10}`);

describe('one-time codes', () => {
  it('bind the phone they were sent to, once', async () => {
    expect(await ask()).toEqual({ ok: true, data: { minutes: 5 } });
    const code = await sent();
    expect(await check(code)).toEqual({ ok: true, data: {} });
    expect(await readProfile(app.store.reader, FAN, MORNING)).toMatchObject({ bound_phone: PHONE });
    expect(await check(code)).toMatchObject({ ok: false, code: 'EXPIRED' });
  });

  it('do not bind another phone than the one they were sent to', async () => {
    await ask();
    expect(await check(await sent(), '13900001234')).toMatchObject({ ok: false, code: 'EXPIRED' });
  });

  it('do not bind another follower', async () => {
    await ask();
    const stolen = await app.effect(
      'binding.check_code',
      { phone: PHONE, code: await sent() },
      app.step('openid-thief'),
    );
    expect(stolen).toMatchObject({ ok: false, code: 'EXPIRED' });
  });

  it('are worthless after five wrong tries, also when the sixth is right', async () => {
    await ask();
    const code = await sent();
    for (const left of [4, 3, 2, 1])
      expect(await check(wrong(code))).toEqual({ ok: false, code: 'WRONG', data: { left } });
    expect(await check(wrong(code))).toEqual({ ok: false, code: 'EXPIRED', data: {} });
    expect(await check(code)).toMatchObject({ ok: false, code: 'EXPIRED' });
  });

  it('stand nowhere in the database, and the number not in the outbox', async () => {
    await ask();
    const code = await sent();
    for (const table of ['phone_code', 'outbox', 'follower_profile'])
      expect(JSON.stringify(await app.rows(`SELECT * FROM ${table}`))).not.toContain(code);
    expect(JSON.stringify(await app.rows('SELECT * FROM outbox'))).not.toContain(PHONE);
    expect(await app.rows('SELECT kind, args FROM outbox')).toEqual([
      { kind: 'sms.send', args: '{"code":1}' },
    ]);
  });

  it('are limited for a number, whoever asks', async () => {
    for (const who of ['a', 'b', 'c']) {
      expect(await ask(PHONE, `openid-${who}`)).toMatchObject({ ok: true });
      app.clock.advance(61_000);
    }
    expect(await ask(PHONE, 'openid-d')).toEqual({ ok: false, code: 'RATE_LIMITED' });
  });

  it('are forgotten when no limit counts them', async () => {
    await ask();
    expect(await app.run((tx) => forgetOldCodes(tx, MORNING + 86_400_000))).toBe(0);
    expect(await app.run((tx) => forgetOldCodes(tx, MORNING + 86_400_001))).toBe(1);
  });

  it('cannot be asked for where nothing sends them', async () => {
    const effect = bindingEffects({ ...app.deps.binding, smsAvailable: false })['binding.send_code'];
    if (effect === undefined) throw new Error('no such effect');
    const args = { phone: PHONE, sends: null };
    const asked = await app.run((tx) => effect(tx, args, { ...app.step(), turnId: 1 }));
    expect(asked).toEqual({ ok: false, code: 'UNAVAILABLE' });
  });
});

describe('sending a code', () => {
  const told: { followerId: string; text: string }[] = [];
  const handlerWith = (outcome: SmsOutcome, seen: Sms[] = []) =>
    smsHandler({
      codes: codes(),
      sender: {
        send: async (sms) => {
          seen.push(sms);
          return outcome;
        },
      },
      unitOfWork: app.store.unitOfWork,
      reader: app.store.reader,
      clock: app.clock,
      businessName: '示例',
      tellFollower: async (_tx, { followerId, text }) => void told.push({ followerId, text }),
    });
  const item = (attempts = 0) => ({
    id: 1,
    key: 'sms:1',
    kind: 'sms.send',
    followerId: FAN,
    args: { code: 1 },
    attempts,
  });
  beforeEach(async () => {
    told.length = 0;
    await ask();
  });

  it('says the code, how long it holds and who sends it', async () => {
    const seen: Sms[] = [];
    expect(await handlerWith({ kind: 'sent' }, seen).carryOut(item())).toEqual({ kind: 'sent' });
    const code = await sent();
    expect(seen).toEqual([
      { phone: PHONE, code, minutes: 5, text: `【示例】验证码 ${code}，5 分钟内有效。请勿告诉他人。` },
    ]);
  });

  it('tells the follower once when it is refused, and the code is worthless', async () => {
    const handler = handlerWith({ kind: 'refused', detail: 'no such number' });
    const code = await sent();
    expect(await handler.carryOut(item())).toMatchObject({
      kind: 'failed',
      code: 'SMS_REFUSED',
      alert: false,
    });
    expect(await handler.carryOut(item())).toMatchObject({ kind: 'failed', code: 'OUTDATED' });
    expect(told).toEqual([{ followerId: FAN, text: expect.stringContaining('没有发出去') }]);
    expect(await check(code)).toMatchObject({ code: 'EXPIRED' });
  });

  it('tries a gateway that is away three times, then tells the follower and the operator', async () => {
    const handler = handlerWith({ kind: 'retry', detail: 'away' });
    expect(await handler.carryOut(item(0))).toMatchObject({ kind: 'retry' });
    expect(await handler.carryOut(item(1))).toMatchObject({ kind: 'retry' });
    expect(told).toEqual([]);
    expect(await handler.carryOut(item(2))).toMatchObject({ kind: 'failed', alert: true });
    expect(told).toHaveLength(1);
  });

  it('sends nothing that is over', async () => {
    const seen: Sms[] = [];
    app.clock.advance(300_000);
    expect(await handlerWith({ kind: 'sent' }, seen).carryOut(item())).toMatchObject({ code: 'OUTDATED' });
    expect(seen).toEqual([]);
  });
});

describe('the gateway', () => {
  const sms = { phone: PHONE, code: '123456', minutes: 5, text: '验证码 123456' };
  let status = 200;
  const heard: { auth: string | undefined; body: unknown }[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      heard.push({ auth: request.headers.authorization, body: JSON.parse(body) });
      response.writeHead(status).end('{}');
    });
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    [204, 'sent'],
    [400, 'refused'],
    [401, 'refused'],
    [429, 'retry'],
    [503, 'retry'],
  ])('answering %i is %s', async (answer, kind) => {
    status = answer;
    expect((await httpSms({ url, token: 't0ken' }).send(sms)).kind).toBe(kind);
    expect(heard.at(-1)).toEqual({ auth: 'Bearer t0ken', body: sms });
  });

  it('that is not there is tried again', async () => {
    expect((await httpSms({ url: 'http://127.0.0.1:1/', token: undefined }).send(sms)).kind).toBe('retry');
  });
});

it('the key that makes the codes is kept in the data folder', () => {
  expect(openAuditKey(folder)).toEqual(openAuditKey(folder));
});
