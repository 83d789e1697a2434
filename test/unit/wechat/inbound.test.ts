import {
  type InboundMessage,
  parseXml,
  repliesPossible,
  toInboundMessage,
  type WechatEvent,
  windowOpenedBy,
  writeXml,
} from '../../../src/wechat';
import { inboundSamples, readMessage, readSample } from './samples';

const FROM = 'oKf_7xExampleOpenId0123456789';
const malformed = expect.objectContaining({
  code: 'WECHAT_MALFORMED',
  message: expect.stringMatching(/^-40002 /),
});

/** An event push with these fields. */
function readEvent(fields: Record<string, unknown>): WechatEvent {
  const message = readPush({ MsgType: 'event', ...fields });
  if (message.kind !== 'event') throw new Error('not an event');
  return message.event;
}

function readPush(fields: Record<string, unknown>): InboundMessage {
  const envelope = { ToUserName: 'gh_1', FromUserName: FROM, CreateTime: '1763700001' };
  return toInboundMessage(parseXml(writeXml({ ...envelope, ...fields } as Parameters<typeof writeXml>[0])));
}

describe('messages', () => {
  it('tells receiver, sender and time', () => {
    expect(readMessage('text')).toEqual({
      toUser: 'gh_a1b2c3d4e5f6',
      fromUser: FROM,
      createdAt: 1_763_700_001_000,
      dedupKey: 'm:24812345678901230',
      kind: 'text',
      msgId: '24812345678901230',
      content: '你好，想查一下我的工单',
    });
  });

  it.each<[string, Partial<InboundMessage>]>([
    ['text-menu-click', { kind: 'text', content: '满意', menuId: '101' }],
    ['text-from-article', { kind: 'text', articleId: '2247483655', articleIndex: '1' }],
    ['text-cdata-split', { kind: 'text', content: 'before ]]> after' }],
    [
      'image',
      { kind: 'image', mediaId: 'mEdIaId_image-0001', picUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/AbCdEf/0' },
    ],
    [
      'voice',
      { kind: 'voice', mediaId: 'mEdIaId_voice-0001', format: 'amr', mediaId16k: 'mEdIaId_voice16k-0001' },
    ],
    ['voice-recognition', { kind: 'voice', format: 'speex', recognition: '我要预约明天下午' }],
    ['video', { kind: 'video', mediaId: 'mEdIaId_video-0001', thumbMediaId: 'tHuMb-0001' }],
    ['shortvideo', { kind: 'shortvideo' }],
    [
      'location',
      {
        kind: 'location',
        latitude: 23.134521,
        longitude: 113.358803,
        scale: '20',
        label: '广州市海珠区新港中路',
      },
    ],
    ['link', { kind: 'link', title: '公众平台官网链接', url: 'https://mp.weixin.qq.com/?a=1&b=2' }],
    [
      'miniprogrampage',
      {
        kind: 'miniprogrampage',
        title: '预约页',
        appId: 'wx0123456789abcdef',
        pagePath: 'pages/book/index?id=3',
      },
    ],
  ])('reads %s', (name, wanted) => expect(readMessage(name)).toMatchObject(wanted));

  it('takes an empty recognition for none', () => {
    expect(readMessage('voice-recognition-empty')).not.toHaveProperty('recognition');
  });

  it('reads a file, which has no media id', () => {
    const file = {
      MsgType: 'file',
      Title: 'a.pdf',
      FileKey: 'k',
      FileMd5: 'm',
      FileTotalLen: '1024',
      MsgId: '9',
    };
    expect(readPush(file)).toMatchObject({
      kind: 'file',
      title: 'a.pdf',
      description: '',
      fileKey: 'k',
      fileMd5: 'm',
      fileBytes: 1024,
    });
    expect(readPush({ ...file, FileTotalLen: undefined })).toMatchObject({ fileBytes: undefined });
  });

  it('keeps the white space of a text and accepts an empty one', () => {
    expect(readPush({ MsgType: 'text', Content: ' 1 \n', MsgId: '1' })).toMatchObject({ content: ' 1 \n' });
    expect(readPush({ MsgType: 'text', Content: '', MsgId: '1' })).toMatchObject({ content: '' });
    expect(readPush({ MsgType: 'text', MsgId: '1' })).toMatchObject({ content: '' });
  });

  it('passes a type on that it does not know', () => {
    expect(readPush({ MsgType: 'hologram', MsgId: '7' })).toMatchObject({
      kind: 'unknown',
      msgType: 'hologram',
      dedupKey: 'm:7',
    });
    expect(readPush({ MsgType: 'hologram' })).toMatchObject({
      dedupKey: `e:gh_1|${FROM}|1763700001|hologram|`,
    });
  });

  it.each<[string, string]>([
    ['no receiver', 'ToUserName'],
    ['no sender', 'FromUserName'],
    ['no time', 'CreateTime'],
    ['no type', 'MsgType'],
    ['no message id', 'MsgId'],
  ])('refuses a message with %s', (_, field) => {
    const { xml } = readSample('text');
    const without = xml.replace(new RegExp(`<${field}>.*</${field}>`), '');
    expect(() => toInboundMessage(parseXml(xml))).not.toThrow();
    expect(() => toInboundMessage(parseXml(without))).toThrow(malformed);
    expect(() => toInboundMessage(parseXml(without))).toThrow(field);
  });

  it.each([
    ['a time that is no number', 'text', '1763700001', 'soon'],
    ['a negative time', 'text', '1763700001', '-1'],
    ['a place that is no number', 'location', '23.134521', 'north'],
    ['an infinite place', 'location', '23.134521', 'Infinity'],
    ['a sender that is no leaf', 'text', `<![CDATA[${FROM}]]>`, '<a>b</a>'],
  ])('refuses %s', (_, name, part, broken) => {
    expect(() => readMessage(name)).not.toThrow();
    expect(() => readMessage(name, (xml) => xml.replace(part, broken))).toThrow(malformed);
  });
});

describe('events', () => {
  it.each<[string, WechatEvent]>([
    ['event-subscribe', { name: 'subscribe', eventKey: '' }],
    ['event-subscribe-nokey', { name: 'subscribe', eventKey: '' }],
    [
      'event-subscribe-qrscene',
      {
        name: 'subscribe',
        eventKey: 'qrscene_123123',
        scene: '123123',
        ticket: 'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9x',
      },
    ],
    [
      'event-subscribe-lasttrade',
      { name: 'subscribe', eventKey: 'last_trade_no_4008072001201701105817415015' },
    ],
    ['event-unsubscribe', { name: 'unsubscribe' }],
    [
      'event-scan',
      { name: 'scan', scene: '123123', ticket: 'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9x' },
    ],
    [
      'event-location',
      { name: 'location', latitude: 23.137466, longitude: 113.352425, precision: 119.38504 },
    ],
    ['event-click', { name: 'click', key: 'MENU_BOOK' }],
    ['event-view', { name: 'view', url: 'https://example.com/faq?x=1', menuId: '423216919' }],
    [
      'event-view-miniprogram',
      { name: 'view_miniprogram', pagePath: 'pages/index/index', menuId: '423216919' },
    ],
    [
      'event-scancode-push',
      { name: 'scancode_push', key: '6', scanType: 'qrcode', scanResult: 'SC-2026-0001' },
    ],
    [
      'event-scancode-waitmsg',
      { name: 'scancode_waitmsg', key: 'SCAN_CODE', scanType: 'qrcode', scanResult: 'SC-2026-0001' },
    ],
    [
      'event-pic-sysphoto',
      { name: 'pic_sysphoto', key: '6', count: 1, md5Sums: ['1b5f7c23b5bf75682a53e7b6d163e180'] },
    ],
    [
      'event-pic-photo-or-album',
      {
        name: 'pic_photo_or_album',
        key: '6',
        count: 2,
        md5Sums: ['1b5f7c23b5bf75682a53e7b6d163e180', '1b5f7c23b5bf75682a53e7b6d163e181'],
      },
    ],
    [
      'event-pic-weixin',
      { name: 'pic_weixin', key: '6', count: 1, md5Sums: ['1b5f7c23b5bf75682a53e7b6d163e180'] },
    ],
    [
      'event-location-select',
      {
        name: 'location_select',
        key: '6',
        latitude: 23,
        longitude: 113,
        scale: '15',
        label: ' 广州市海珠区客村艺苑路 106号',
        poiName: '',
      },
    ],
    ['event-template-finish', { name: 'templatesendjobfinish', msgId: '200163836', status: 'success' }],
    [
      'event-template-blocked',
      { name: 'templatesendjobfinish', msgId: '200163837', status: 'failed:user block' },
    ],
    [
      'event-mass-finish',
      {
        name: 'masssendjobfinish',
        msgId: '1000001625',
        status: 'send success',
        totalCount: 100,
        filterCount: 80,
        sentCount: 75,
        errorCount: 5,
      },
    ],
    ['event-kf-create', { name: 'kf_create_session', kfAccount: 'kf2001@demo_account' }],
    ['event-kf-close', { name: 'kf_close_session', kfAccount: 'kf2001@demo_account' }],
    [
      'event-kf-switch',
      { name: 'kf_switch_session', fromKfAccount: 'kf2001@demo_account', toKfAccount: 'kf2002@demo_account' },
    ],
    [
      'event-subscribe-popup',
      {
        name: 'subscribe_msg_popup_event',
        choices: [
          { templateId: 'tpl_AAA', status: 'accept', popupScene: '2' },
          { templateId: 'tpl_BBB', status: 'reject', popupScene: '2' },
        ],
      },
    ],
    [
      'event-subscribe-change',
      { name: 'subscribe_msg_change_event', choices: [{ templateId: 'tpl_AAA', status: 'reject' }] },
    ],
    [
      'event-subscribe-sent',
      {
        name: 'subscribe_msg_sent_event',
        results: [
          { templateId: 'tpl_AAA', msgId: '1700827132819554304', errorCode: '0', errorStatus: 'success' },
        ],
      },
    ],
    [
      'event-authorization-revoke',
      { name: 'user_authorization_revoke', openId: FROM, appId: 'wx0123456789abcdef', revokeInfo: '1' },
    ],
  ])('reads %s', (name, event) => expect(readMessage(name)).toMatchObject({ kind: 'event', event }));

  it.each<[WechatEvent, Record<string, unknown>]>([
    [
      {
        name: 'publishjobfinish',
        publishId: '2247503051',
        publishStatus: '0',
        articleId: 'art',
        articleUrls: ['u'],
        failedIndexes: [],
      },
      {
        PublishEventInfo: {
          publish_id: '2247503051',
          publish_status: '0',
          article_id: 'art',
          article_detail: { count: '1', item: [{ idx: '1', article_url: 'u' }] },
        },
      },
    ],
    [
      {
        name: 'publishjobfinish',
        publishId: '1',
        publishStatus: '2',
        articleUrls: [],
        failedIndexes: ['1', '2'],
      },
      { PublishEventInfo: { publish_id: '1', publish_status: '2', fail_idx: ['1', '2'] } },
    ],
    [
      { name: 'kf_create_session', kfAccount: 'k', source: 'x' },
      { KfAccount: 'k', Source: 'x' },
    ],
    [
      { name: 'kf_close_session', kfAccount: 'k', closeType: 'x' },
      { KfAccount: 'k', CloseType: 'x' },
    ],
    [
      { name: 'user_info_modified', openId: 'o', appId: 'a' },
      { OpenID: 'o', AppID: 'a' },
    ],
    [
      { name: 'user_authorization_cancellation', openId: 'o', appId: 'a' },
      { OpenID: 'o', AppID: 'a' },
    ],
    [{ name: 'user_enter_tempsession', sessionFrom: 's' }, { SessionFrom: 's' }],
    [{ name: 'qualification_verify_success', expiresAt: 1_442_401_156_000 }, { ExpiredTime: '1442401156' }],
    [{ name: 'naming_verify_success', expiresAt: 1_442_401_156_000 }, { ExpiredTime: '1442401156' }],
    [{ name: 'annual_renew', expiresAt: undefined }, {}],
    [{ name: 'verify_expired', expiresAt: 1_442_401_156_000 }, { ExpiredTime: '1442401156' }],
    [
      { name: 'qualification_verify_fail', failedAt: 1_442_401_122_000, reason: 'by time' },
      { FailTime: '1442401122', FailReason: 'by time' },
    ],
    [{ name: 'naming_verify_fail', failedAt: 1_442_401_122_000, reason: '' }, { FailTime: '1442401122' }],
    [{ name: 'debug_demo', text: 'hello world' }, { debug_str: 'hello world' }],
  ])('reads %j', (event, fields) => expect(readEvent({ Event: event.name, ...fields })).toEqual(event));

  it.each(['click', 'CLICK', 'Click'])('knows the event name %s', (Event) => {
    expect(readEvent({ Event, EventKey: 'K' })).toEqual({ name: 'click', key: 'K' });
  });

  it('passes an event on that it does not know, with its name as sent', () => {
    expect(readEvent({ Event: 'Guide_Invite' })).toEqual({ name: 'unknown', rawName: 'Guide_Invite' });
    expect(readEvent({})).toEqual({ name: 'unknown', rawName: '' });
    expect(readEvent({ Event: 'toString' })).toEqual({ name: 'unknown', rawName: 'toString' });
  });
});

describe('the key of a delivery', () => {
  it.each(inboundSamples.filter((sample) => sample.dedup).map((sample) => [sample.name, sample] as const))(
    'covers what the sample %s suggests',
    (_, sample) => {
      const { dedupKey, toUser } = readMessage(sample.name);
      if (sample.dedup!.by === 'MsgId') expect(dedupKey).toBe(`m:${sample.dedup!.value}`);
      else expect(dedupKey.startsWith(`e:${toUser}|${sample.dedup!.value}`)).toBe(true);
    },
  );

  it('adds the id of what was sent', () => {
    expect(readMessage('event-template-finish').dedupKey).toMatch(/\|TEMPLATESENDJOBFINISH\|\|200163836$/);
    expect(readMessage('event-subscribe-sent').dedupKey).toMatch(
      /\|subscribe_msg_sent_event\|\|1700827132819554304$/,
    );
  });

  it('tells two taps in the same second apart', () => {
    expect(readMessage('event-click').dedupKey).not.toBe(
      readMessage('event-click', (xml) => xml.replace('MENU_BOOK', 'MENU_TICKET')).dedupKey,
    );
  });

  it('stays short for a long event key, and different for different ones', () => {
    const keys = ['a', 'b'].map(
      (end) => readPush({ MsgType: 'event', Event: 'VIEW', EventKey: 'x'.repeat(3000) + end }).dedupKey,
    );
    expect(keys[0]!.length).toBeLessThan(400);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('what may follow', () => {
  it.each<[string, boolean, 'message' | 'click' | undefined]>([
    ['text', true, 'message'],
    ['text-menu-click', true, 'click'],
    ['image', true, 'message'],
    ['voice', true, 'message'],
    ['video', true, 'message'],
    ['shortvideo', true, 'message'],
    ['location', true, 'message'],
    ['link', true, 'message'],
    ['miniprogrampage', true, 'message'],
    ['event-subscribe', true, 'click'],
    ['event-unsubscribe', false, undefined],
    ['event-scan', true, 'click'],
    ['event-location', true, undefined],
    ['event-click', true, 'click'],
    ['event-view', false, undefined],
    ['event-view-miniprogram', false, undefined],
    ['event-scancode-push', true, 'click'],
    ['event-scancode-waitmsg', true, 'click'],
    ['event-pic-sysphoto', true, undefined],
    ['event-pic-photo-or-album', true, undefined],
    ['event-pic-weixin', true, undefined],
    ['event-location-select', true, undefined],
    ['event-template-finish', false, undefined],
    ['event-mass-finish', false, undefined],
    ['event-kf-create', false, undefined],
    ['event-subscribe-popup', false, undefined],
    ['event-authorization-revoke', false, undefined],
  ])('%s: reply %s, window %s', (name, reply, opened) => {
    const message = readMessage(name);
    expect(repliesPossible(message)).toBe(reply);
    expect(windowOpenedBy(message)).toBe(opened);
  });

  it('promises nothing for what it does not know', () => {
    for (const message of [
      readPush({ MsgType: 'hologram' }),
      readPush({ MsgType: 'event', Event: 'hologram' }),
    ]) {
      expect(repliesPossible(message)).toBe(false);
      expect(windowOpenedBy(message)).toBeUndefined();
    }
  });
});
