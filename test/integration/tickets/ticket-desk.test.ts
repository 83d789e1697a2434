import { TICKET_STATUSES } from '../../../src/tickets';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, MORNING, openBench } from './ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

describe('processing a ticket', () => {
  it('changes status, progress and result, each written down with who did it', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '处理中', progress: '已联系客户' });
    await app.process(number, { progress: '备件已寄出' });
    const done = await app.process(number, {
      status: '已解决',
      progress: '备件已更换',
      result: '更换电源模块',
    });
    expect(done).toMatchObject({
      ok: true,
      ticket: { status: '已解决', progress: '备件已更换', result: '更换电源模块', resolvedAt: MORNING },
    });
    expect((await app.events(number)).slice(1)).toMatchObject([
      {
        kind: 'processed',
        actor: { kind: 'staff', id: 's1', name: '小李' },
        changes: [
          { field: 'status', from: '待受理', to: '处理中' },
          { field: 'progress', from: '等待受理', to: '已联系客户' },
        ],
      },
      { changes: [{ field: 'progress', from: '已联系客户', to: '备件已寄出' }] },
      {
        changes: [
          { field: 'status', from: '处理中', to: '已解决' },
          { field: 'progress', from: '备件已寄出', to: '备件已更换' },
          { field: 'result', from: null, to: '更换电源模块' },
        ],
      },
    ]);
  });

  it('sets the usual progress of the status when none is given', async () => {
    const { number } = await app.file();
    expect(await app.process(number, { status: '处理中' })).toMatchObject({
      ticket: { progress: '工程师处理中' },
    });
  });

  it('keeps the result empty while the ticket is open', async () => {
    const { number } = await app.file();
    expect(await app.process(number, { status: '处理中', result: '快好了' })).toEqual({
      ok: false,
      code: 'REFUSED',
      refusal: { kind: 'result_while_open', status: '处理中' },
    });
    await app.process(number, { status: '已解决', result: '好了' });
    expect(await app.process(number, { status: '处理中' })).toMatchObject({
      ticket: { status: '处理中', result: null },
    });
  });

  it('refuses moves that the life cycle does not know, and changes nothing', async () => {
    const { number } = await app.file();
    expect(await app.process(number, { status: '已关闭', progress: 'x' })).toEqual({
      ok: false,
      code: 'REFUSED',
      refusal: { kind: 'no_such_move', from: '待受理', to: '已关闭' },
    });
    expect(await app.process(number, { status: '已取消' })).toMatchObject({ ok: false });
    expect(await app.events(number)).toHaveLength(1);
  });

  it('is over when the ticket is closed or cancelled', async () => {
    const { number } = await app.file();
    await app.run((tx) => app.tickets.cancel(tx, app.step(), number));
    expect(await app.process(number, { progress: '还想改' })).toMatchObject({
      refusal: { kind: 'finished', status: '已取消' },
    });
  });

  it('writes nothing when nothing changes', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '待受理', progress: '等待受理' });
    expect(await app.events(number)).toHaveLength(1);
    expect(await app.process('261122-09999', {})).toEqual({ ok: false, code: 'NOT_FOUND' });
  });

  it('ends in a state that all rows agree with, whatever staff and customer do in whatever order', async () => {
    const { number } = await app.file();
    const moves = TICKET_STATUSES.map((status) => () => app.process(number, { status }));
    const customer = [
      () => app.run((tx) => app.tickets.followUp(tx, app.step(), { number, text: '补充' })),
      () => app.run((tx) => app.tickets.cancel(tx, app.step(), number)),
    ];
    await Promise.all([...moves, ...customer, ...moves].map((act) => act()));
    const events = await app.events(number);
    let status = '待受理';
    for (const { changes } of events)
      for (const { field, from, to } of changes)
        if (field === 'status') {
          expect(from).toBe(status);
          status = to ?? '';
        }
    expect((await app.desk.read(app.store.reader, number))?.ticket.status).toBe(status);
  });
});

describe('the list', () => {
  it('is filtered, newest first, and paged without gaps', async () => {
    const numbers: string[] = [];
    for (let n = 0; n < 5; n += 1)
      numbers.unshift(
        (await app.file({ description: n % 2 ? '风扇很响的那台' : '登录不了后台系统' })).number,
      );
    const list = async (filter: object) =>
      (await app.desk.list(app.store.reader, { limit: 50, ...filter })).map(({ number }) => number);
    expect(await list({})).toEqual(numbers);
    const [first = '', second = ''] = numbers;
    expect(await list({ limit: 2 })).toEqual([first, second]);
    expect(await list({ before: second })).toEqual(numbers.slice(2));
    expect(await list({ search: '风扇' })).toEqual([numbers[1], numbers[3]]);
    expect(await list({ priority: 'P2' })).toEqual([numbers[0], numbers[2], numbers[4]]);
    await app.process(first, { status: '处理中' });
    expect(await list({ status: '处理中' })).toEqual([first]);
    expect(await list({ phone: '138 0000 0000', product: '星云', serviceType: '硬件故障' })).toEqual(numbers);
    expect(await list({ phone: '13900000000' })).toEqual([]);
    expect(await list({ emergency: true })).toEqual([]);
    expect(await list({ from: MORNING + 1 })).toEqual([]);
    expect(await list({ followerId: 'openid-fan', to: MORNING + 1 })).toEqual(numbers);
  });
});
