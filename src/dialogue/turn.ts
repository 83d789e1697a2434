import { copyPlain } from '../kernel/copy';
import type { Json } from '../kernel/json';
import type { Effect, OpenCall } from './effect';
import { MAX_LIST_ITEMS, MAX_MENU_ITEMS, type MenuItem } from './menu';
import type { Reply } from './reply';
import type { DialogueState } from './state';
import type { TextKey } from './texts';
import type { World } from './world';

/** A turn being decided: a copy of the state to change, and what is said and asked for. */
export class Turn {
  readonly state: DialogueState;
  readonly replies: Reply[] = [];
  readonly effects: Effect[] = [];
  /** What is wrong with a flow and came to light in this turn, for the operator. */
  readonly faults: string[] = [];

  constructor(
    state: DialogueState,
    readonly world: World,
  ) {
    this.state = copyPlain(state);
  }

  get content(): World['content'] {
    return this.world.content;
  }

  /** An outside event begins a new turn; results of effects belong to the running one. */
  begin(): void {
    this.state.turn += 1;
    this.state.calls = { made: 0, open: {} };
  }

  say(key: TextKey, params: Record<string, Json> = {}, more: Pick<Reply, 'asks' | 'from'> = {}): void {
    this.replies.push({ key, params, ...more });
  }

  /** One menu a message: a turn that asks twice is a mistake in the rules. */
  sayWithMenu(key: TextKey, items: readonly MenuItem[], params: Record<string, Json> = {}): void {
    const menu = { nonce: `t${this.state.turn}`, items: items.slice(0, MAX_LIST_ITEMS) };
    this.replies.push({ key, params, menu });
  }

  /** The question of a form that closes the message, with or without a menu. */
  prompt(
    key: TextKey,
    params: Record<string, Json>,
    items: readonly MenuItem[],
    more: Pick<Reply, 'asks' | 'from'>,
  ): string {
    const nonce = `f${this.state.turn}`;
    const menu = items.length === 0 ? {} : { menu: { nonce, items: items.slice(0, MAX_MENU_ITEMS) } };
    this.replies.push({ key, params, ...menu, ...more });
    return nonce;
  }

  sayAgain(replies: readonly Reply[]): void {
    // Said again, an entry has no further reader.
    this.replies.push(...copyPlain(replies).map(({ entry: _, taps: __, ...reply }) => reply));
  }

  /** Asks for an inline effect, whose result comes back in this turn. */
  call(call: OpenCall, args: Json = {}): void {
    const key = this.nextKey();
    this.state.calls.open[key] = call;
    const kind = call.kind === 'flow.do' || call.kind === 'flow.aside' ? call.effect : call.kind;
    this.effects.push({ key, kind, args, channel: 'inline' });
  }

  /** Leaves something to be done after the turn. */
  leave(kind: string, args: Json): void {
    this.effects.push({ key: this.nextKey(), kind, args, channel: 'outbox' });
  }

  /** The inline effect that a result belongs to; undefined when nobody waits for it. */
  takeCall(key: string): OpenCall | undefined {
    if (!Object.hasOwn(this.state.calls.open, key)) return undefined;
    const call = this.state.calls.open[key];
    delete this.state.calls.open[key];
    return call;
  }

  get hasOpenCalls(): boolean {
    return Object.keys(this.state.calls.open).length > 0;
  }

  get hasMenu(): boolean {
    return this.replies.some((reply) => reply.menu !== undefined);
  }

  isCalling(prefix: string): boolean {
    return this.effects.some((effect) => effect.kind.startsWith(prefix));
  }

  private nextKey(): string {
    this.state.calls.made += 1;
    return `${this.state.turn}:${this.state.calls.made}`;
  }
}

/** Why a turn went the way it did: kept with the turn, shown to administrators. */
export interface Decision {
  /** The number of the rule in `docs/dialogue.md`. */
  rule: number;
  command: string;
  why: string;
  /** The slots that it was about. */
  slots?: string[];
}
