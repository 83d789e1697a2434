import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { ManualClock } from '../../../../src/kernel/clock';
import {
  type CustomMessage,
  type Menu,
  WechatApi,
  WechatApiError,
  WechatNetworkError,
} from '../../../../src/wechat';
import { PlatformServer } from './platform-server';

const TOKEN_PATH = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/custom/send';
const SECRET = 'app-secret-0123456789';
const OK = { errcode: 0, errmsg: 'ok' };

let platform: PlatformServer;

beforeEach(async () => {
  platform = await new PlatformServer().start();
  platform.on(
    TOKEN_PATH,
    { access_token: 'TOKEN-1', expires_in: 7200 },
    { access_token: 'TOKEN-2', expires_in: 7200 },
  );
});

afterEach(() => platform.stop());

function buildApi(baseUrl = platform.url): WechatApi {
  return new WechatApi({
    baseUrl: () => baseUrl,
    appId: 'wx0123456789abcdef',
    appSecret: SECRET,
    clock: new ManualClock(1_763_700_000_000),
  });
}

async function failureOf<E extends Error>(
  kind: new (...args: never[]) => E,
  action: Promise<unknown>,
): Promise<E> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  const failure = error as E;
  expect(
    `${failure.message} ${JSON.stringify(failure)} ${failure.stack} ${String(failure.cause)}`,
  ).not.toMatch(/TOKEN-\d|app-secret/);
  return failure;
}

const hello: CustomMessage = { kind: 'text', content: '您好😀 "引号"' };

describe('the token', () => {
  it('is asked for once, in the stable form, and put into the query', async () => {
    platform.on(SEND, OK);
    const api = buildApi();
    await Promise.all([api.sendCustomMessage('o1', hello), api.sendCustomMessage('o2', hello)]);
    expect(platform.of(TOKEN_PATH).map((request) => JSON.parse(request.body))).toEqual([
      { grant_type: 'client_credential', appid: 'wx0123456789abcdef', secret: SECRET, force_refresh: false },
    ]);
    expect(platform.of(SEND).map((request) => request.query)).toEqual([
      { access_token: 'TOKEN-1' },
      { access_token: 'TOKEN-1' },
    ]);
  });

  it.each([40001, 40014, 42001])(
    'is renewed once when a call is refused with %i, and the call repeated',
    async (errcode) => {
      platform.on(SEND, { errcode, errmsg: 'invalid credential, access_token is invalid' }, OK);
      await buildApi().sendCustomMessage('o', hello);
      expect(platform.of(SEND).map((request) => request.query.access_token)).toEqual(['TOKEN-1', 'TOKEN-2']);
    },
  );

  it('is renewed no second time', async () => {
    platform.on(SEND, { errcode: 40001, errmsg: 'invalid credential TOKEN-2 rid: 1-2' });
    const error = await failureOf(WechatApiError, buildApi().sendCustomMessage('o', hello));
    expect(error).toMatchObject({ errcode: 40001, action: 'refresh_token', rid: '1-2' });
    expect(platform.of(SEND)).toHaveLength(2);
  });

  it('calls the operator when the secret is wrong', async () => {
    platform.on(TOKEN_PATH, { errcode: 40001, errmsg: `invalid appsecret ${SECRET}` });
    const error = await failureOf(WechatApiError, buildApi().sendCustomMessage('o', hello));
    expect(error).toMatchObject({ errcode: 40001, action: 'alert', alert: true, maybeSent: false });
    expect(platform.of(TOKEN_PATH)).toHaveLength(1);
  });

  it.each<[string, (url: string) => void]>([
    ['breaks off', () => platform.on(TOKEN_PATH, (response) => response.destroy())],
    ['answers nonsense', () => platform.on(TOKEN_PATH, (response) => response.end('<html>'))],
    ['answers without a token', () => platform.on(TOKEN_PATH, {})],
  ])('proves that nothing was sent when asking for it %s', async (_, prepare) => {
    prepare(platform.url);
    const error = await failureOf(WechatNetworkError, buildApi().sendCustomMessage('o', hello));
    expect(error.maybeSent).toBe(false);
    expect(platform.of(SEND)).toHaveLength(0);
  });
});

