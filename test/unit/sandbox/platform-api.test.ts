import { ManualClock } from '../../../src/kernel/clock';
import { type StartedPlatform, startFakePlatform, TEST_ACCOUNT } from '../../helpers/fake-platform';
import { fieldsOf, startWebhook, until, type Webhook } from './webhook';

const START = Date.UTC(2026, 10, 22, 2, 0, 0);
const clock = new ManualClock(START);
let webhook: Webhook;
let started: StartedPlatform;
let token: string;

type Answer = Record<string, unknown> & { errcode?: number; errmsg?: string };

beforeEach(async () => {
  clock.set(START);
  webhook = await startWebhook(() => 'success');
  started = await startFakePlatform({
    webhookUrl: () => webhook.url,
    clock,
    timings: { dropAfterMs: 500, retryEveryMs: 50, templateReportMs: 1 },
    dailyLimits: { '/cgi-bin/qrcode/create': 2 },
  });
  token = String((await post('/cgi-bin/stable_token', credentials)).access_token);
});
afterEach(async () => {
  await started.close();
  await webhook.close();
});

const credentials = {
  grant_type: 'client_credential',
  appid: TEST_ACCOUNT.appId,
  secret: TEST_ACCOUNT.appSecret,
};

async function post(path: string, body: unknown, accessToken = token): Promise<Answer> {
  const answer = await fetch(
    `${started.url}${path}${path.includes('?') ? '&' : '?'}access_token=${accessToken}`,
    {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  );
  return (await answer.json()) as Answer;
}
async function get(path: string): Promise<Answer> {
  const answer = await fetch(`${started.url}${path}${path.includes('?') ? '&' : '?'}access_token=${token}`);
  return (await answer.json()) as Answer;
}
const text = (touser: string, content: string) => ({ touser, msgtype: 'text', text: { content } });
const send = (body: unknown) => post('/cgi-bin/message/custom/send', body);

describe('tokens', () => {
  it.each([
    [{ ...credentials, appid: 'wxother' }, 40013],
    [{ ...credentials, secret: 'wrong' }, 40125],
    [{ ...credentials, grant_type: 'password' }, 40002],
    [{ grant_type: 'client_credential', secret: 'x' }, 41002],
  ])('are not given for %j', async (body, errcode) => {
    const answer = await post('/cgi-bin/stable_token', body);
    expect(answer.errcode).toBe(errcode);
    expect(answer.errmsg).toMatch(/ rid: [0-9a-f-]{26}$/);
  });

  it('are checked at every call: missing, unknown, expired', async () => {
    await started.platform.sendText('oA', '在吗');
    expect((await post('/cgi-bin/message/custom/send', text('oA', '好'), '')).errcode).toBe(41001);
    expect((await post('/cgi-bin/message/custom/send', text('oA', '好'), 'x')).errcode).toBe(40001);
    clock.advance(7_200_000);
    expect((await send(text('oA', '好'))).errcode).toBe(42001);
  });

  it('come from GET /cgi-bin/token as well', async () => {
    const { grant_type, appid, secret } = credentials;
    const answer = await get(`/cgi-bin/token?grant_type=${grant_type}&appid=${appid}&secret=${secret}`);
    expect(answer).toEqual({ access_token: expect.any(String), expires_in: 7200 });
  });
});

describe('customer-service messages', () => {
  it('reach the chat five times after a message, then answer 45047, and 45015 after 48 hours', async () => {
    await started.platform.sendText('oA', '在吗');
    for (let count = 1; count <= 5; count += 1) {
      expect(await send(text('oA', `第 ${count} 条`))).toEqual({ errcode: 0, errmsg: 'ok' });
    }
    expect((await send(text('oA', '第 6 条'))).errcode).toBe(45047);
    expect(started.platform.textsTo('oA')).toHaveLength(5);
    expect(started.platform.quota('oA').left).toBe(0);
    clock.advance(48 * 3_600_000);
    token = String((await post('/cgi-bin/stable_token', credentials)).access_token);
    expect((await send(text('oA', '晚了'))).errcode).toBe(45015);
  });

  it('are refused without touching the quota when they are wrong', async () => {
    await started.platform.sendText('oA', '在吗');
    const errcodes: [unknown, number][] = [
      [text('oNobody', '好'), 40003],
      [{ msgtype: 'text', text: { content: '好' } }, 41009],
      [text('oA', ''), 44004],
      [text('oA', 'a'.repeat(2049)), 45002],
      [{ touser: 'oA', msgtype: 'poem', poem: {} }, 40008],
      [{ touser: 'oA', msgtype: 'text', content: '好' }, 40035],
      [{ touser: 'oA', msgtype: 'image', image: { media_id: 'nope' } }, 40007],
      [{ touser: 'oA', msgtype: 'news', news: { articles: [{ title: '1' }, { title: '2' }] } }, 45008],
      ['{"touser":"oA","msgtype":"text","text":{"content":"\\u4f60\\u597d"}}', 40033],
      ['{"touser":', 47001],
      ['[]', 47001],
      ['', 44002],
    ];
    for (const [body, errcode] of errcodes) {
      expect([body, (await send(body)).errcode]).toEqual([body, errcode]);
    }
    expect(started.platform.quota('oA').left).toBe(5);
    expect((await send('{"touser":"oA","msgtype":"text","text":{"content":"C:\\\\u4f60"}}')).errcode).toBe(0);
  });

  it('stop when the follower leaves', async () => {
    await started.platform.sendText('oA', '在吗');
    await started.platform.unfollow('oA');
    expect((await send(text('oA', '别走'))).errcode).toBe(45015);
  });

  it('open for three messages in the minute after a tap on a choice', async () => {
    await started.platform.follow('oA');
    clock.advance(60_000);
    await started.platform.tapMenuItem('oA', '满意', '1');
    for (const errcode of [0, 0, 0, 45047]) expect((await send(text('oA', '好'))).errcode).toBe(errcode);
    clock.advance(60_000);
    expect((await send(text('oA', '好'))).errcode).toBe(45015);
  });

  it('come as menus, cards and pictures', async () => {
    await started.platform.sendText('oA', '在吗');
    const list = [
      { id: '1', content: '满意' },
      { id: 2, content: '不满意' },
    ];
    await send({
      touser: 'oA',
      msgtype: 'msgmenu',
      msgmenu: { head_content: '评价', list, tail_content: '谢谢' },
    });
    const articles = [
      { title: '标题', description: '说明', url: 'https://e.com', picurl: 'https://e.com/a.png' },
    ];
    await send({ touser: 'oA', msgtype: 'news', news: { articles } });
    expect(started.platform.chat('oA').slice(1)).toMatchObject([
      {
        via: 'custom',
        content: { type: 'msgmenu', head: '评价', tail: '谢谢', choices: [{ id: '1' }, { id: '2' }] },
      },
      {
        via: 'custom',
        content: { type: 'news', articles: [{ title: '标题', picUrl: 'https://e.com/a.png' }] },
      },
    ]);
  });
});

describe('typing', () => {
  it('shows for 15 s, not twice, and only within 30 s of something the follower did', async () => {
    const typing = (command: string) => post('/cgi-bin/message/custom/typing', { touser: 'oA', command });
    await started.platform.sendText('oA', '在吗');
    expect((await typing('Typing')).errcode).toBe(0);
    expect(started.platform.snapshot().followers[0]?.typingUntil).toBe(START + 15_000);
    expect((await typing('Typing')).errcode).toBe(45081);
    expect((await typing('Sing')).errcode).toBe(45072);
    await send(text('oA', '好'));
    expect(started.platform.snapshot().followers[0]?.typingUntil).toBe(0);
    clock.advance(30_001);
    expect((await typing('Typing')).errcode).toBe(45080);
  });
});

describe('media', () => {
  it('go up as multipart and come down byte for byte, for three days', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10, 13, 10, 45, 45]);
    const form = new FormData();
    form.set('media', new Blob([bytes], { type: 'image/png' }), 'p.png');
    const url = `${started.url}/cgi-bin/media/upload?type=image&access_token=${token}`;
    const uploaded = (await (await fetch(url, { method: 'POST', body: form })).json()) as Answer;
    expect(uploaded).toEqual({ type: 'image', media_id: expect.any(String), created_at: START / 1000 });

    const address = `${started.url}/cgi-bin/media/get?media_id=${uploaded.media_id}&access_token=`;
    const downloaded = await fetch(address + token);
    expect(downloaded.headers.get('content-type')).toBe('image/png');
    expect(downloaded.headers.get('content-disposition')).toContain('p.png');
    expect(Buffer.from(await downloaded.arrayBuffer())).toEqual(bytes);
    expect((await get('/cgi-bin/media/get?media_id=other')).errcode).toBe(40007);
    clock.advance(3 * 86_400_000);
    token = String((await post('/cgi-bin/stable_token', credentials)).access_token);
    expect((await get(`/cgi-bin/media/get?media_id=${uploaded.media_id}`)).errcode).toBe(40007);
  });

  it('that followers sent can be fetched; a video answers with its address', async () => {
    await started.platform.sendVideo('oA');
    const mediaId = fieldsOf(webhook.seen[0]!).MediaId;
    const { video_url: url } = await get(`/cgi-bin/media/get?media_id=${mediaId}`);
    expect((await fetch(String(url))).headers.get('content-type')).toBe('video/mp4');
  });

  it('of a wrong type or without a file are refused', async () => {
    expect((await post('/cgi-bin/media/upload?type=poem', 'x')).errcode).toBe(40004);
    expect((await post('/cgi-bin/media/upload?type=image', 'x')).errcode).toBe(41005);
  });
});

