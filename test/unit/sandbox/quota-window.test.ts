import { WECHAT_QUOTA } from '../../../src/sandbox/account';
import {
  grantQuota,
  NO_QUOTA,
  type QuotaState,
  readQuota,
  spendQuota,
} from '../../../src/sandbox/quota-window';

const HOUR = 3_600_000;

function spendAll(state: QuotaState, now: number): { spent: number; refusal: number } {
  let current = state;
  for (let spent = 0; ; spent += 1) {
    const next = spendQuota(current, now);
    if (typeof next === 'number') return { spent, refusal: next };
    current = next;
  }
}

describe('the window of customer-service messages', () => {
  it('is closed until the follower does something', () => {
    expect(spendAll(NO_QUOTA, 1000)).toEqual({ spent: 0, refusal: 45015 });
    expect(readQuota(NO_QUOTA, 1000)).toEqual({ left: 0, until: undefined });
  });

  it('takes five after a message, for 48 hours', () => {
    const state = grantQuota(NO_QUOTA, 'message', 0, WECHAT_QUOTA);
    expect(readQuota(state, 0)).toEqual({ left: 5, until: 48 * HOUR });
    expect(spendAll(state, 48 * HOUR - 1)).toEqual({ spent: 5, refusal: 45047 });
    expect(spendAll(state, 48 * HOUR)).toEqual({ spent: 0, refusal: 45015 });
  });

  it('takes three after a click, for a minute', () => {
    const state = grantQuota(NO_QUOTA, 'click', 0, WECHAT_QUOTA);
    expect(spendAll(state, 59_999)).toEqual({ spent: 3, refusal: 45047 });
    expect(spendAll(state, 60_000)).toEqual({ spent: 0, refusal: 45015 });
  });

  it('does not add up what was left when the next message comes', () => {
    const first = grantQuota(NO_QUOTA, 'message', 0, WECHAT_QUOTA);
    const second = grantQuota(first, 'message', 1000, WECHAT_QUOTA);
    expect(spendAll(second, 1000)).toEqual({ spent: 5, refusal: 45047 });
  });

  it('keeps both windows and uses the one that ends sooner first', () => {
    const state = grantQuota(grantQuota(NO_QUOTA, 'message', 0, WECHAT_QUOTA), 'click', 0, WECHAT_QUOTA);
    expect(spendAll(state, 0).spent).toBe(8);
    const once = spendQuota(state, 0);
    expect(typeof once === 'number' ? once : readQuota(once, 60_000)).toEqual({ left: 5, until: 48 * HOUR });
  });
});
