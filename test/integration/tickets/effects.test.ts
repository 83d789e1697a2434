import { readProfile, rememberFollower, setSubscribed } from '../../../src/customers';
import { EFFECTS } from '../../../src/dialogue/flow/effect-registry';
import { featureEffects } from '../../../src/turns/effects';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, FAN, MORNING, openBench } from './ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

interface Listed {
  data: { tickets: { ticket_no: string }[] };
}

/** Arguments as a flow makes them of its slots. */
const createArgs = (changes: object = {}) => ({
  customer_name: '示例科技有限公司',
  contact: { name: '王小明', phone: '13800000000', email: 'a@example.com' },
  service_type: '硬件故障',
  product: '星云',
  model: '星云一号',
  description: '开机后黑屏，指示灯闪红灯',
  attachments: null,
  terms_version: '2026-11',
  ...changes,
});
const create = async (changes: object = {}) => {
  const result = await app.effect('ticket.create', createArgs(changes));
  if (!result.ok) throw new Error(result.code);
  return (result.data as { ticket_no: string }).ticket_no;
};

describe('the effects of flows', () => {
  it('are all there that the linter lets flows ask for, with arguments that both sides take', () => {
    expect(Object.keys(featureEffects(app.deps))).toEqual(expect.arrayContaining(Object.keys(EFFECTS)));
    expect(EFFECTS['ticket.create']?.args.safeParse(createArgs()).success).toBe(true);
  });

  it('ticket.create files a ticket and remembers who the follower is', async () => {
    expect(await app.effect('ticket.create', createArgs())).toEqual({
      ok: true,
      data: { ticket_no: '261122-00001', created_at: MORNING, priority: 'P2', emergency: false },
    });
    expect(await readProfile(app.store.reader, FAN, MORNING)).toMatchObject({
      name: '王小明',
      phone: '13800000000',
      email: 'a@example.com',
      org_name: '示例科技有限公司',
      roles: ['follower'],
    });
  });

  it('ticket.create takes pictures as the chat gives them and refuses more than 80 MB', async () => {
    const attachments = [{ kind: 'image', ref: 'm1' }, 'm2'];
    const number = await create({ attachments });
    expect((await app.desk.read(app.store.reader, number))?.ticket.attachments).toEqual([
      { mediaId: 'm1', kind: 'image' },
      { mediaId: 'm2', kind: 'image' },
    ]);
    const save = (mediaId: string, bytes: number) =>
      app.run((tx) =>
        tx.execute(
          `INSERT INTO media (media_id, follower_id, kind, path, content_type, bytes, saved_at)
           VALUES ($1, $2, 'video', '', '', $3, 0)`,
          [mediaId, FAN, bytes],
        ),
      );
    await save('m1', 60 * 1024 * 1024);
    await save('m2', 20 * 1024 * 1024);
    await create({ attachments });
    await save('m3', 1);
    expect(await app.effect('ticket.create', createArgs({ attachments: [...attachments, 'm3'] }))).toEqual({
      ok: false,
      code: 'VALIDATION',
      data: { fields: ['attachments'] },
    });
  });

  it('ticket.create names the fields that break a rule', async () => {
    const contact = { name: '王小明', phone: '12', email: null };
    expect(await app.effect('ticket.create', createArgs({ contact, model: null }))).toEqual({
      ok: false,
      code: 'VALIDATION',
      data: { fields: ['contactPhone', 'contactEmail', 'model'] },
    });
  });

  it('ticket.find shows status and progress as two things, with personal data masked', async () => {
    const number = await create();
    await app.process(number, { status: '处理中', progress: '备件已寄出' });
    const found = await app.effect('ticket.find', { phone: '13800000000', ticket_no: number });
    expect(found).toEqual({
      ok: true,
      data: {
        ticket: expect.objectContaining({
          ticket_no: number,
          service_type: '硬件故障',
          created_text: '2026-11-22 10:18:31',
          status: '处理中',
          progress: '备件已寄出',
          result: null,
          contact_name: '王**',
          contact_phone: '138****0000',
          contact_email: 'a***@example.com',
          can_edit: true,
          can_cancel: true,
          can_follow_up: true,
        }),
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/13800000000|王小明|a@example/);
    expect(await app.effect('ticket.find', { phone: '13800000001', ticket_no: number })).toEqual({
      ok: false,
      code: 'MISS',
    });
  });

  it('ticket.list_mine lists, with and without words', async () => {
    const number = await create();
    await create({ description: '风扇声音特别大' });
    const list = async (args: object) => (await app.effect('ticket.list_mine', args)) as unknown as Listed;
    expect((await list({})).data.tickets).toHaveLength(2);
    expect((await list({ query: '黑屏' })).data.tickets.map(({ ticket_no }) => ticket_no)).toEqual([number]);
    expect((await list({ query: null })).data.tickets).toHaveLength(2);
  });

  it('ticket.edit takes a patch flat as slots are, or nested as the form is', async () => {
    const number = await create();
    const edit = (patch: object) => app.effect('ticket.edit', { ticket_no: number, patch });
    expect(await edit({ contact_phone: '13900000000', description: null })).toMatchObject({
      ok: true,
      data: { ticket: { contact_phone: '139****0000', description: '开机后黑屏，指示灯闪红灯' } },
    });
    expect(await edit({ contact: { name: '李雷' } })).toMatchObject({ ok: true });
    expect((await app.desk.read(app.store.reader, number))?.ticket.contact).toEqual({
      name: '李雷',
      phone: '13900000000',
      email: 'a@example.com',
    });
    expect(await edit({ contact_phone: '1' })).toEqual({
      ok: false,
      code: 'VALIDATION',
      data: { fields: ['contactPhone'] },
    });
    expect(await app.effect('ticket.edit', { ticket_no: '261122-09999', patch: {} })).toEqual({
      ok: false,
      code: 'MISS',
    });
  });

  it('ticket.cancel and ticket.follow_up tell what became of the ticket', async () => {
    const number = await create();
    expect(await app.effect('ticket.follow_up', { ticket_no: number, text: '还是黑屏' })).toMatchObject({
      ok: true,
      data: { ticket: { status: '待受理' } },
    });
    expect(await app.effect('ticket.cancel', { ticket_no: number })).toMatchObject({
      ok: true,
      data: { ticket: { status: '已取消', can_cancel: false, can_follow_up: false } },
    });
    expect(await app.effect('ticket.cancel', { ticket_no: number })).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
    });
    expect(await app.effect('ticket.follow_up', { ticket_no: number, text: '追问' })).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
    });
  });

  it('ticket.triage proposes a priority', async () => {
    expect(await app.effect('ticket.triage', { text: '数据不见了' })).toEqual({
      ok: true,
      data: { priority: 'P1', emergency: true, rule: '数据丢失风险' },
    });
  });

  it('service_code.lookup gives code and validity', async () => {
    expect(await app.effect('service_code.lookup', { org: '示例科技有限公司' })).toEqual({
      ok: true,
      data: { code: 'GS2026000001', valid_until: '2027-12-31' },
    });
    expect(await app.effect('service_code.lookup', { org: '示例科技' })).toEqual({ ok: false, code: 'MISS' });
  });

  it('suggestion.create numbers suggestions and complaints apart', async () => {
    const make = (kind: string, by = app.step()) =>
      app.effect('suggestion.create', { kind, text: '希望支持夜间模式', contact: null }, by);
    const by = app.step();
    expect([await make('suggestion', by), await make('suggestion', by), await make('complaint')]).toEqual([
      { ok: true, data: { number: 'JY261122-00001' } },
      { ok: true, data: { number: 'JY261122-00001' } },
      { ok: true, data: { number: 'TS261122-00001' } },
    ]);
    for (let n = 0; n < 8; n += 1) await make('complaint');
    expect(await make('complaint')).toEqual({ ok: false, code: 'RATE_LIMITED' });
    expect(await app.effect('suggestion.create', { kind: 'complaint', text: ' ' })).toEqual({
      ok: false,
      code: 'VALIDATION',
    });
  });

  it('kb.suggest offers a sure answer and nothing else', async () => {
    const entry = { id: 'k', question: '闪红灯', answer: '表示网络断开', category: '' };
    const findings = {
      闪红灯: { kind: 'answer', entry, score: 0.9 },
      红: { kind: 'suggest', candidates: [{ entry, score: 0.4 }] },
    } as const;
    const searchKnowledge = (text: string) =>
      findings[text as keyof typeof findings] ?? ({ kind: 'none' } as const);
    const suggest = featureEffects({ ...app.deps, searchKnowledge: searchKnowledge as never })['kb.suggest'];
    const ask = (text: string) =>
      app.run((tx) => suggest?.(tx, { text }, { ...app.step(), turnId: 1 }) ?? Promise.reject(new Error()));
    const told = { question: '闪红灯', answer: '表示网络断开' };
    expect(await ask('闪红灯')).toEqual({ ok: true, data: { ...told, answers: [told] } });
    for (const text of ['红', '无关', ' ']) expect(await ask(text)).toEqual({ ok: false, code: 'NONE' });
  });

  it.each<[string, object]>([
    ['ticket.create', createArgs({ contact: { phone: { secret: '13800000000' } } })],
    ['ticket.create', createArgs({ terms_version: null })],
    ['ticket.find', { phone: ['13800000000'], ticket_no: '1' }],
    ['ticket.edit', { ticket_no: '1', patch: { contact_phone: ['13800000000'] } }],
    ['service_code.lookup', { org: { name: '示例科技有限公司' } }],
    ['suggestion.create', { kind: '13800000000', text: 'x' }],
  ])('%s of a wrong shape is a fault that names fields and no values', async (kind, args) => {
    const failure: Error = await app.effect(kind, args).then(
      () => new Error('it was accepted'),
      (error: Error) => error,
    );
    expect(failure.message).toMatch(new RegExp(`^the effect ${kind} was given wrong arguments: `));
    expect(`${failure.message} ${failure.stack}`).not.toMatch(/13800000000|示例科技/);
  });
});

it('the profile is forgotten when the follower leaves; the tickets stay', async () => {
  await app.run((tx) => rememberFollower(tx, FAN, 1));
  await create();
  await app.run((tx) => setSubscribed(tx, FAN, false, 2));
  expect(await readProfile(app.store.reader, FAN, MORNING)).toMatchObject({
    name: null,
    phone: null,
    email: null,
    org_name: null,
    roles: ['follower'],
  });
  expect(await app.rows('SELECT number FROM ticket')).toHaveLength(1);
});
