import { parseRichText } from '../../../src/sandbox/rich-text';

describe('a text bubble', () => {
  it('keeps plain text as it is, tags that are no links included', () => {
    expect(parseRichText('a < b\n<b>好</b>')).toEqual([{ type: 'text', text: 'a < b\n<b>好</b>' }]);
  });

  it('opens links, written out or bare', () => {
    expect(parseRichText('看<a href="https://e.com/?a=1&amp;b=2">这里</a>或 https://e.com/x?y=1。')).toEqual([
      { type: 'text', text: '看' },
      { type: 'link', text: '这里', url: 'https://e.com/?a=1&b=2' },
      { type: 'text', text: '或 ' },
      { type: 'link', text: 'https://e.com/x?y=1', url: 'https://e.com/x?y=1' },
      { type: 'text', text: '。' },
    ]);
  });

  it('sends the content of a choice with its id, however it is encoded', () => {
    const href = `weixin://bizmsgmenu?msgmenucontent=${encodeURIComponent('提交工单 & 查询')}&msgmenuid=m%201`;
    expect(parseRichText(`1. <a href="${href}">提交工单</a>`)).toEqual([
      { type: 'text', text: '1. ' },
      { type: 'choice', text: '提交工单', content: '提交工单 & 查询', menuId: 'm 1' },
    ]);
    expect(
      parseRichText("<a class='x' href='weixin://bizmsgmenu?msgmenucontent=满意&amp;msgmenuid=1'>满意</a>"),
    ).toEqual([{ type: 'choice', text: '满意', content: '满意', menuId: '1' }]);
  });

  it('shows the label of a link with any other scheme as text', () => {
    expect(parseRichText('<a href="javascript:alert(1)">点我</a>')).toEqual([{ type: 'text', text: '点我' }]);
  });
});
