import fs from 'node:fs';
import path from 'node:path';
import { parseConfig, SETTING_NAMES } from '../../../src/config/config';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const REAL = { WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'secret', WECHAT_TOKEN: 'AAAAA' };
const parse = (environment: Record<string, string>) => parseConfig(environment, '/srv/weikefu');

describe('the configuration', () => {
  it('serves the sandbox on loopback when nothing is set', () => {
    expect(parse({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      sandbox: true,
      database: { kind: 'sqlite', file: '/srv/weikefu/data/weikefu.db' },
      wechat: { mode: 'plain', apiBase: undefined, customSend: true, quota: { perMessage: 5, perClick: 3 } },
    });
  });

  it('takes an empty value for unset', () => {
    expect(parse({ PORT: '', WECHAT_APP_ID: '', WECHAT_ENCODING_AES_KEY: '' })).toMatchObject({
      port: 3000,
      sandbox: true,
    });
  });

  it('serves a real account without the sandbox, in secure mode when there is a key', () => {
    expect(parse({ ...REAL, WECHAT_ENCODING_AES_KEY: KEY })).toMatchObject({
      sandbox: false,
      wechat: { mode: 'secure', apiBase: 'https://api.weixin.qq.com', tokens: ['AAAAA'], aesKeys: [KEY] },
    });
  });

  it('accepts the previous token and key beside the current ones', () => {
    const { wechat } = parse({
      ...REAL,
      WECHAT_ENCODING_AES_KEY: KEY,
      WECHAT_TOKEN_PREVIOUS: 'BBBBB',
      WECHAT_ENCODING_AES_KEY_PREVIOUS: KEY.toLowerCase(),
    });
    expect(wechat).toMatchObject({ tokens: ['AAAAA', 'BBBBB'], aesKeys: [KEY, KEY.toLowerCase()] });
  });

  it.each([
    ['sqlite:my.db', { kind: 'sqlite', file: '/srv/weikefu/my.db' }],
    ['sqlite:/var/lib/my.db', { kind: 'sqlite', file: '/var/lib/my.db' }],
    ['sqlite:///var/lib/my.db', { kind: 'sqlite', file: '/var/lib/my.db' }],
    ['postgres://u@h/d', { kind: 'postgres', url: 'postgres://u@h/d' }],
  ])('reads the database address %s', (DATABASE_URL, database) => {
    expect(parse({ DATABASE_URL }).database).toEqual(database);
  });

  it('sends codes to the log in the sandbox only, and through a gateway only with its address', () => {
    expect(parse({}).sms).toEqual({ kind: 'console' });
    expect(parse(REAL).sms).toEqual({ kind: 'off' });
    expect(
      parse({ ...REAL, SMS_PROVIDER: 'http', SMS_URL: 'https://sms.example.com', SMS_TOKEN: 't' }).sms,
    ).toEqual({
      kind: 'http',
      url: 'https://sms.example.com',
      token: 't',
    });
    expect(() => parse({ ...REAL, SMS_PROVIDER: 'console' })).toThrow(/SMS_PROVIDER: console/);
    expect(() => parse({ SMS_PROVIDER: 'http' })).toThrow(/SMS_URL: is needed/);
  });

  it('tells all problems at once, by name and with the remedy', () => {
    expect(() =>
      parse({
        PORT: 'abc',
        WECHAT_ENCODING_AES_KEY: 'short',
        WECHAT_MODE: 'fancy',
        TRUST_PROXY: 'yes',
        ADMIN_PASSWORD: '123',
      }),
    ).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(
          /PORT[\s\S]*TRUST_PROXY: must be on or off[\s\S]*43[\s\S]*WECHAT_MODE[\s\S]*ADMIN_PASSWORD/,
        ),
      }),
    );
  });

  it.each([
    ['a real account without its secret', { WECHAT_APP_ID: 'wx1' }, 'WECHAT_APP_SECRET'],
    ['secure mode without a key', { ...REAL, WECHAT_MODE: 'secure' }, 'WECHAT_ENCODING_AES_KEY'],
    ['an address that is none', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  ])('refuses %s', (_, environment, name) => {
    expect(() => parse(environment)).toThrow(name);
  });

  it.each(['0.0.0.0', '192.0.2.1', '::'])('refuses the sandbox on %s', (HOST) => {
    expect(() => parse({ HOST })).toThrow(expect.objectContaining({ code: 'SANDBOX_EXPOSED' }));
    expect(parse({ ...REAL, HOST }).sandbox).toBe(false);
  });

  it('is documented setting by setting in .env.example', () => {
    const example = fs.readFileSync(path.resolve(__dirname, '../../../.env.example'), 'utf8');
    const documented = [...example.matchAll(/^([A-Z_]+)=/gm)].map((found) => found[1]);
    expect(documented.sort()).toEqual([...SETTING_NAMES, 'TEST_POSTGRES_URL'].sort());
  });
});
