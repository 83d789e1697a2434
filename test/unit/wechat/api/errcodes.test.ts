import { ERRCODE_TABLE, ruleOf, WechatApiError, WechatNetworkError } from '../../../../src/wechat';

describe('ruleOf', () => {
  it.each<[number, string, boolean]>([
    [-1, 'retry', false],
    [40001, 'refresh_token', false],
    [40002, 'give_up', false],
    [40003, 'give_up', false],
    [40005, 'give_up', false],
    [40007, 'give_up', false],
    [40010, 'give_up', false],
    [40013, 'alert', true],
    [40014, 'refresh_token', false],
    [40020, 'give_up', false],
    [40033, 'give_up', false],
    [40037, 'give_up', true],
    [40125, 'alert', true],
    [40164, 'alert', true],
    [40243, 'alert', true],
    [41001, 'give_up', false],
    [41009, 'give_up', false],
    [42001, 'refresh_token', false],
    [43004, 'wait_user', false],
    [43019, 'give_up', false],
    [43101, 'wait_user', false],
    [45002, 'give_up', false],
    [45008, 'give_up', false],
    [45009, 'wait_tomorrow', true],
    [45011, 'retry', false],
    [45015, 'wait_user', false],
    [45047, 'wait_user', false],
    [45066, 'retry', false],
    [46003, 'give_up', false],
    [47003, 'give_up', false],
    [48001, 'alert', true],
    [48002, 'wait_user', false],
    [48006, 'alert', true],
    [50002, 'give_up', true],
    [50007, 'alert', true],
    [61450, 'retry', false],
    [61457, 'give_up', false],
    [65317, 'give_up', false],
    [65400, 'give_up', false],
    [89503, 'alert', true],
    [89507, 'alert', true],
    [99999, 'give_up', true],
  ])('%i: %s, alert %s', (errcode, action, alert) => {
    expect(ruleOf(errcode)).toMatchObject({ action, alert });
  });

  it('waits a minute where the platform counts by the minute', () => {
    expect(ruleOf(45011).retryAfterSeconds).toBeGreaterThanOrEqual(60);
  });

  it('calls an operator when asking for a token is refused: a new token cannot help', () => {
    for (const errcode of [40001, 40014, 42001]) {
      expect(ruleOf(errcode, { tokenCall: true })).toMatchObject({ action: 'alert', alert: true });
    }
  });

  it('names every code once, ranges included, in ascending order', () => {
    const ranges = ERRCODE_TABLE.map(({ codes }) => (typeof codes === 'number' ? [codes, codes] : codes));
    for (const [index, [first, last]] of ranges.entries()) {
      expect(first!).toBeLessThanOrEqual(last!);
      if (index > 0) expect(first!).toBeGreaterThan(ranges[index - 1]![1]!);
    }
  });
});

describe('errors of the API', () => {
  const refused = {
    path: '/cgi-bin/x',
    errcode: 40001,
    errmsg: '',
    secrets: ['TOKEN-1', ''],
    tokenCall: false,
  };

  it('keep secrets out of their message and find the request id', () => {
    const errmsg =
      'invalid credential TOKEN-1, url ?access_token=abcdef&x=1, call 13800001234 rid: 65f-12ab-0c';
    const error = new WechatApiError({ ...refused, errmsg });
    expect(error.message).toContain('/cgi-bin/x was refused with errcode 40001');
    for (const text of [error.message, error.errmsg]) {
      expect(text).not.toMatch(/TOKEN-1|abcdef|13800001234/);
    }
    expect(error.rid).toBe('65f-12ab-0c');
    expect(error.code).toBe('WECHAT_API');
  });

  it('say that a busy platform may have done the work, and a refusal not', () => {
    expect(new WechatApiError({ ...refused, errcode: -1 }).maybeSent).toBe(true);
    expect(new WechatApiError({ ...refused, errcode: 45015 }).maybeSent).toBe(false);
  });

  it('are two kinds', () => {
    expect(new WechatNetworkError('/p', 'ECONNRESET', { maybeSent: true })).not.toBeInstanceOf(
      WechatApiError,
    );
    expect(new WechatNetworkError('/p', 'ECONNRESET', { maybeSent: true }).code).toBe('WECHAT_NETWORK');
  });
});