describe('customer-service messages', () => {
  it.each<[CustomMessage, object]>([
    [hello, { content: '您好😀 "引号"' }],
    [{ kind: 'image', mediaId: 'm' }, { media_id: 'm' }],
    [{ kind: 'voice', mediaId: 'm' }, { media_id: 'm' }],
    [{ kind: 'mpnews', mediaId: 'm' }, { media_id: 'm' }],
    [
      { kind: 'video', mediaId: 'm', thumbMediaId: 't', title: 'x' },
      { media_id: 'm', thumb_media_id: 't', title: 'x' },
    ],
    [
      { kind: 'music', musicUrl: 'u', hqMusicUrl: 'h', thumbMediaId: 't' },
      { musicurl: 'u', hqmusicurl: 'h', thumb_media_id: 't' },
    ],
    [
      { kind: 'news', article: { title: 't', description: 'd', picUrl: 'p', url: 'u' } },
      { articles: [{ title: 't', description: 'd', url: 'u', picurl: 'p' }] },
    ],
    [{ kind: 'mpnewsarticle', articleId: 'a' }, { article_id: 'a' }],
    [
      { kind: 'msgmenu', head: '满意吗？', items: [{ id: '101', content: '满意' }], tail: '谢谢' },
      { head_content: '满意吗？', list: [{ id: '101', content: '满意' }], tail_content: '谢谢' },
    ],
    [{ kind: 'wxcard', cardId: 'c' }, { card_id: 'c' }],
    [
      { kind: 'miniprogrampage', title: 't', appId: 'a', pagePath: 'p', thumbMediaId: 'm' },
      { title: 't', appid: 'a', pagepath: 'p', thumb_media_id: 'm' },
    ],
    [
      { kind: 'link', title: 't', description: 'd', url: 'u', thumbUrl: 'p' },
      { title: 't', description: 'd', url: 'u', thumb_url: 'p' },
    ],
  ])('are sent in the documented shape: %j', async (message, content) => {
    platform.on(SEND, OK);
    await buildApi().sendCustomMessage('openid-1', message);
    const [sent] = platform.of(SEND);
    expect(JSON.parse(sent!.body)).toEqual({
      touser: 'openid-1',
      msgtype: message.kind,
      [message.kind]: content,
    });
    expect(sent).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
  });

  it('are sent as raw UTF-8', async () => {
    platform.on(SEND, OK);
    await buildApi().sendCustomMessage('o', { kind: 'text', content: '您好😀\u0007\ud83d' });
    expect(platform.of(SEND)[0]!.body).toContain('"content":"您好😀"');
  });

  it('can show an agent and say that an AI wrote them', async () => {
    platform.on(SEND, OK);
    await buildApi().sendCustomMessage('o', hello, { kfAccount: 'kf1@demo', madeByAi: true });
    expect(JSON.parse(platform.of(SEND)[0]!.body)).toMatchObject({
      customservice: { kf_account: 'kf1@demo' },
      aimsgcontext: { is_ai_msg: 1 },
    });
  });

  it('take an answer without errcode for success', async () => {
    platform.on(SEND, {});
    await expect(buildApi().sendCustomMessage('o', hello)).resolves.toBeUndefined();
  });

  it.each([
    [45015, 'wait_user', false],
    [45047, 'wait_user', false],
    [45009, 'wait_tomorrow', false],
    [48001, 'alert', false],
    [45011, 'retry', false],
    [-1, 'retry', true],
  ])('are refused with %i: %s, maybe sent %s, and not repeated', async (errcode, action, maybeSent) => {
    platform.on(SEND, { errcode, errmsg: 'no' });
    const error = await failureOf(WechatApiError, buildApi().sendCustomMessage('o', hello));
    expect(error).toMatchObject({ errcode, action, maybeSent });
    expect(platform.of(SEND)).toHaveLength(1);
  });
});