describe('the menu', () => {
  const button = [
    { type: 'click', name: '智能客服', key: 'BOT' },
    { name: '服务', sub_button: [{ type: 'view', name: '官网', url: 'https://example.com' }] },
  ];

  it('is created, read and deleted', async () => {
    expect((await get('/cgi-bin/menu/get')).errcode).toBe(46003);
    expect((await post('/cgi-bin/menu/create', { button })).errcode).toBe(0);
    expect(await get('/cgi-bin/menu/get')).toMatchObject({
      menu: { button: [{ name: '智能客服' }, button[1]] },
    });
    expect(started.platform.snapshot().menu).toEqual(button);
    expect((await get('/cgi-bin/menu/delete')).errcode).toBe(0);
    expect(started.platform.snapshot().menu).toEqual([]);
  });

  it.each<[string, unknown, number]>([
    ['no button', [], 40016],
    ['four buttons', Array.from({ length: 4 }, () => button[0]), 40016],
    ['a long name', [{ ...button[0], name: '一二三四五六' }], 40018],
    ['no type', [{ name: '甲', key: 'K' }], 40017],
    ['a long key', [{ ...button[0], key: 'k'.repeat(129) }], 40019],
    ['a bad address', [{ type: 'view', name: '甲', url: 'ftp://x' }], 40020],
    ['six below', [{ name: '甲', sub_button: Array.from({ length: 6 }, () => button[0]) }], 40023],
    ['three levels', [{ name: '甲', sub_button: [{ name: '乙', sub_button: [button[0]] }] }], 40022],
  ])('is refused with %s', async (_, wrong, errcode) => {
    expect((await post('/cgi-bin/menu/create', { button: wrong })).errcode).toBe(errcode);
  });
});

