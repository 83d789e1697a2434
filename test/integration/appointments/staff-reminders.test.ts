import { eventually, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

jest.setTimeout(120_000);

const folder = tempFolder();

// @covers S3-45
it('reminds the follower and the staff of a call an hour before it, and lists the calls of the day', async () => {
  const office = await startOffice(folder);
  try {
    const agent = await office.hire('xiaoli', 'agent');
    const stream = await fetch(`${office.url()}/api/events`, { headers: agent.headers });
    let events = '';
    stream.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeTo(
        new WritableStream({
          write: (chunk) => {
            events += chunk;
          },
        }),
      )
      .catch(() => undefined);
    await office.platform.follow('oBooks');
    await office.say('oBooks', '服务预约');
    await office.say(
      'oBooks',
      '单位名称：示例科技有限公司 联系人：王小明 电话：13800001234 产品：星云 预约事项：升级后无法开机 日期：11月20日 时间：下午2点',
    );
    const number = /\d{6}-\d{5}/.exec(await office.say('oBooks', '1'))?.[0];
    expect(number).toBeDefined();
    expect(events).not.toContain('appointment.due');

    office.clock.advance(3 * 3_600_000 + 1_000);
    await eventually(() => expect(events).toContain('event: appointment.due'));
    const startAt = Date.parse('2026-11-20T14:00:00+08:00');
    expect(events).toContain(`data: ${JSON.stringify({ type: 'appointment.due', number, startAt })}`);
    await eventually(() =>
      expect(office.platform.textsTo('oBooks').filter((text) => text.startsWith('提醒'))).toHaveLength(1),
    );
    const { items } = await agent.get<{ items: unknown[] }>('/api/appointments?day=2026-11-20');
    expect(items).toMatchObject([{ number, status: '已提交', startAt }]);
    expect(await agent.get('/api/appointments?day=2026-11-21')).toEqual(
      expect.objectContaining({ items: [] }),
    );
  } finally {
    await office.close();
  }
});
