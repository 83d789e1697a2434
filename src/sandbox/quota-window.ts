import type { QuotaRules } from './account';
import type { QuotaView } from './snapshot';

/** The two windows of a follower: one opened by messages, one by clicks, follows and scans. Plain data, stored. */
export interface QuotaState {
  message: { left: number; until: number };
  click: { left: number; until: number };
}

export const NO_QUOTA: QuotaState = { message: { left: 0, until: 0 }, click: { left: 0, until: 0 } };

/** What a follower did, as far as it opens a window. */
export type QuotaCause = 'message' | 'click';

/** A new action renews its window; what was left of the old one does not add up (protocol §7.1). */
export function grantQuota(state: QuotaState, cause: QuotaCause, now: number, rules: QuotaRules): QuotaState {
  return cause === 'message'
    ? { ...state, message: { left: rules.perMessage, until: now + rules.messageWindowMs } }
    : { ...state, click: { left: rules.perClick, until: now + rules.clickWindowMs } };
}

/** 45015: no window is open. 45047: a window is open and used up. The window that ends sooner is used first. */
export function spendQuota(state: QuotaState, now: number): QuotaState | 45015 | 45047 {
  if (isLive(state.click, now) && state.click.left > 0) {
    return { ...state, click: { ...state.click, left: state.click.left - 1 } };
  }
  if (isLive(state.message, now) && state.message.left > 0) {
    return { ...state, message: { ...state.message, left: state.message.left - 1 } };
  }
  return isLive(state.click, now) || isLive(state.message, now) ? 45047 : 45015;
}

/** The windows stay open with nothing left in them. */
export function usedUp(state: QuotaState): QuotaState {
  return { message: { ...state.message, left: 0 }, click: { ...state.click, left: 0 } };
}

export function readQuota(state: QuotaState, now: number): QuotaView {
  const live = [state.click, state.message].filter((window) => isLive(window, now));
  const left = live.reduce((sum, window) => sum + window.left, 0);
  return { left, until: live.length === 0 ? undefined : Math.max(...live.map((window) => window.until)) };
}

function isLive(window: { until: number }, now: number): boolean {
  return now < window.until;
}
