import type { Clock } from '../kernel/clock';
import { type PlatformAccount, type Timings, WECHAT_QUOTA, WECHAT_TIMINGS } from './account';
import { Conversations } from './conversations';
import { Deliverer } from './deliverer';
import { type FaultKind, FaultPlan } from './faults';
import { type FollowerRecord, Followers } from './followers';
import { MediaStore } from './media-store';
import type { FakePlatformOptions } from './platform-options';
import { isPlatformState, type PlatformState } from './platform-state';
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

/**
 * What the platform is without the people: its account, followers, media, menu, tokens and log, the state file behind
 * them, and what the pages and tests read. `FakePlatform` adds what followers do.
 */
export class PlatformCore {
  readonly account: PlatformAccount;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly followers: Followers;
  readonly tokens: TokenIssuer;
  readonly media: MediaStore;
  readonly log: WireLog;
  readonly faults = new FaultPlan((faults) => this.announce({ type: 'faults', faults }));
  protected readonly conversations: Conversations;
  private readonly listeners = new Set<(change: PlatformChange) => void>();
  private readonly stateFile: StateFile<PlatformState> | undefined;
  protected readonly baseUrl: () => string;
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
      faults: this.faults.list(),
    };
  }

  /** Stops deliveries (those that run stay pending in the state file) and writes the state. */
  async close(): Promise<void> {
    this.stateFile?.flush();
    await this.conversations.close();
    this.listeners.clear();
  }

  // ---- inside -------------------------------------------------------------------------------------------------

  private announce(change: PlatformChange): void {
    const isKept = !['delivery', 'apiCall', 'faults'].includes(change.type);
    if (isKept) this.stateFile?.touch();
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
