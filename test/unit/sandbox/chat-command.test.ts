import { type ChatCommand, readChatCommand } from '../../../src/sandbox/terminal/chat-command';
import { printBubble, printMenu } from '../../../src/sandbox/terminal/print-bubble';

describe('a typed line', () => {
  it.each<[string, ChatCommand]>([
    ['你好', { kind: 'act', action: { kind: 'text', text: '你好' } }],
    ['#人工', { kind: 'act', action: { kind: 'text', text: '#人工' } }],
    ['  两边有空格 ', { kind: 'act', action: { kind: 'text', text: '  两边有空格 ' } }],
    ['//n', { kind: 'act', action: { kind: 'text', text: '/n' } }],
    ['/follow', { kind: 'act', action: { kind: 'follow' } }],
    ['/follow shop1', { kind: 'act', action: { kind: 'follow', scene: 'shop1' } }],
    ['/unfollow', { kind: 'act', action: { kind: 'unfollow' } }],
    ['/image', { kind: 'act', action: { kind: 'sample', media: 'image' } }],
    ['/image a b.png', { kind: 'file', media: 'image', path: 'a b.png' }],
    [
      '/location 31.2,121.5 上海 徐汇',
      { kind: 'act', action: { kind: 'location', latitude: 31.2, longitude: 121.5, label: '上海 徐汇' } },
    ],
    [
      '/location -31.2，-121.5',
      { kind: 'act', action: { kind: 'location', latitude: -31.2, longitude: -121.5, label: '' } },
    ],
    [
      '/link https://e.com/a 标题',
      { kind: 'act', action: { kind: 'link', url: 'https://e.com/a', title: '标题', description: '' } },
    ],
    ['/click FAQ', { kind: 'act', action: { kind: 'click', key: 'FAQ' } }],
    ['/scan 7', { kind: 'act', action: { kind: 'scan', scene: '7' } }],
    ['/menu', { kind: 'menu' }],
    ['/help', { kind: 'help' }],
    ['/quit', { kind: 'quit' }],
  ])('%j is read', (line, command) => {
    expect(readChatCommand(line)).toEqual(command);
  });

  it.each(['/dance', '/location', '/location 上海', '/location 91,10 x', '/link', '/click', '/scan', '/'])(
    '%j is a mistake that is explained',
    (line) => {
      expect(readChatCommand(line)).toEqual({ kind: 'mistake', text: expect.stringMatching(/用法|命令/) });
    },
  );
});

describe('a bubble at the terminal', () => {
  it('shows choices by their labels and links with their addresses', () => {
    const text =
      '请选择：\n1. <a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=1">开发票</a>\n看 <a href="https://e.com">官网</a> 或 https://e.com/x';
    expect(printBubble({ type: 'text', text })).toBe(
      '请选择：\n1. 开发票\n看 官网（https://e.com） 或 https://e.com/x',
    );
  });

  it('numbers the choices of a menu message', () => {
    const choices = [
      { id: 'a', content: '满意' },
      { id: 'b', content: '不满意' },
    ];
    expect(printBubble({ type: 'msgmenu', head: '请评价', choices, tail: '' })).toBe(
      '请评价\n1. 满意\n2. 不满意',
    );
  });

  it('shows the fault line in brackets', () => {
    expect(printBubble({ type: 'fault', text: '出现故障' })).toBe('[出现故障]');
  });

  it('shows the menu with what to type', () => {
    expect(
      printMenu([
        { name: '服务', sub_button: [{ type: 'click', name: '常见问题', key: 'FAQ' }] },
        { type: 'view', name: '官网', url: 'https://e.com' },
      ]),
    ).toBe('服务\n  常见问题  /click FAQ\n官网  https://e.com');
  });
});
