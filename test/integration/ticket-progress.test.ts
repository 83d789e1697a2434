import { startFakePlatform } from '../helpers/fake-platform';
import { PASSWORD, startTestServer } from '../helpers/server';
import { freePort } from '../helpers/server-process';
import { StaffClient } from '../helpers/staff-client';
import { tempFolder } from '../helpers/temp-folder';

const folder = tempFolder();
let rig: Awaited<ReturnType<typeof start>>;

/** The whole server, a platform before it, and a member of staff, all over HTTP. */
async function start() {
  const port = await freePort();
  const started = await startFakePlatform({ webhookUrl: () => `http://127.0.0.1:${port}/wechat` });
  const server = await startTestServer(folder, { PORT: String(port), WECHAT_API_BASE: started.url });
  const staff = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
  const say = async (openid: string, text: string): Promise<string> => {
    const outcome = await started.platform.sendText(openid, text);
    if (outcome.kind !== 'reply' || outcome.content.type !== 'text') throw new Error(`no reply to ${text}`);
    return outcome.content.text;
  };
  const close = async () => {
    await server.close();
    await started.close();
  };
  return { staff, say, close };
}

beforeAll(async () => {
  rig = await start();
});
afterAll(() => rig.close());

async function file(openid: string, phone: string): Promise<string> {
  await rig.say(openid, '提交工单');
  await rig.say(
    openid,
    `客户名称：示例科技有限公司 联系人：王小明 电话：${phone} 邮箱：a@example.com 服务类型：硬件故障 产品：星云 型号：星云一号 问题描述：开机后黑屏，指示灯不亮`,
  );
  const number = /工单 (\d{6}-\d{5,}) 已创建/.exec(await rig.say(openid, '1'))?.[1];
  if (number === undefined) throw new Error('the ticket was not filed');
  return number;
}

it("shows in the follower's next query what staff have changed through their API", async () => {
  const { say, staff } = rig;
  const number = await file('oProgress', '13800001234');
  const query = async () => {
    await say('oProgress', '查工单');
    return say('oProgress', '1');
  };
  expect(await query()).toMatch(/工单状态：待受理\n处理进度：等待受理\n处理结果：暂无/);

  const accepted = await staff.patch(`/api/tickets/${number}`, {
    status: '处理中',
    progress: '工程师已出发',
  });
  expect(accepted.status).toBe(200);
  expect(await query()).toMatch(/工单状态：处理中\n处理进度：工程师已出发\n处理结果：暂无/);

  await staff.patch(`/api/tickets/${number}`, { progress: '正在更换电源' });
  expect(await query()).toMatch(/工单状态：处理中\n处理进度：正在更换电源/);

  await staff.patch(`/api/tickets/${number}`, { status: '已解决', result: '更换了电源，已恢复' });
  expect(await query()).toMatch(/工单状态：已解决\n处理进度：已处理完成\n处理结果：更换了电源，已恢复/);
});

it('shows it in an open query too, and to whoever knows phone and number', async () => {
  const { say, staff } = rig;
  const number = await file('oFiler', '13900005678');
  // The list was shown before the change, and chosen from after it.
  await say('oFiler', '查工单');
  await staff.patch(`/api/tickets/${number}`, { status: '处理中', progress: '已安排周三上门' });
  expect(await say('oFiler', '1')).toContain('处理进度：已安排周三上门');

  await say('oColleague', '查工单');
  await say('oColleague', '13900005678');
  expect(await say('oColleague', number)).toContain('处理进度：已安排周三上门');
});

// @covers S1-05
it('takes goods there and back and shows documents, to who filed the ticket only', async () => {
  const { say, staff } = rig;
  const number = await file('oGoods', '13900007777');
  const goods = (action: string, note?: string) =>
    staff.post(`/api/tickets/${number}/goods`, { action, note });
  expect(await say('oGoods', '确认收货')).toContain('没有等待收货的工单');
  expect(await say('oGoods', '单据')).toContain('还没有单据');

  expect((await goods('request', '示例市 1 号 售后部')).status).toBe(200);
  await say('oGoods', '查工单');
  expect(await say('oGoods', '1')).toContain('设备寄送：等您寄出，寄出后请回复 确认寄出');
  expect(await say('oGoods', '确认寄出')).toContain('快递公司和单号');
  expect(await say('oGoods', '顺丰 SF1234567890')).toContain(`工单：${number} 星云\n快递：顺丰 SF1234567890`);
  expect(await say('oGoods', '1')).toContain('已登记“已寄出”');

  await goods('receive');
  await goods('return', '京东 JD0001112223');
  const paper = { title: '维修单', content: 'https://example.com/d/1.pdf' };
  await staff.post(`/api/tickets/${number}/documents`, paper);
  // Nobody else sees any of it.
  expect(await say('oStranger', '确认收货')).toContain('没有等待收货的工单');
  expect(await say('oStranger', '单据')).toContain('还没有单据');

  expect(await say('oGoods', '单据')).toMatch(/维修单（工单 .*\nhttps:\/\/example\.com\/d\/1\.pdf/);
  expect(await say('oGoods', '确认收货')).toContain(`工单 ${number} 星云 的设备收到了吗`);
  expect(await say('oGoods', '1')).toContain('已登记“已收货”');
  const ticket = await staff.get<{ events: { kind: string }[] }>(`/api/tickets/${number}`);
  expect(ticket).toMatchObject({ shipping: { state: 'delivered', sent: { trackingNo: 'SF1234567890' } } });
  expect(ticket.events.map(({ kind }) => kind)).toEqual([
    'created',
    'goods_requested',
    'goods_sent',
    'goods_received',
    'goods_returned',
    'document_added',
    'goods_delivered',
  ]);
});
