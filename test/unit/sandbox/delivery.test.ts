import { ManualClock } from '../../../src/kernel/clock';
import { FAULT_TEXT } from '../../../src/sandbox/conversations';
import { parseXml, signatureMatches } from '../../../src/wechat';
import { type StartedPlatform, startFakePlatform, TEST_ACCOUNT } from '../../helpers/fake-platform';
import { decryptedFieldsOf, fieldsOf, sealed, startWebhook, textReply, until, type Webhook } from './webhook';

const START = Date.UTC(2026, 10, 22, 2, 0, 0);
const FAST = { dropAfterMs: 80, retryEveryMs: 80, templateReportMs: 5 };

let webhook: Webhook;
let started: StartedPlatform;

async function start(
  answer: Webhook['answer'],
  mode: 'plain' | 'compatible' | 'secure' = 'plain',
  clock = new ManualClock(START),
) {
  webhook = await startWebhook(answer);
  started = await startFakePlatform({
    account: { ...TEST_ACCOUNT, mode },
    webhookUrl: () => webhook.url,
    clock,
    timings: FAST,
  });
  return started.platform;
}

afterEach(async () => {
  await started.close();
  await webhook.close();
});

describe('a delivery', () => {
  it('is signed, names the follower in the query and shows the reply in the chat', async () => {
    const platform = await start((seen) => textReply(fieldsOf(seen), '您好'));
    await platform.sendText('oA', '你好 <b>&]]></b>');

    const [seen] = webhook.seen;
    const get = (name: string) => seen!.query.get(name) ?? '';
    expect(signatureMatches(get('signature'), TEST_ACCOUNT.token, get('timestamp'), get('nonce'))).toBe(true);
    expect(get('openid')).toBe('oA');
    expect(seen!.query.has('encrypt_type')).toBe(false);
    expect(fieldsOf(seen!)).toEqual({
      ToUserName: TEST_ACCOUNT.originalId,
      FromUserName: 'oA',
      CreateTime: String(START / 1000),
      MsgType: 'text',
      Content: '你好 <b>&]]></b>',
      MsgId: expect.stringMatching(/^\d{17}$/),
    });
    expect(platform.textsTo('oA')).toEqual(['您好']);
    expect(platform.chat('oA').map((bubble) => bubble.side)).toEqual(['follower', 'account']);
  });

  it('gives each message an id of its own, beyond what a Number holds', async () => {
    const platform = await start(() => 'success');
    await Promise.all([1, 2, 3].map((n) => platform.sendText('oA', String(n))));
    const ids = webhook.seen.map((seen) => String(fieldsOf(seen).MsgId));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
  });

  it('is dropped when no answer comes and posted again, three times in all, freshly signed', async () => {
    const clock = new ManualClock(START);
    const platform = await start(
      () => {
        clock.advance(5000);
        return 'hang';
      },
      'plain',
      clock,
    );
    const outcome = await platform.sendText('oA', '在吗');

    expect(outcome.kind).toBe('fault');
    expect(webhook.seen).toHaveLength(3);
    await until(() => webhook.seen.every((seen) => seen.hungUp));
    expect(new Set(webhook.seen.map((seen) => fieldsOf(seen).MsgId)).size).toBe(1);
    expect(new Set(webhook.seen.map((seen) => fieldsOf(seen).CreateTime)).size).toBe(1);
    expect(new Set(webhook.seen.map((seen) => seen.query.get('timestamp'))).size).toBe(3);
    expect(new Set(webhook.seen.map((seen) => seen.query.get('nonce'))).size).toBe(3);
    expect(platform.chat('oA').at(-1)).toMatchObject({ content: { type: 'fault', text: FAULT_TEXT } });
    expect(platform.deliveries.map((entry) => [entry.attempt, entry.outcome])).toEqual([
      [1, 'dropped'],
      [2, 'dropped'],
      [3, 'dropped'],
    ]);
  });

  it('shows the reply of a later delivery, once, and no fault line', async () => {
    const platform = await start((seen, index) => (index < 2 ? 'hang' : textReply(fieldsOf(seen), '来了')));
    await platform.sendText('oA', '在吗');
    expect(webhook.seen).toHaveLength(3);
    expect(platform.chat('oA').map((bubble) => bubble.content)).toEqual([
      { type: 'text', text: '在吗' },
      { type: 'text', text: '来了' },
    ]);
  });

  it.each(['success', ''])('takes %j as an answer without a reply and does not come again', async (body) => {
    const platform = await start(() => body);
    expect(await platform.sendText('oA', '在吗')).toEqual({ kind: 'empty' });
    expect(webhook.seen).toHaveLength(1);
    expect(platform.chat('oA')).toHaveLength(1);
  });

  it('is posted once more when a test asks for a stray repeat, whose reply is not shown', async () => {
    const platform = await start((seen) => textReply(fieldsOf(seen), '好'));
    await platform.sendText('oA', '在吗');
    const answer = await platform.redeliverLast('oA');
    expect(answer).toEqual({ kind: 'content', content: { type: 'text', text: '好' } });
    expect(new Set(webhook.seen.map((seen) => fieldsOf(seen).MsgId)).size).toBe(1);
    expect(platform.textsTo('oA')).toEqual(['好']);
  });
});

