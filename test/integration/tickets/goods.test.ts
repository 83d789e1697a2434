import {
  addDocument,
  documentsOf,
  documentsOfFollower,
  GoodsService,
  moveGoodsByStaff,
  type StaffGoodsAction,
} from '../../../src/tickets';
import { eraseFollower } from '../../../src/turns/erase-follower';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, FAN, openBench } from './ticket-bench';

const folder = tempFolder();
const goods = new GoodsService();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const by = () => ({ staffId: 's1', staffName: '小李', now: app.clock.now() });
const staff = (number: string, action: StaffGoodsAction, note: string | null = null) =>
  app.run((tx) => moveGoodsByStaff(tx, by(), number, { action, note }));
const send = (number: string, parcel = '', step = app.step()) =>
  app.run((tx) => goods.send(tx, step, { number, parcel }));
const confirm = (number: string, step = app.step()) => app.run((tx) => goods.confirm(tx, step, number));

describe('goods of a ticket', () => {
  it('go to us and back, with who did what in the history', async () => {
    const { number } = await app.file();
    await staff(number, 'request', '示例市 1 号');
    expect(await send(number, '顺丰 SF1234567890')).toMatchObject({
      ok: true,
      ticket: { goods: 'sent', parcelSent: { trackingNo: 'SF1234567890' } },
    });
    await staff(number, 'receive');
    await staff(number, 'return', '京东 JD0001112223');
    expect(await confirm(number)).toMatchObject({
      ok: true,
      ticket: { goods: 'delivered', parcelReturned: { trackingNo: 'JD0001112223' } },
    });
    expect((await app.events(number)).map(({ kind, actor, text }) => [kind, actor.kind, text])).toEqual([
      ['created', 'follower', null],
      ['goods_requested', 'staff', '示例市 1 号'],
      ['goods_sent', 'follower', '顺丰 SF1234567890'],
      ['goods_received', 'staff', null],
      ['goods_returned', 'staff', '京东 JD0001112223'],
      ['goods_delivered', 'follower', null],
    ]);
  });

  it('are confirmed by who filed the ticket only, also after a query by phone and number', async () => {
    const { number, contact } = await app.file();
    const other = () => app.step('openid-other');
    expect(await app.find(contact.phone, number, 'openid-other')).toMatchObject({ ok: true });
    expect(await send(number, '', other())).toEqual({ ok: false, code: 'MISS' });
    await staff(number, 'receive');
    expect(await confirm(number, other())).toEqual({ ok: false, code: 'MISS' });
    expect(await app.events(number)).toHaveLength(2);
  });

  it('move once for one step of the dialogue, and not where their state forbids it', async () => {
    const { number } = await app.file();
    const step = app.step();
    expect(await send(number, '', step)).toMatchObject({ ok: true });
    expect(await send(number, '', step)).toMatchObject({ ok: true });
    expect(await confirm(number)).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    expect(await send('999999-00001')).toEqual({ ok: false, code: 'MISS' });
    expect(await send(number, '长'.repeat(61))).toEqual({ ok: false, code: 'VALIDATION' });
    expect(await app.events(number)).toHaveLength(2);
    expect(await staff(number, 'return')).toMatchObject({ code: 'REFUSED', goods: 'sent' });
  });

  it('are offered for the tickets whose state allows it, however many others are newer', async () => {
    const { number } = await app.file();
    await staff(number, 'receive');
    for (let n = 0; n < 4; n += 1) await app.file();
    app.clock.advance(3_600_000);
    for (let n = 0; n < 4; n += 1) await app.file();
    const list = async (action: 'send' | 'confirm', followerId = FAN) => {
      const result = await app.effect('ticket.list_goods', { action }, app.step(followerId));
      const data = result.ok ? (result.data as { tickets: { ticket_no: string }[] }) : { tickets: [] };
      return data.tickets.map((one) => one.ticket_no);
    };
    expect(await list('confirm')).toEqual([number]);
    expect(await list('send')).toHaveLength(5);
    expect(await list('confirm', 'openid-other')).toEqual([]);
  });
});

describe('documents of a ticket', () => {
  it('are seen by who filed it, newest first, and by nobody else', async () => {
    const { number } = await app.file();
    const add = (title: string) =>
      app.run((tx) => addDocument(tx, by(), number, { title, content: 'https://example.com/1' }));
    await add('报价单');
    await add('维修单');
    const list = (followerId = FAN, id?: number) =>
      app.run((tx) => documentsOfFollower(tx, followerId, { id, limit: 8 }));
    const [newest, oldest] = await list();
    expect([newest?.title, oldest?.title]).toEqual(['维修单', '报价单']);
    expect(await list('openid-other')).toEqual([]);
    expect(await list('openid-other', newest?.id)).toEqual([]);
    expect(await list(FAN, oldest?.id)).toMatchObject([{ title: '报价单', number }]);
    for (let n = 2; n < 20; n += 1) expect(await add(`单据 ${n}`)).toMatchObject({ ok: true });
    expect(await add('多余')).toEqual({ ok: false, code: 'FULL' });
  });

  it('go with the parcels when the follower is erased', async () => {
    const { number } = await app.file();
    await send(number, '顺丰 SF1234567890');
    await app.run((tx) => addDocument(tx, by(), number, { title: '发票', content: '抬头 示例科技' }));
    await app.run((tx) => eraseFollower(tx, app.deps, { followerId: FAN, now: app.clock.now() }));
    expect(await documentsOf(app.store.reader, number)).toEqual([]);
    const rows = await app.rows(
      'SELECT * FROM ticket JOIN ticket_event ON ticket_event.ticket_id = ticket.id',
    );
    expect(JSON.stringify(rows)).not.toMatch(/SF123|示例科技/);
  });
});
