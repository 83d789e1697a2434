/**
 * What the fake platform shows of itself: the shapes that the phone page and the terminal chat read.
 * Instants are epoch milliseconds, ids are opaque.
 */
import type { FaultView } from './faults';

/** One thing in a chat, as WeChat would draw it. */
export type BubbleContent =
  | { type: 'text'; text: string; menuId?: string }
  | { type: 'image'; mediaId: string }
  | { type: 'voice'; mediaId: string; format: string }
  | { type: 'video'; mediaId: string; title: string; description: string }
  | { type: 'music'; title: string; description: string; url: string }
  | { type: 'news'; articles: NewsArticle[] }
  | { type: 'location'; latitude: number; longitude: number; label: string }
  | { type: 'link'; title: string; description: string; url: string }
  | { type: 'msgmenu'; head: string; choices: { id: string; content: string }[]; tail: string }
  | { type: 'miniprogrampage'; title: string; appId: string; pagePath: string }
  | { type: 'template'; templateId: string; url: string; values: { key: string; value: string }[] }
  /** What the follower did without writing: followed, tapped a menu button, scanned a code. */
  | { type: 'action'; text: string }
  /** The line that WeChat shows when the account did not answer properly. */
  | { type: 'fault'; text: string };

export interface NewsArticle {
  title: string;
  description: string;
  picUrl: string;
  url: string;
}

export interface Bubble {
  id: number;
  at: number;
  side: 'follower' | 'account' | 'system';
  /** How an account's bubble came: as the answer to a delivery, or by one of the sending calls. */
  via?: 'passive' | 'custom' | 'template';
  content: BubbleContent;
}

export interface FollowerView {
  openid: string;
  name: string;
  following: boolean;
  /** Instant until which 对方正在输入 is shown; 0 when it is not. */
  typingUntil: number;
  quota: QuotaView;
  /** The platform's own agent tool serves this chat: messages are not posted to the account. */
  kf: 'none' | 'waiting' | 'serving';
}

/** Customer-service messages that the platform still takes for this follower, and until when. */
export interface QuotaView {
  left: number;
  /** Undefined when no window is open. */
  until: number | undefined;
}

/** One posting of one message or event to the account's webhook. */
export interface Delivery {
  id: number;
  at: number;
  openid: string;
  /** Short description, for example `text` or `event CLICK`. */
  what: string;
  messageId: string | undefined;
  /** 1 for the first posting. */
  attempt: number;
  url: string;
  requestHeaders: Record<string, string>;
  /** As posted: encrypted in secure mode. */
  requestBody: string;
  /** The message before encryption. */
  plainXml: string;
  status: number | undefined;
  responseHeaders: Record<string, string>;
  responseBody: string | undefined;
  /** The answer after decryption; undefined for `success`, an empty body or an unreadable answer. */
  replyXml: string | undefined;
  durationMs: number | undefined;
  outcome: 'running' | 'reply' | 'empty' | 'dropped' | 'failed' | 'refused' | 'bad-answer';
  problem: string | undefined;
}

/** One call of the platform's HTTP API. */
export interface ApiCall {
  id: number;
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** The body as text; `[123 bytes]` for media. */
  bodyText: string;
  /** The parsed JSON body, when it was JSON. */
  body: unknown;
  openid: string | undefined;
  status: number | undefined;
  /** The answer as text; undefined while it runs and when the platform was told to stay silent. */
  answer: string | undefined;
  errcode: number | undefined;
  rid: string;
  durationMs: number | undefined;
  /** Messages left for the follower after the call, for calls that name one. */
  quotaLeft: number | undefined;
}

export interface MenuButton {
  type?: string;
  name: string;
  key?: string;
  url?: string;
  sub_button?: MenuButton[];
  [other: string]: unknown;
}

/** The clock that the whole server runs on. */
export interface ClockView {
  now: number;
  /** Milliseconds ahead of real time. */
  aheadMs: number;
  /** On its way: what becomes due is being done. */
  isMoving: boolean;
}

export interface Snapshot {
  account: { name: string; appId: string; originalId: string; mode: string };
  now: number;
  followers: FollowerView[];
  bubbles: Record<string, Bubble[]>;
  deliveries: Delivery[];
  apiCalls: ApiCall[];
  menu: MenuButton[];
  faults: FaultView[];
}

/** A short message to a phone. */
export interface SmsView {
  id: number;
  at: number;
  phone: string;
  text: string;
}

/** All that the pages begin with. */
export interface ControlState extends Snapshot {
  clock: ClockView;
  /** The last short messages, the oldest first. */
  sms: SmsView[];
}

/** A live change; each carries the whole new value, so a reader replaces what it has under the same id. */
export type PlatformChange =
  | { type: 'follower'; follower: FollowerView }
  | { type: 'forgotten'; openid: string }
  | { type: 'bubble'; openid: string; bubble: Bubble }
  | { type: 'delivery'; delivery: Delivery }
  | { type: 'apiCall'; call: ApiCall }
  | { type: 'menu'; menu: MenuButton[] }
  | { type: 'faults'; faults: FaultView[] }
  | { type: 'clock'; clock: ClockView }
  | { type: 'sms'; sms: SmsView };