describe('a lost call', () => {
  /** Gets its token before the test breaks something. */
  async function apiWithToken(): Promise<WechatApi> {
    const api = buildApi();
    await api.accessToken();
    return api;
  }

  it.each<[string, Parameters<PlatformServer['on']>[1]]>([
    ['the connection breaks off', (response) => response.destroy()],
    [
      'the answer breaks off',
      (response) => response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    ],
    [
      'the answer is a page of a gateway',
      (response) => response.writeHead(502).end('<html>Bad Gateway</html>'),
    ],
    ['the answer is JSON of a gateway', (response) => response.writeHead(500).end('{}')],
    ['the answer is no JSON', (response) => response.end('ok')],
    ['the answer is no object', (response) => response.end('[]')],
    ['the answer never ends', (response) => response.write('{')],
  ])('may have been done when %s', async (_, answer) => {
    platform.on(SEND, answer!);
    const api = await apiWithToken();
    const error = await failureOf(WechatNetworkError, api.sendCustomMessage('o', hello, { timeoutMs: 300 }));
    expect(error.maybeSent).toBe(true);
    expect(platform.of(SEND)).toHaveLength(1);
  });

  it('may have been done when the answer sends us elsewhere, where we do not go', async () => {
    platform.on(SEND, (response) => response.writeHead(302, { location: '/elsewhere' }).end());
    platform.on('/elsewhere', OK);
    const error = await failureOf(WechatNetworkError, buildApi().sendCustomMessage('o', hello));
    expect(error.maybeSent).toBe(true);
    expect(platform.of('/elsewhere')).toHaveLength(0);
  });

  it('gives up after the time the caller allows', async () => {
    platform.on(SEND, () => {});
    const api = await apiWithToken();
    const before = Date.now();
    const error = await failureOf(WechatNetworkError, api.sendCustomMessage('o', hello, { timeoutMs: 150 }));
    expect(error.message).toContain('no answer within 150 ms');
    expect(Date.now() - before).toBeLessThan(3000);
  });

  it('was certainly not done when nobody listens', async () => {
    const api = await apiWithToken();
    await platform.stop();
    const error = await failureOf(WechatNetworkError, api.sendCustomMessage('o', hello));
    expect(error).toMatchObject({ maybeSent: false, message: expect.stringContaining('ECONNREFUSED') });
    platform = await new PlatformServer().start();
  });

  it('may have been done when the other side hangs up before it answers', async () => {
    const api = await apiWithToken();
    const rude: Server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const rudeUrl = `http://127.0.0.1:${(rude.address() as AddressInfo).port}`;
    platform.on('/x', OK);
    const moving = { url: platform.url };
    const movingApi = new WechatApi({
      baseUrl: () => moving.url,
      appId: 'a',
      appSecret: SECRET,
      clock: new ManualClock(0),
    });
    await movingApi.accessToken();
    moving.url = rudeUrl;
    const error = await failureOf(WechatNetworkError, movingApi.sendCustomMessage('o', hello));
    expect(error.maybeSent).toBe(true);
    await new Promise((resolve) => rude.close(resolve));
    expect(await api.accessToken()).toBe('TOKEN-1');
  });

  it('names a wrong base address without showing the token', async () => {
    const api = buildApi('no address');
    await expect(api.accessToken()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('typing', () => {
  const TYPING = '/cgi-bin/message/custom/typing';

  it('is shown and taken back', async () => {
    platform.on(TYPING, OK);
    const api = buildApi();
    expect(await api.setTyping('o', true)).toBe(true);
    expect(await api.setTyping('o', false)).toBe(true);
    expect(platform.of(TYPING).map((request) => JSON.parse(request.body))).toEqual([
      { touser: 'o', command: 'Typing' },
      { touser: 'o', command: 'CancelTyping' },
    ]);
  });

  it.each([45080, 45081])('is no failure when the platform does not show it (%i)', async (errcode) => {
    platform.on(TYPING, { errcode, errmsg: 'no' });
    expect(await buildApi().setTyping('o', true)).toBe(false);
  });

  it('fails like any call otherwise', async () => {
    platform.on(TYPING, { errcode: 48001, errmsg: 'no' });
    await failureOf(WechatApiError, buildApi().setTyping('o', true));
  });
});

describe('media', () => {
  const GET = '/cgi-bin/media/get';
  const UPLOAD = '/cgi-bin/media/upload';
  const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]);

  it('downloads a file with its type and name', async () => {
    platform.on(GET, (response) =>
      response
        .writeHead(200, {
          'content-type': 'image/png',
          'content-disposition': 'attachment; filename="../a b.png"',
        })
        .end(PICTURE),
    );
    expect(await buildApi().downloadMedia('m/1')).toEqual({
      body: PICTURE,
      contentType: 'image/png',
      fileName: 'a b.png',
    });
    expect(platform.of(GET)[0]).toMatchObject({
      method: 'GET',
      query: { access_token: 'TOKEN-1', media_id: 'm/1' },
    });
  });

  it('takes a file that begins like JSON for a file', async () => {
    platform.on(GET, (response) =>
      response
        .writeHead(200, { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename=a.txt' })
        .end('{x'),
    );
    expect((await buildApi().downloadMedia('m')).body.toString()).toBe('{x');
  });

  it('follows the address of a video, without the token', async () => {
    platform.on(GET, { video_url: `${platform.url}/video?id=1` });
    platform.on('/video', (response) => response.writeHead(302, { location: '/cdn' }).end());
    platform.on('/cdn', (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('film'));
    expect(await buildApi().downloadMedia('m')).toEqual({
      body: Buffer.from('film'),
      contentType: 'video/mp4',
      fileName: undefined,
    });
    expect(platform.of('/video')[0]!.query).toEqual({ id: '1' });
  });

  it.each(['application/json; encoding=utf-8', 'text/plain', 'image/jpeg'])(
    'sees a refusal that comes as %s',
    async (type) => {
      platform.on(GET, (response) =>
        response
          .writeHead(200, { 'content-type': type })
          .end('{"errcode":40007,"errmsg":"invalid media_id"}'),
      );
      const error = await failureOf(WechatApiError, buildApi().downloadMedia('m'));
      expect(error).toMatchObject({ errcode: 40007, action: 'give_up' });
    },
  );

  it('renews the token for a download as well', async () => {
    platform.on(GET, { errcode: 42001, errmsg: 'expired' }, (response) => response.end(PICTURE));
    expect((await buildApi().downloadMedia('m')).body).toEqual(PICTURE);
    expect(platform.of(GET).map((request) => request.query.access_token)).toEqual(['TOKEN-1', 'TOKEN-2']);
  });

  it.each([
    ['a video address that is no web address', { video_url: 'file:///etc/passwd' }],
    ['an answer of unknown shape', { hello: 1 }],
  ])('refuses %s', async (_, answer) => {
    platform.on(GET, answer);
    await failureOf(WechatNetworkError, buildApi().downloadMedia('m'));
  });

  it('does not take the page of a gateway for a file', async () => {
    platform.on(GET, (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'));
    await failureOf(WechatNetworkError, buildApi().downloadMedia('m'));
  });

  it('stops reading a file that is too large', async () => {
    platform.on(GET, (response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      response.end(Buffer.alloc(21 * 1024 * 1024));
    });
    const error = await failureOf(WechatNetworkError, buildApi().downloadMedia('m'));
    expect(error.message).toContain('larger than');
  });

  it('uploads a file as a form with name, type and length', async () => {
    platform.on(UPLOAD, { type: 'image', media_id: 'M1', created_at: 1763700000 });
    const upload = {
      type: 'image',
      fileName: '图.png',
      contentType: 'image/png',
      body: Buffer.from('PICTURE'),
    } as const;
    expect(await buildApi().uploadMedia(upload)).toEqual({ mediaId: 'M1', createdAt: 1_763_700_000_000 });
    const [request] = platform.of(UPLOAD);
    expect(request!.query).toEqual({ access_token: 'TOKEN-1', type: 'image' });
    expect(request!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request!.headers['content-length']).toBe(String(Buffer.byteLength(request!.body)));
    expect(request!.body).toMatch(
      /name="media"; filename="图\.png"\r\nContent-Type: image\/png\r\n\r\nPICTURE\r\n/,
    );
  });

  it('sends the whole form again after a token was renewed, and reads the id of a thumbnail', async () => {
    platform.on(
      UPLOAD,
      { errcode: 40001, errmsg: 'x' },
      { type: 'thumb', thumb_media_id: 'T1', created_at: 1 },
    );
    const upload = {
      type: 'thumb',
      fileName: 't.jpg',
      contentType: 'image/jpeg',
      body: Buffer.from('THUMB'),
    } as const;
    expect((await buildApi().uploadMedia(upload)).mediaId).toBe('T1');
    expect(platform.of(UPLOAD).map((request) => request.body.includes('THUMB'))).toEqual([true, true]);
  });
});

describe('menu, addresses and quota', () => {
  it('creates a menu', async () => {
    platform.on('/cgi-bin/menu/create', OK);
    const menu: Menu = { button: [{ name: '提交工单', type: 'click', key: 'TICKET' }] };
    await buildApi().createMenu(menu);
    expect(platform.of('/cgi-bin/menu/create')[0]!.body).toBe(JSON.stringify(menu));
  });

  it('reads the menu, and its absence', async () => {
    platform.on(
      '/cgi-bin/menu/get',
      { menu: { button: [{ name: 'a' }], menuid: 1 } },
      { errcode: 46003, errmsg: 'none' },
    );
    const api = buildApi();
    expect(await api.readMenu()).toEqual({ buttons: [{ name: 'a' }], conditional: [] });
    expect(await api.readMenu()).toBeUndefined();
  });

  it('reads the addresses of the pushes', async () => {
    platform.on('/cgi-bin/getcallbackip', { ip_list: ['101.226.62.77', '101.226.103.0/25'] });
    expect(await buildApi().readCallbackAddresses()).toEqual(['101.226.62.77', '101.226.103.0/25']);
  });

  it('reads and clears the quota of a path', async () => {
    platform.on('/cgi-bin/openapi/quota/get', {
      errcode: 0,
      quota: { daily_limit: 500000, used: 2, remain: 499998 },
    });
    platform.on('/cgi-bin/openapi/quota/clear', OK);
    const api = buildApi();
    expect(await api.readQuota(SEND)).toEqual({ dailyLimit: 500000, used: 2, remaining: 499998 });
    await api.clearQuota(SEND);
    expect(JSON.parse(platform.of('/cgi-bin/openapi/quota/clear')[0]!.body)).toEqual({ cgi_path: SEND });
  });
});
