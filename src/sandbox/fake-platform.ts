import type { Clock } from '../kernel/clock';
import { randomId } from '../kernel/ids';
import type { XmlFields } from '../wechat';
import { type PlatformAccount, type QuotaRules, type Timings, WECHAT_QUOTA, WECHAT_TIMINGS } from './account';
import { Conversations, type SendOutcome } from './conversations';
import { type Answer, Deliverer } from './deliverer';
import { type FaultKind, FaultPlan } from './faults';
import { type FollowerRecord, Followers } from './followers';
import type { FollowerAction } from './inbound-message';
import { type MediaFile, MediaStore } from './media-store';
import { isPlatformState, type PlatformState } from './platform-state';
import { NO_QUOTA } from './quota-window';
import { SAMPLE_IMAGE, SAMPLE_VIDEO, SAMPLE_VOICE } from './samples';
import type {
  ApiCall,
  Bubble,
  BubbleContent,
  Delivery,
  MenuButton,
  PlatformChange,
  QuotaView,
  Snapshot,
} from './snapshot';
import { StateFile } from './state-file';
import { TokenIssuer } from './token-issuer';
import { WireLog } from './wire-log';

export { FAULT_TEXT, type SendOutcome } from './conversations';

export interface FakePlatformOptions {
  account: PlatformAccount;
  /** The account's webhook; asked for at each delivery, so the server may listen later. */
  webhookUrl: () => string;
  /** Where this platform's API is reachable; the PicUrl of pictures begins with it. */
  baseUrl: () => string;
  clock: Clock;
  timings?: Partial<Timings>;
  quota?: Partial<QuotaRules>;
  tokenLifetimeMs?: number;
  /** Chats, menu and media survive the process in this JSON file and the folder `<file>.media`. */
  stateFile?: string | undefined;
  /** The bottom menu at the first start. */
  menu?: MenuButton[];
  /** Deliveries and API calls kept, each. */
  keep?: number;
  onError?: (error: unknown) => void;
}

export interface MediaInput {
  content?: Buffer;
  contentType?: string;
  fileName?: string;
}

/**
 * WeChat's side of an official account: followers who write, the chats as they see them, and the state behind the
 * HTTP API (which `platform-api.ts` serves). Talks to the account's webhook over real HTTP only.
 */
export class FakePlatform {
  readonly account: PlatformAccount;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly followers: Followers;
  readonly tokens: TokenIssuer;
  readonly media: MediaStore;
  readonly log: WireLog;
  readonly faults = new FaultPlan();
  private readonly conversations: Conversations;
  private readonly listeners = new Set<(change: PlatformChange) => void>();
  private readonly stateFile: StateFile<PlatformState> | undefined;
  private readonly baseUrl: () => string;
  private menuButtons: MenuButton[];

  constructor(options: FakePlatformOptions) {
    const { account, clock, stateFile } = options;
    this.account = account;
    this.clock = clock;
    this.baseUrl = options.baseUrl;
    this.timings = { ...WECHAT_TIMINGS, ...options.timings };
    const stored = stateFile === undefined ? undefined : StateFile.read(stateFile, isPlatformState);
    const announce = (change: PlatformChange) => this.announce(change);
    this.followers = new Followers(clock, { ...WECHAT_QUOTA, ...options.quota }, announce, stored);
    this.tokens = new TokenIssuer(clock, options.tokenLifetimeMs);
    this.media = new MediaStore(
      clock,
      stateFile === undefined ? undefined : `${stateFile}.media`,
      stored?.media,
    );
    this.log = new WireLog(options.keep ?? 1000, announce);
    this.menuButtons = stored?.menu ?? options.menu ?? [];
    const deliverer = new Deliverer(account, options.webhookUrl, this.timings, clock, this.log, (mediaId) =>
      this.hasMedia(mediaId),
    );
    this.conversations = new Conversations(clock, this.timings, this.followers, deliverer, () =>
      this.stateFile?.touch(),
    );
    if (stateFile !== undefined) {
      this.stateFile = new StateFile(stateFile, () => this.storedState(), options.onError ?? (() => {}));
    }
    for (const message of stored?.pending ?? []) this.conversations.resume(message);
  }

  // ---- what followers do -------------------------------------------------------------------------------------

  /** `scene` follows by a QR code with that scene. */
  follow(openid: string, scene?: string, name?: string): Promise<SendOutcome> {
    const record = this.followers.ensure(openid, name);
    this.followers.change(record, {
      following: true,
      followedAt: this.clock.now(),
      followScene: scene ?? '',
    });
    const fields: XmlFields =
      scene === undefined ? { EventKey: '' } : { EventKey: `qrscene_${scene}`, Ticket: `gQ${randomId()}` };
    return this.raiseEvent(
      openid,
      'subscribe',
      fields,
      scene === undefined ? '已关注' : `扫码关注（${scene}）`,
    );
  }

