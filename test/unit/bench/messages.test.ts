import { ACCOUNT, type BenchMode } from '../../../src/cli/bench/account';
import { parseResponse, responseLength } from '../../../src/cli/bench/connection';
import { PushWriter, writeRequest } from '../../../src/cli/bench/messages';
import { commandMix, distinctMix, Followers, repeatedMix } from '../../../src/cli/bench/mixes';
import { readTurnCounts } from '../../../src/cli/bench/servers';
import { readText } from '../../../src/dialogue';
import { type Opened, Receiver } from '../../../src/wechat';

function open(mode: BenchMode, push: { path: string; body: string }): Opened {
  const receiver = new Receiver({
    appId: ACCOUNT.appId,
    mode,
    tokens: [ACCOUNT.token],
    aesKeys: [ACCOUNT.aesKey],
  });
  const { searchParams } = new URL(push.path, 'http://127.0.0.1');
  return receiver.open(Object.fromEntries(searchParams), Buffer.from(push.body));
}

describe('the messages of the measurements', () => {
  it.each<BenchMode>(['plain', 'secure'])('are pushes that our receiver takes in %s mode', (mode) => {
    const { message, encrypted } = open(mode, new PushWriter(mode).text('oA', '怎么开发票'));
    expect(message).toMatchObject({ kind: 'text', fromUser: 'oA', content: '怎么开发票' });
    expect(encrypted).toBe(mode === 'secure');
  });

  it.each<BenchMode>(['plain', 'secure'])(
    'are refused in %s mode when one letter of the proof differs',
    (mode) => {
      const push = new PushWriter(mode).text('oA', '菜单');
      const name = mode === 'plain' ? 'signature' : 'msg_signature';
      const path = push.path.replace(
        new RegExp(`([?&]${name}=)(.)`),
        (_, start: string, digit: string) => start + (digit === '0' ? '1' : '0'),
      );
      expect(path).not.toBe(push.path);
      expect(() => open(mode, { ...push, path })).toThrow(/signature/);
    },
  );

  it('have ids of their own that grow, within 64 bits', () => {
    const writer = new PushWriter('plain');
    const ids = [1, 2, 3].map(
      () => /<MsgId><!\[CDATA\[(\d+)\]\]>/.exec(writer.text('oA', 'x').body)?.[1] ?? '',
    );
    expect(new Set(ids).size).toBe(3);
    expect([...ids].sort()).toEqual(ids);
    expect(BigInt(ids[2]!) < 2n ** 63n).toBe(true);
  });

  it('carry their length in bytes', () => {
    const request = writeRequest({ path: '/wechat', body: '菜单' }).toString('utf8');
    expect(request).toContain('Content-Length: 6\r\n');
    expect(request.endsWith('\r\n\r\n菜单')).toBe(true);
  });
});

describe('the mixes', () => {
  it('has commands only among the commands, in many wordings', () => {
    const next = commandMix();
    const texts = Array.from({ length: 100 }, next);
    expect(texts.filter((text) => readText(text).command === undefined)).toEqual([]);
    expect(new Set(texts).size).toBeGreaterThan(80);
  });

  it('never asks a distinct question twice', () => {
    const next = distinctMix(['怎么开发票', '怎么退款', '密码忘了']);
    const texts = Array.from({ length: 5_000 }, next);
    expect(new Set(texts).size).toBe(5_000);
  });

  it('asks the repeated questions over and over', () => {
    const next = repeatedMix(
      Array.from({ length: 100 }, (_, index) => `问题${index}`),
      20,
    );
    expect(new Set(Array.from({ length: 1_000 }, next)).size).toBe(20);
  });

  it('knows whom it has met', () => {
    const followers = new Followers('T');
    const met = [followers.newcomer(), followers.newcomer()];
    expect([followers.returning(), followers.returning(), followers.returning()]).toEqual([...met, met[0]]);
    expect(met[0]).toHaveLength(27);
  });
});

describe('the connection', () => {
  const response = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: a\r\ncontent-length: 6\r\n\r\n菜单');

  it('waits for the whole response', () => {
    for (let end = 0; end < response.length; end += 1) {
      expect(responseLength(response.subarray(0, end))).toBeUndefined();
    }
    expect(responseLength(Buffer.concat([response, Buffer.from('HTTP')]))).toBe(response.length);
    expect(parseResponse(response)).toEqual({ status: 200, body: '菜单' });
  });

  it('refuses a response whose end nobody knows', () => {
    expect(() => responseLength(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))).toThrow(/Content-Length/);
  });
});

describe('the count of turns', () => {
  it('tells those that were carried out from all others', () => {
    const metrics = [
      'weikefu_turn_seconds_bucket{le="0.1",kind="text",outcome="done"} 7',
      'weikefu_turn_seconds_count{kind="text",outcome="done"} 7',
      'weikefu_turn_seconds_count{kind="event",outcome="done"} 2',
      'weikefu_turn_seconds_count{kind="text",outcome="dropped"} 3',
    ].join('\n');
    expect(readTurnCounts(metrics)).toEqual({ done: 9, other: 3 });
  });
});
