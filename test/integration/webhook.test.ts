import fs from 'node:fs';
import path from 'node:path';
import type { RunningServer } from '../../src/server';
import { parseXml, sign } from '../../src/wechat';
import { TEST_ACCOUNT } from '../helpers/fake-platform';
import { openReply, plainPush, post, sealedPush, textXml } from '../helpers/push';
import { startTestServer } from '../helpers/server';
import { tempFolder } from '../helpers/temp-folder';

const folder = tempFolder();
const SAMPLES = path.resolve(__dirname, '../fixtures/wechat/inbound');
const names = (JSON.parse(fs.readFileSync(path.join(SAMPLES, 'index.json'), 'utf8')) as { samples: string[] })
  .samples;
const sample = (name: string) => ({
  name,
  // Each from a follower of its own: a hundred messages of one would be a flood.
  xml: fs
    .readFileSync(path.join(SAMPLES, `${name}.xml`), 'utf8')
    .replace(/(<FromUserName>.*?)oKf_7xExampleOpenId/s, `$1o_${name}_`),
  bad:
    (JSON.parse(fs.readFileSync(path.join(SAMPLES, `${name}.json`), 'utf8')) as { error?: boolean }).error ===
    true,
});
const messages = names.filter((name) => !name.startsWith('bad-') && !name.startsWith('envelope')).map(sample);
const refused = names.filter((name) => name.startsWith('bad-')).map(sample);

const KEY = { WECHAT_ENCODING_AES_KEY: TEST_ACCOUNT.aesKey ?? '' };
type Log = { log: string[] };
let plain: RunningServer & Log;
let secure: RunningServer & Log;
let compatible: RunningServer & Log;

beforeAll(async () => {
  plain = await startTestServer(folder);
  secure = await startTestServer(folder, { ...KEY, WECHAT_MODE: 'secure' });
  compatible = await startTestServer(folder, { ...KEY, WECHAT_MODE: 'compatible' });
});
afterAll(async () => {
  for (const server of [plain, secure, compatible]) await server.close();
});

describe('verification of the address', () => {
  const query = (changes: Record<string, string> = {}) =>
    new URLSearchParams({
      signature: sign(TEST_ACCOUNT.token, '1714036504', '1514711492'),
      timestamp: '1714036504',
      nonce: '1514711492',
      echostr: '4375120948345356249',
      ...changes,
    });

  it.each(['plain', 'secure', 'compatible'] as const)(
    'echoes exactly the echostr in %s mode',
    async (mode) => {
      const { url } = { plain, secure, compatible }[mode];
      const response = await fetch(`${url}/wechat?${query()}`);
      expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
        200,
        '4375120948345356249',
        'text/plain; charset=utf-8',
      ]);
    },
  );

  it('refuses a wrong signature without echoing', async () => {
    const response = await fetch(
      `${plain.url}/wechat?${query({ signature: '0'.repeat(40), echostr: '<script>' })}`,
    );
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('script');
  });

  it.each(['nonce', 'echostr', 'timestamp'])('takes a repeated or missing %s for malformed', async (name) => {
    const repeated = query();
    repeated.append(name, 'x');
    expect((await fetch(`${plain.url}/wechat?${repeated}`)).status).toBe(400);
    const missing = query();
    missing.delete(name);
    expect((await fetch(`${plain.url}/wechat?${missing}`)).status).toBe(400);
  });
});