describe('an answer that WeChat would not take', () => {
  it.each<[string, Webhook['answer']]>([
    ['JSON', () => '{"reply":"x"}'],
    ['HTML', () => '<html><body>x</body></html>'],
    ['XML that is cut off', (seen) => textReply(fieldsOf(seen), '好').slice(0, -3)],
    ['HTTP 500', () => ({ status: 500, body: 'success' })],
    ['a redirect', () => ({ status: 302, body: '' })],
    ['a reply to somebody else', (seen) => textReply({ ...fieldsOf(seen), FromUserName: 'oB' }, '好')],
    ['an empty text', (seen) => textReply(fieldsOf(seen), '')],
    ['a text over 2048 bytes', (seen) => textReply(fieldsOf(seen), '字'.repeat(683))],
    ['an encrypted reply in plain mode', (seen) => sealed(textReply(fieldsOf(seen), '好'))],
    ['an unknown type', (seen) => textReply(fieldsOf(seen), '好').replace('[text]', '[card]')],
  ])('leads to the fault line after three deliveries: %s', async (_, answer) => {
    const platform = await start(answer);
    expect((await platform.sendText('oA', '在吗')).kind).toBe('fault');
    expect(webhook.seen).toHaveLength(3);
    expect(platform.chat('oA').at(-1)?.content).toEqual({ type: 'fault', text: FAULT_TEXT });
  });

  it('is a text of exactly 2048 bytes taken', async () => {
    const text = `${'字'.repeat(682)}ab`;
    const platform = await start((seen) => textReply(fieldsOf(seen), text));
    await platform.sendText('oA', '在吗');
    expect(platform.textsTo('oA')).toEqual([text]);
  });

  it('stays silent for events that take no reply', async () => {
    const platform = await start(() => ({ status: 500, body: '' }));
    await platform.follow('oA');
    expect(platform.chat('oA').at(-1)?.content.type).toBe('fault');
    await platform.viewMenu('oA', 'https://example.com/');
    expect(platform.chat('oA').at(-1)?.content.type).toBe('action');
  });

  it('is a connection that breaks', async () => {
    const platform = await start(() => 'success');
    await webhook.close();
    expect(await platform.sendText('oA', '在吗')).toMatchObject({ kind: 'fault' });
    expect(platform.deliveries.map((entry) => entry.outcome)).toEqual(['failed', 'failed', 'failed']);
  });
});

describe('the modes', () => {
  it('posts only the envelope in secure mode and reads the encrypted reply', async () => {
    const platform = await start((seen) => sealed(textReply(decryptedFieldsOf(seen), '好')), 'secure');
    await platform.sendText('oA', '在吗');
    const [seen] = webhook.seen;
    const envelope = parseXml(seen!.body);
    expect(Object.keys(envelope)).toEqual(['ToUserName', 'Encrypt']);
    const get = (name: string) => seen!.query.get(name) ?? '';
    expect(get('encrypt_type')).toBe('aes');
    expect(
      signatureMatches(
        get('msg_signature'),
        TEST_ACCOUNT.token,
        get('timestamp'),
        get('nonce'),
        String(envelope.Encrypt),
      ),
    ).toBe(true);
    expect(decryptedFieldsOf(seen!).Content).toBe('在吗');
    expect(platform.textsTo('oA')).toEqual(['好']);
    expect(platform.deliveries[0]?.replyXml).toContain('<![CDATA[好]]>');
  });

  it.each<[string, Webhook['answer']]>([
    ['plain reply', (seen) => textReply(decryptedFieldsOf(seen), '好')],
    ['wrong signature', (seen) => sealed(textReply(decryptedFieldsOf(seen), '好'), 'BBBBB')],
    [
      'time in milliseconds',
      (seen) => sealed(textReply(decryptedFieldsOf(seen), '好')).replace('</TimeStamp>', '000</TimeStamp>'),
    ],
  ])('refuses in secure mode: %s', async (_, answer) => {
    const platform = await start(answer, 'secure');
    expect((await platform.sendText('oA', '在吗')).kind).toBe('fault');
  });

  it.each([true, false])(
    'posts both forms in compatible mode and takes a reply encrypted %p',
    async (encrypted) => {
      const platform = await start((seen) => {
        const reply = textReply(decryptedFieldsOf(seen), '好');
        return encrypted ? sealed(reply) : reply;
      }, 'compatible');
      await platform.sendText('oA', '在吗');
      const fields = fieldsOf(webhook.seen[0]!);
      expect(fields.Content).toBe('在吗');
      expect(decryptedFieldsOf(webhook.seen[0]!).Content).toBe('在吗');
      expect(typeof fields.Encrypt).toBe('string');
      expect(platform.textsTo('oA')).toEqual(['好']);
    },
  );
});