  unfollow(openid: string): Promise<SendOutcome> {
    const record = this.followers.ensure(openid);
    const outcome = this.raiseEvent(openid, 'unsubscribe', { EventKey: '' }, '已取消关注');
    this.followers.change(record, {
      following: false,
      kf: 'none',
      quota: NO_QUOTA,
    });
    return outcome;
  }

  sendText(openid: string, text: string): Promise<SendOutcome> {
    return this.act(openid, { type: 'text', text }, { type: 'text', text });
  }

  /** Taps a choice of a menu message or a `weixin://bizmsgmenu` link: sends its text with its id. */
  tapMenuItem(openid: string, text: string, menuId: string): Promise<SendOutcome> {
    return this.act(openid, { type: 'text', text, menuId }, { type: 'text', text, menuId });
  }

  sendImage(openid: string, input: MediaInput = {}): Promise<SendOutcome> {
    const { mediaId } = this.addMedia('image', input, { ...SAMPLE_IMAGE, fileName: 'picture.png' });
    const picUrl = `${this.baseUrl()}/mmbiz/${mediaId}`;
    return this.act(openid, { type: 'image', mediaId, picUrl }, { type: 'image', mediaId });
  }

  sendVoice(openid: string, input: MediaInput = {}): Promise<SendOutcome> {
    const { mediaId } = this.addMedia('voice', input, { ...SAMPLE_VOICE, fileName: 'voice.amr' });
    const action: FollowerAction = { type: 'voice', mediaId, format: 'amr' };
    return this.act(openid, action, { type: 'voice', mediaId, format: 'amr' });
  }

  sendVideo(openid: string, input: MediaInput = {}): Promise<SendOutcome> {
    const { mediaId } = this.addMedia('video', input, { ...SAMPLE_VIDEO, fileName: 'video.mp4' });
    const { mediaId: thumbMediaId } = this.addMedia('thumb', {}, { ...SAMPLE_IMAGE, fileName: 'thumb.png' });
    const content: BubbleContent = { type: 'video', mediaId, title: '', description: '' };
    return this.act(openid, { type: 'video', mediaId, thumbMediaId }, content);
  }

  sendLocation(
    openid: string,
    place: { latitude: number; longitude: number; label: string; scale?: number },
  ): Promise<SendOutcome> {
    const { latitude, longitude, label, scale = 16 } = place;
    return this.act(
      openid,
      { type: 'location', latitude, longitude, label, scale },
      { type: 'location', latitude, longitude, label },
    );
  }

  sendLink(openid: string, link: { title: string; description: string; url: string }): Promise<SendOutcome> {
    return this.act(openid, { type: 'link', ...link }, { type: 'link', ...link });
  }

  /** Taps a button of the account's menu. */
  clickMenu(openid: string, key: string): Promise<SendOutcome> {
    return this.raiseEvent(openid, 'CLICK', { EventKey: key }, `点击菜单：${this.buttonName('key', key)}`);
  }

  /** Taps a link button of the account's menu; the page itself is opened by whoever plays the phone. */
  viewMenu(openid: string, url: string): Promise<SendOutcome> {
    const fields = { EventKey: url, MenuId: '423216919' };
    return this.raiseEvent(openid, 'VIEW', fields, `打开菜单链接：${this.buttonName('url', url)}`);
  }

  scan(openid: string, scene: string): Promise<SendOutcome> {
    const record = this.followers.find(openid);
    if (record === undefined || !record.following) return this.follow(openid, scene);
    const fields = { EventKey: scene, Ticket: `gQ${randomId()}` };
    return this.raiseEvent(openid, 'SCAN', fields, `扫描二维码（${scene}）`);
  }

  /** Any event with any fields; `note` is shown in the chat. */
  async raiseEvent(
    openid: string,
    event: string,
    fields: XmlFields = {},
    note?: string,
  ): Promise<SendOutcome> {
    const content: BubbleContent | undefined =
      note === undefined ? undefined : { type: 'action', text: note };
    return this.act(openid, { type: 'event', event, fields }, content);
  }

  /** Posts the follower's last message once more, as WeChat may at any time. A reply is not shown a second time. */
  redeliverLast(openid: string): Promise<Answer> {
    return this.conversations.redeliverLast(openid);
  }

