import {
  type Article,
  type PassiveReply,
  parseXml,
  writeMenuLink,
  writeReply,
  type XmlFields,
} from '../../../src/wechat';
import { readMessage } from './samples';

const NOW = 1_763_700_002_900;
const text = readMessage('text');
const click = readMessage('event-click');
const HEAD =
  '<xml><ToUserName><![CDATA[oKf_7xExampleOpenId0123456789]]></ToUserName>' +
  '<FromUserName><![CDATA[gh_a1b2c3d4e5f6]]></FromUserName><CreateTime>1763700002</CreateTime>';
const fault = expect.objectContaining({ code: 'INTERNAL' });

function buildArticles(count: number): Article[] {
  return Array.from({ length: count }, (_, index) => ({
    title: `标题${index}`,
    description: 'd',
    picUrl: 'https://example.com/p.png',
    url: 'https://example.com/?a=1&b=2',
  }));
}

describe('writeReply', () => {
  it.each<[string, PassiveReply, string]>([
    [
      'text',
      { kind: 'text', content: '您好\n请稍等' },
      '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[您好\n请稍等]]></Content></xml>',
    ],
    [
      'image',
      { kind: 'image', mediaId: 'm' },
      '<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[m]]></MediaId></Image></xml>',
    ],
    [
      'voice',
      { kind: 'voice', mediaId: 'm' },
      '<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[m]]></MediaId></Voice></xml>',
    ],
    [
      'video',
      { kind: 'video', mediaId: 'm', title: 't' },
      '<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m]]></MediaId><Title><![CDATA[t]]></Title></Video></xml>',
    ],
    [
      'music',
      { kind: 'music', thumbMediaId: 'm', title: 't', description: 'd', musicUrl: 'u', hqMusicUrl: 'h' },
      '<MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>' +
        '<MusicUrl><![CDATA[u]]></MusicUrl><HQMusicUrl><![CDATA[h]]></HQMusicUrl><ThumbMediaId><![CDATA[m]]></ThumbMediaId></Music></xml>',
    ],
    [
      'news',
      { kind: 'news', articles: buildArticles(1) },
      '<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[标题0]]></Title>' +
        '<Description><![CDATA[d]]></Description><PicUrl><![CDATA[https://example.com/p.png]]></PicUrl>' +
        '<Url><![CDATA[https://example.com/?a=1&b=2]]></Url></item></Articles></xml>',
    ],
    ['transfer', { kind: 'transfer' }, '<MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>'],
    [
      'transfer to one agent',
      { kind: 'transfer', kfAccount: 'kf1@demo' },
      '<MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[kf1@demo]]></KfAccount></TransInfo></xml>',
    ],
  ])('writes %s with the names swapped', (_, reply, tail) => {
    const xml = writeReply(reply, text, NOW);
    expect(xml).toBe(HEAD + tail);
    expect(parseXml(xml)).toMatchObject({ ToUserName: text.fromUser, FromUserName: text.toUser });
  });

  it('says success when there is nothing to say', () => {
    expect(writeReply({ kind: 'none' }, text, NOW)).toBe('success');
    expect(writeReply({ kind: 'text', content: '' }, text, NOW)).toBe('success');
  });

  it('echoes the end of a CDATA section unharmed', () => {
    expect(parseXml(writeReply({ kind: 'text', content: ']]><MsgType>x' }, text, NOW))).toMatchObject({
      MsgType: 'text',
      Content: ']]><MsgType>x',
    });
  });

  it('takes a text of 2048 bytes and refuses one more', () => {
    const longest = `${'啊'.repeat(682)}ab`;
    expect(parseXml(writeReply({ kind: 'text', content: longest }, text, NOW)).Content).toBe(longest);
    expect(() => writeReply({ kind: 'text', content: `${longest}c` }, text, NOW)).toThrow(fault);
  });

  it.each(['text', 'image', 'voice', 'video', 'location', 'link'])(
    'answers %s with one article at most',
    (name) => {
      const message = readMessage(name);
      expect(() => writeReply({ kind: 'news', articles: buildArticles(1) }, message, NOW)).not.toThrow();
      expect(() => writeReply({ kind: 'news', articles: buildArticles(2) }, message, NOW)).toThrow(fault);
    },
  );

  it('answers an event with one to eight articles', () => {
    const fields = parseXml(writeReply({ kind: 'news', articles: buildArticles(8) }, click, NOW));
    expect(fields.ArticleCount).toBe('8');
    expect((fields.Articles as XmlFields).item).toHaveLength(8);
    expect(() => writeReply({ kind: 'news', articles: buildArticles(9) }, click, NOW)).toThrow(fault);
    expect(() => writeReply({ kind: 'news', articles: [] }, click, NOW)).toThrow(fault);
  });

  it('transfers messages, never events', () => {
    expect(() => writeReply({ kind: 'transfer' }, text, NOW)).not.toThrow();
    expect(() => writeReply({ kind: 'transfer' }, click, NOW)).toThrow(fault);
  });
});

describe('writeMenuLink', () => {
  it('encodes what comes back and shows the label', () => {
    expect(writeMenuLink({ label: '1 查工单', content: '查工单 & "更多"', id: 'n1:2' })).toBe(
      '<a href="weixin://bizmsgmenu?msgmenucontent=%E6%9F%A5%E5%B7%A5%E5%8D%95%20%26%20%22%E6%9B%B4%E5%A4%9A%22&msgmenuid=n1%3A2">1 查工单</a>',
    );
  });

  it('lets no label end the link', () => {
    const link = writeMenuLink({ label: '</a><a href="x">', content: 'c', id: '1' });
    expect(link.match(/</g)).toHaveLength(2);
    expect(link).toContain('＜/a＞');
  });

  it('leaves out half a character', () => {
    expect(writeMenuLink({ label: 'x', content: 'a\ud83d', id: '1' })).toContain('msgmenucontent=a&');
  });
});
