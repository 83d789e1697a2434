import { type AgentClient, eventually, type Office, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let office: Office;
let sue: AgentClient;

beforeAll(async () => {
  office = await startOffice(folder, { HANDOFF_MODE: 'wechat', WECHAT_KF_ACCOUNT: 'kf2001@test' });
  sue = await office.hire('sue', 'supervisor');
});

afterAll(() => office.close());

const chats = async (state: string) =>
  (
    await sue.get<{ items: { follower: { id: string }; kfAccount: string | null }[] }>(
      `/api/chats?state=${state}`,
    )
  ).items;

describe("with the platform's own agent tool", () => {
  it('passes every message of a waiting follower on, and says the rest beside it', async () => {
    const { platform } = office;
    await platform.follow('oTool');
    expect((await platform.sendText('oTool', '#人工')).kind).toBe('transfer');
    await eventually(() => expect(platform.textsTo('oTool').at(-1)).toContain('已为您转接人工客服'));
    expect(platform.textsTo('oTool').at(-1)).not.toContain('排队第');
    expect((await platform.sendText('oTool', '怎么开发票')).kind).toBe('transfer');
    expect((await platform.redeliverLast('oTool')).kind).toBe('transfer');
    const sent = platform.deliveries.at(-1);
    expect(JSON.stringify(sent)).toContain('kf2001@test');
  });

  it('follows the chat from its beginning over a colleague to its end', async () => {
    const { platform } = office;
    await platform.acceptTransfer('oTool', 'kf2001@test');
    expect(await chats('human')).toMatchObject([{ follower: { id: 'oTool' }, kfAccount: 'kf2001@test' }]);
    expect((await platform.sendText('oTool', '在吗')).kind).toBe('with-agent');
    await platform.switchTransfer('oTool', 'kf2001@test', 'kf2002@test');
    expect(await chats('human')).toMatchObject([{ kfAccount: 'kf2002@test' }]);
    await platform.closeTransfer('oTool', 'kf2002@test');
    expect(await chats('human')).toEqual([]);
    expect(await chats('closed')).toMatchObject([{ follower: { id: 'oTool' }, closedBy: 'system' }]);
    expect(await office.say('oTool', '怎么开发票')).not.toBe('');
  });

  it('is a bot again when the tool gave the follower up without a word', async () => {
    const { platform } = office;
    await platform.follow('oLost');
    await platform.sendText('oLost', '#人工');
    await platform.raiseEvent('oLost', 'kf_create_session', { KfAccount: 'kf2001@test' });
    expect(await chats('human')).toHaveLength(1);
    // Half an hour later the platform posts to us again.
    expect(await office.say('oLost', '怎么开发票')).toContain('发票');
    expect(await chats('human')).toEqual([]);
  });

  it('lets the follower leave the queue with an answer of ours', async () => {
    const { platform } = office;
    await platform.follow('oLeaves');
    await platform.sendText('oLeaves', '#人工');
    expect(await office.say('oLeaves', '取消排队')).toContain('已退出排队');
  });
});
