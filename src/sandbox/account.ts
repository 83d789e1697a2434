/** The official account that the platform hosts: what its owner entered in the WeChat settings. */
export interface PlatformAccount {
  appId: string;
  appSecret: string;
  token: string;
  /** The 43 characters of EncodingAESKey; needed in the compatible and secure modes. */
  aesKey?: string;
  mode: 'plain' | 'compatible' | 'secure';
  /** `gh_…`, the account's 原始ID: ToUserName of every message. */
  originalId: string;
  /** Shown in the title bar of the phone. */
  name?: string;
}

/** Real time, in milliseconds. WeChat's own values by default; tests use small ones. */
export interface Timings {
  /** A delivery without a complete answer is dropped after this (protocol §4.1: 5 s). */
  dropAfterMs: number;
  /** From the beginning of one delivery to the beginning of the next. */
  retryEveryMs: number;
  /** Deliveries in all of one message. */
  deliveries: number;
  /** A template message is reported with TEMPLATESENDJOBFINISH after this. */
  templateReportMs: number;
}

export const WECHAT_TIMINGS: Timings = {
  dropAfterMs: 5_000,
  retryEveryMs: 5_000,
  deliveries: 3,
  templateReportMs: 300,
};

/** What the platform grants for what a follower does (protocol §7.1). */
export interface QuotaRules {
  perMessage: number;
  messageWindowMs: number;
  perClick: number;
  clickWindowMs: number;
}

export const WECHAT_QUOTA: QuotaRules = {
  perMessage: 5,
  messageWindowMs: 48 * 3_600_000,
  perClick: 3,
  clickWindowMs: 60_000,
};