describe('plain mode', () => {
  it.each(messages)('takes $name', async ({ xml }) => {
    const answer = await post(plain.url, plainPush(xml));
    expect(answer.status).toBe(200);
    if (answer.body !== 'success') expect(parseXml(answer.body).MsgType).toBe('text');
  });

  it.each(refused)('refuses $name with 400', async ({ xml }) => {
    expect((await post(plain.url, plainPush(xml))).status).toBe(400);
  });

  it('swaps the names and counts seconds in the reply', async () => {
    const answer = await post(plain.url, plainPush(textXml('oSwap', '菜单')));
    const fields = parseXml(answer.body);
    expect(fields).toMatchObject({
      ToUserName: 'oSwap',
      FromUserName: TEST_ACCOUNT.originalId,
      MsgType: 'text',
    });
    expect(Math.abs(Number(fields.CreateTime) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('refuses a wrong signature with 403 and stores nothing', async () => {
    const push = plainPush(textXml('oForged', '菜单'));
    push.query.signature = sign('other', push.query.timestamp ?? '', push.query.nonce ?? '');
    expect(await post(plain.url, push)).toMatchObject({ status: 403, body: 'WECHAT_SIGNATURE' });
  });

  it('refuses a body over 64 KiB with 400', async () => {
    expect((await post(plain.url, plainPush(textXml('oBig', 'x'.repeat(70_000))))).status).toBe(400);
  });

  it('refuses an encrypted push: nothing is decrypted without a key configured', async () => {
    expect((await post(plain.url, sealedPush(textXml('oSealed', '菜单')))).status).toBe(400);
  });

  it('answers an unknown type and an unknown event with success', async () => {
    expect(await post(plain.url, plainPush(textXml('oNew', '', { MsgType: 'hologram' })))).toMatchObject({
      status: 200,
      body: 'success',
    });
    expect(
      await post(plain.url, plainPush(textXml('oNew', '', { MsgType: 'event', Event: 'brand_new' }))),
    ).toMatchObject({ status: 200, body: 'success' });
  });

  it('gives a repeated delivery the same reply', async () => {
    const xml = textXml('oRepeat', '#人工');
    const [first, second] = [
      await post(plain.url, plainPush(xml, '1')),
      await post(plain.url, plainPush(xml, '2')),
    ];
    expect(parseXml(second.body).Content).toBe(parseXml(first.body).Content);
  });

  it('carries text that looks like markup through to a sound reply', async () => {
    const answer = await post(plain.url, plainPush(textXml('oMarkup', ']]><Evil>&amp;</Evil>')));
    expect(parseXml(answer.body)).toMatchObject({ MsgType: 'text' });
  });
});

describe('secure mode', () => {
  it.each(messages)('takes $name encrypted and answers encrypted', async ({ xml }) => {
    const answer = await post(secure.url, sealedPush(xml));
    expect(answer.status).toBe(200);
    if (answer.body !== 'success') expect(openReply(answer.body).MsgType).toBe('text');
  });

  it.each(refused)('refuses the content of $name with 400', async ({ xml }) => {
    expect((await post(secure.url, sealedPush(xml))).status).toBe(400);
  });

  it('refuses a plain push, however well it is signed: no downgrade', async () => {
    expect((await post(secure.url, plainPush(textXml('oDown', '菜单')))).status).toBe(400);
  });

  it('refuses a sealed push without or with a wrong msg_signature', async () => {
    const push = sealedPush(textXml('oNoSig', '菜单'));
    const { msg_signature: _, ...without } = push.query;
    expect((await post(secure.url, { ...push, query: without })).status).toBe(403);
    expect(
      (await post(secure.url, { ...push, query: { ...push.query, msg_signature: '0'.repeat(40) } })).status,
    ).toBe(403);
  });

  it('gives a repeated delivery the same reply after decryption', async () => {
    const xml = textXml('oRepeat', '菜单');
    const [first, second] = [
      await post(secure.url, sealedPush(xml)),
      await post(secure.url, sealedPush(xml)),
    ];
    expect(openReply(second.body).Content).toBe(openReply(first.body).Content);
  });
});

describe('compatible mode', () => {
  it('believes the encrypted content, not the plain fields beside it', async () => {
    const push = sealedPush(textXml('oReal', '菜单'), {
      compatible: { FromUserName: 'oFake', Content: '#人工', MsgType: 'text' },
    });
    expect(openReply((await post(compatible.url, push)).body).ToUserName).toBe('oReal');
  });

  it('refuses a push without the encrypted content', async () => {
    expect((await post(compatible.url, plainPush(textXml('oPlain', '菜单')))).status).toBe(400);
  });
});

describe('during a rotation', () => {
  it('takes the previous token too', async () => {
    const rotating = await startTestServer(folder, {
      WECHAT_TOKEN: 'NEWTOKEN',
      WECHAT_TOKEN_PREVIOUS: TEST_ACCOUNT.token,
    });
    expect((await post(rotating.url, plainPush(textXml('oRotate', '菜单')))).status).toBe(200);
    await rotating.close();
  });
});