  // ---- the platform's own agent tool (protocol §8) ------------------------------------------------------------

  /** An agent of the official tool accepts a transferred chat: its messages are no longer posted to the account. */
  acceptTransfer(openid: string, kfAccount = 'kf2001@sandbox'): Promise<SendOutcome> {
    this.followers.change(this.followers.ensure(openid), { kf: 'serving' });
    return this.raiseEvent(openid, 'kf_create_session', { KfAccount: kfAccount }, '微信客服已接入');
  }

  closeTransfer(openid: string, kfAccount = 'kf2001@sandbox'): Promise<SendOutcome> {
    this.followers.change(this.followers.ensure(openid), { kf: 'none' });
    return this.raiseEvent(openid, 'kf_close_session', { KfAccount: kfAccount }, '微信客服已结束会话');
  }

  // ---- what the account's calls do ----------------------------------------------------------------------------

  /** A message that the account sent by the API appears in the chat. */
  showFromAccount(record: FollowerRecord, content: BubbleContent, via: 'custom' | 'template'): Bubble {
    this.followers.change(record, { typingUntil: 0 });
    return this.followers.addBubble(record, 'account', content, via);
  }

  get menu(): MenuButton[] {
    return this.menuButtons;
  }

  setMenu(buttons: MenuButton[]): void {
    this.menuButtons = buttons;
    this.announce({ type: 'menu', menu: buttons });
  }

  hasMedia(mediaId: string): boolean {
    return this.media.find(mediaId) !== undefined;
  }

  /** Runs work that nobody waits for; `close` does. */
  background(work: Promise<unknown>): void {
    this.conversations.background(work);
  }

  // ---- for tests and pages ------------------------------------------------------------------------------------

  /** Every call of the API so far, the oldest first, each recorded on arrival. */
  get apiCalls(): ApiCall[] {
    return this.log.apiCalls;
  }

  get deliveries(): Delivery[] {
    return this.log.deliveries;
  }

  chat(openid: string): Bubble[] {
    return this.followers.find(openid)?.bubbles ?? [];
  }

  /** The texts that the account showed to the follower, oldest first. */
  textsTo(openid: string): string[] {
    return this.chat(openid).flatMap(({ side, content }) =>
      side === 'account' && content.type === 'text' ? [content.text] : [],
    );
  }

  quota(openid: string): QuotaView {
    const record = this.followers.find(openid);
    return record === undefined ? { left: 0, until: undefined } : this.followers.view(record).quota;
  }

  /** The next `times` calls of the API (of `path`, when given) fail this way. */
  failNext(fault: FaultKind, options: { path?: string | undefined; times?: number } = {}): void {
    this.faults.add(fault, options);
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  snapshot(newest = 200): Snapshot {
    const { name = '微客服', appId, originalId, mode } = this.account;
    const records = this.followers.list();
    return {
      account: { name, appId, originalId, mode },
      now: this.clock.now(),
      followers: records.map((record) => this.followers.view(record)),
      bubbles: Object.fromEntries(records.map((record) => [record.openid, record.bubbles])),
      deliveries: this.log.deliveries.slice(-newest),
      apiCalls: this.log.apiCalls.slice(-newest),
      menu: this.menuButtons,
    };
  }

  /** Stops deliveries (those that run stay pending in the state file) and writes the state. */
  async close(): Promise<void> {
    this.stateFile?.flush();
    await this.conversations.close();
    this.listeners.clear();
  }

  // ---- inside -------------------------------------------------------------------------------------------------

  private act(openid: string, action: FollowerAction, shown?: BubbleContent): Promise<SendOutcome> {
    return this.conversations.act(openid, action, shown);
  }

  private addMedia(
    type: string,
    input: MediaInput,
    sample: { content: Buffer; contentType: string; fileName: string },
  ): MediaFile {
    const { content, contentType, fileName } = input.content === undefined ? sample : { ...sample, ...input };
    return this.media.add(type, contentType, fileName, content ?? sample.content);
  }

  private buttonName(field: 'key' | 'url', value: string): string {
    const buttons = this.menuButtons.flatMap((button) => [button, ...(button.sub_button ?? [])]);
    return buttons.find((button) => button[field] === value)?.name ?? value;
  }

  private announce(change: PlatformChange): void {
    if (change.type !== 'delivery' && change.type !== 'apiCall') this.stateFile?.touch();
    for (const listener of this.listeners) listener(change);
  }

  private storedState(): PlatformState {
    return {
      ...this.followers.store(),
      media: this.media.list(),
      menu: this.menuButtons,
      pending: this.conversations.unfinished(),
    };
  }
}