describe('template messages', () => {
  const message = {
    touser: 'oA',
    template_id: 'T1',
    data: { thing1: { value: '已受理' } },
    client_msg_id: 'c1',
  };

  it('are shown, reported by an event, and sent once per client_msg_id', async () => {
    await started.platform.follow('oA');
    const first = await post('/cgi-bin/message/template/send', message);
    expect(first).toMatchObject({ errcode: 0, msgid: expect.any(Number) });
    expect(await post('/cgi-bin/message/template/send', message)).toEqual(first);
    expect(started.platform.chat('oA').filter((bubble) => bubble.via === 'template')).toHaveLength(1);
    await until(() => webhook.seen.length === 2);
    expect(fieldsOf(webhook.seen[1]!)).toMatchObject({
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: String(first.msgid),
      Status: 'success',
    });
  });

  it('need a follower and a template', async () => {
    await started.platform.follow('oA');
    await started.platform.unfollow('oA');
    expect((await post('/cgi-bin/message/template/send', message)).errcode).toBe(43004);
    const { template_id: _, ...without } = message;
    expect((await post('/cgi-bin/message/template/send', without)).errcode).toBe(40037);
  });
});

describe('the rest', () => {
  it('tells who follows and how they came, without a name', async () => {
    await started.platform.follow('oA', 'shop1');
    expect(await get('/cgi-bin/user/info?openid=oA')).toMatchObject({
      subscribe: 1,
      subscribe_time: START / 1000,
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene_str: 'shop1',
    });
    await started.platform.unfollow('oA');
    expect(await get('/cgi-bin/user/info?openid=oA')).toEqual({ subscribe: 0, openid: 'oA' });
    expect((await get('/cgi-bin/user/info?openid=oB')).errcode).toBe(40003);
  });

  it('counts calls a day: 45009, read with quota/get, cleared with clear_quota and at midnight in Beijing', async () => {
    const create = () =>
      post('/cgi-bin/qrcode/create', {
        action_name: 'QR_STR_SCENE',
        action_info: { scene: { scene_str: 's' } },
      });
    expect(await create()).toMatchObject({ ticket: expect.any(String), expire_seconds: 60 });
    await create();
    expect((await create()).errcode).toBe(45009);
    expect(await post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/qrcode/create' })).toMatchObject({
      quota: { daily_limit: 2, used: 2, remain: 0 },
    });
    for (const [path, body] of [
      ['/cgi-bin/clear_quota', { appid: TEST_ACCOUNT.appId }],
      ['/cgi-bin/openapi/quota/clear', { cgi_path: '/cgi-bin/qrcode/create' }],
    ] as const) {
      expect((await post(path, body)).errcode).toBe(0);
      expect((await create()).errcode).toBeUndefined();
      await create();
      expect((await create()).errcode).toBe(45009);
    }
    expect((await post('/cgi-bin/openapi/quota/clear', { cgi_path: '/sns/auth' })).errcode).toBe(76022);
    clock.set(Date.UTC(2026, 10, 22, 16, 0, 0));
    token = String((await post('/cgi-bin/stable_token', credentials)).access_token);
    expect((await create()).errcode).toBeUndefined();
  });

  it('knows its addresses and methods', async () => {
    expect(await get('/cgi-bin/getcallbackip')).toEqual({ ip_list: ['127.0.0.1'] });
    expect((await get('/cgi-bin/message/custom/send')).errcode).toBe(43002);
    expect((await post('/cgi-bin/menu/get', {})).errcode).toBe(43001);
    expect((await get('/cgi-bin/nonsense')).errcode).toBe(40066);
  });

  it('explains a request by its rid', async () => {
    const refused = await send(text('oNobody', '好'));
    const rid = String(refused.errmsg).split('rid: ')[1];
    expect(await post('/cgi-bin/openapi/rid/get', { rid })).toMatchObject({
      request: { request_url: '/cgi-bin/message/custom/send', response_body: JSON.stringify(refused) },
    });
  });

  it('authorises a page visit: a code that works once', async () => {
    await started.platform.follow('oA');
    const query = new URLSearchParams({
      appid: TEST_ACCOUNT.appId,
      redirect_uri: 'http://127.0.0.1:9/h5?x=1',
      response_type: 'code',
      scope: 'snsapi_base',
      state: 's1',
    });
    const asked = await fetch(`${started.url}/connect/oauth2/authorize?${query}`);
    expect(await asked.text()).toContain('openid=oA');
    const back = await fetch(`${started.url}/connect/oauth2/authorize?${query}&openid=oA`, {
      redirect: 'manual',
    });
    const target = new URL(back.headers.get('location') ?? '');
    expect([target.pathname, target.searchParams.get('x'), target.searchParams.get('state')]).toEqual([
      '/h5',
      '1',
      's1',
    ]);
    const exchange = `/sns/oauth2/access_token?appid=${TEST_ACCOUNT.appId}&secret=${TEST_ACCOUNT.appSecret}&grant_type=authorization_code&code=${target.searchParams.get('code')}`;
    expect(await get(exchange)).toMatchObject({ openid: 'oA', scope: 'snsapi_base' });
    expect((await get(exchange)).errcode).toBe(40163);
    const bad = await fetch(`${started.url}/connect/oauth2/authorize?${query}&redirect_uri=javascript:1`);
    expect(bad.status).toBe(400);
  });
});

