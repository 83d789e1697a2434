import path from 'node:path';
import { readBotContent } from '../../../src/core';
import { wishedFlow } from '../../../src/dialogue/repair/wished-command';

const root = path.join(__dirname, '../../..');
const { content } = readBotContent({
  botFlowsDir: path.join(root, 'bot-flows'),
  kbSeedDir: path.join(root, 'kb-seed'),
});

describe('a command inside a sentence', () => {
  it.each([
    ['我的睿目一直离线，帮我提个工单', 'ticket_create'],
    ['打印机坏了，麻烦帮我报修一下', 'ticket_create'],
    ['设备坏了要报修', 'ticket_create'],
    ['系统登录报错，我要提工单', 'ticket_create'],
    ['帮我提交一个工单吧', 'ticket_create'],
    ['查一下我的工单', 'ticket_query'],
    ['麻烦您帮忙查下工单，谢谢', 'ticket_query'],
    ['我想取消工单', 'ticket_cancel'],
    ['我要投诉！', 'complaint'],
  ])('%s starts %s', (words, flow) => {
    expect(wishedFlow(words, content)?.id).toBe(flow);
  });

  it.each([
    '怎么提工单',
    '不要提工单',
    '先别帮我提工单',
    '不想投诉',
    '我提工单了，没人理',
    '上次报修的人没来',
    '工单',
    '我要退款',
    '你好',
    '',
  ])('%s starts nothing', (words) => {
    expect(wishedFlow(words, content)).toBeUndefined();
  });
});