describe('what followers can do', () => {
  it('takes the documented shape', async () => {
    const platform = await start(() => 'success');
    const fieldsOfNext = async (work: Promise<unknown>) => {
      await work;
      const { ToUserName, FromUserName, CreateTime, MsgId, ...rest } = fieldsOf(webhook.seen.at(-1)!);
      expect([ToUserName, FromUserName, CreateTime]).toEqual([
        TEST_ACCOUNT.originalId,
        'oA',
        String(START / 1000),
      ]);
      expect(MsgId === undefined).toBe(rest.MsgType === 'event');
      return rest;
    };
    expect(await fieldsOfNext(platform.follow('oA', '123'))).toEqual({
      MsgType: 'event',
      Event: 'subscribe',
      EventKey: 'qrscene_123',
      Ticket: expect.any(String),
    });
    expect(await fieldsOfNext(platform.tapMenuItem('oA', '满意', '101'))).toEqual({
      MsgType: 'text',
      Content: '满意',
      bizmsgmenuid: '101',
    });
    expect(
      await fieldsOfNext(
        platform.sendLocation('oA', { latitude: 23.134521, longitude: 113.358803, label: '广州' }),
      ),
    ).toEqual({
      MsgType: 'location',
      Location_X: '23.134521',
      Location_Y: '113.358803',
      Scale: '16',
      Label: '广州',
    });
    expect(await fieldsOfNext(platform.clickMenu('oA', 'MENU_BOOK'))).toEqual({
      MsgType: 'event',
      Event: 'CLICK',
      EventKey: 'MENU_BOOK',
    });
    expect(await fieldsOfNext(platform.scan('oA', '7'))).toMatchObject({ Event: 'SCAN', EventKey: '7' });
    expect(await fieldsOfNext(platform.sendVoice('oA'))).toMatchObject({ MsgType: 'voice', Format: 'amr' });
    expect(await fieldsOfNext(platform.sendVideo('oA'))).toMatchObject({
      MsgType: 'video',
      ThumbMediaId: expect.any(String),
    });
    const link = { title: '标题', description: '说明', url: 'https://example.com/?a=1&b=2' };
    expect(await fieldsOfNext(platform.sendLink('oA', link))).toEqual({
      MsgType: 'link',
      Title: '标题',
      Description: '说明',
      Url: link.url,
    });
    expect(await fieldsOfNext(platform.unfollow('oA'))).toMatchObject({ Event: 'unsubscribe' });
  });

  it('sends a picture whose PicUrl can be fetched', async () => {
    const platform = await start(() => 'success');
    const content = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
    await platform.sendImage('oA', { content, contentType: 'image/jpeg', fileName: 'a.jpg' });
    const answer = await fetch(String(fieldsOf(webhook.seen[0]!).PicUrl));
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
  });

  it('refuses to write for somebody who left', async () => {
    const platform = await start(() => 'success');
    await platform.follow('oA');
    await platform.unfollow('oA');
    await expect(platform.sendText('oA', '在吗')).rejects.toThrow('does not follow');
  });

  it('goes to the official agent tool after a transfer, and is not posted while an agent serves', async () => {
    const platform = await start((seen) => {
      const fields = fieldsOf(seen);
      return fields.MsgType === 'text'
        ? textReply(fields, 'x')
            .replace('[text]', '[transfer_customer_service]')
            .replace(/<Content>.*<\/Content>/, '')
        : 'success';
    });
    expect(await platform.sendText('oA', '人工')).toEqual({ kind: 'transfer' });
    await platform.acceptTransfer('oA');
    expect(fieldsOf(webhook.seen.at(-1)!)).toMatchObject({ Event: 'kf_create_session' });
    expect(await platform.sendText('oA', '在吗')).toEqual({ kind: 'with-agent' });
    expect(webhook.seen).toHaveLength(2);
    await platform.closeTransfer('oA');
    await platform.sendText('oA', '在吗');
    expect(webhook.seen).toHaveLength(4);
  });
});