describe('planned faults', () => {
  const path = '/cgi-bin/message/custom/send';
  beforeEach(() => started.platform.sendText('oA', '在吗'));

  it('refuse the next calls of a path, and only those', async () => {
    started.platform.failNext({ kind: 'errcode', errcode: 45011 }, { path, times: 2 });
    expect(await get('/cgi-bin/getcallbackip')).toHaveProperty('ip_list');
    expect((await send(text('oA', '好'))).errcode).toBe(45011);
    expect((await send(text('oA', '好'))).errcode).toBe(45011);
    expect((await send(text('oA', '好'))).errcode).toBe(0);
    expect(started.platform.textsTo('oA')).toEqual(['好']);
  });

  it('answer as a broken gateway', async () => {
    started.platform.failNext({ kind: 'http', status: 502 });
    const answer = await fetch(`${started.url}${path}?access_token=${token}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(502);
  });

  it.each([true, false])('stay silent, the message sent: %p', async (processed) => {
    started.platform.failNext({ kind: 'silence', processed });
    const call = fetch(`${started.url}${path}?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify(text('oA', '好')),
      signal: AbortSignal.timeout(150),
    });
    await expect(call).rejects.toThrow('timeout');
    expect(started.platform.textsTo('oA')).toEqual(processed ? ['好'] : []);
    expect(started.platform.apiCalls.at(-1)).toMatchObject({
      path,
      at: START,
      body: text('oA', '好'),
      answer: undefined,
    });
  });

  it('cut the connection', async () => {
    started.platform.failNext({ kind: 'cut', processed: true });
    await expect(send(text('oA', '好'))).rejects.toThrow('fetch failed');
    expect(started.platform.textsTo('oA')).toEqual(['好']);
  });

  it('answer late', async () => {
    started.platform.failNext({ kind: 'delay', delayMs: 60 });
    const began = performance.now();
    expect((await send(text('oA', '好'))).errcode).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(55);
  });
});
