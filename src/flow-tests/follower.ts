import type { Clock } from '../kernel/clock';
import { type InboundMessage, toInboundMessage } from '../wechat';

const FIRST_MESSAGE_ID = 24_000_000_000_000_000n;

/** A follower's phone: makes the messages that the platform would deliver, each with an id of its own. */
export class Follower {
  private sent = 0;
  /** Texts of the bot that show links, newest last. */
  private readonly menus: string[] = [];

  constructor(
    readonly id: string,
    private readonly clock: Clock,
    /** Apart for each follower: the platform numbers messages of all followers in one row. */
    private readonly firstId: number,
  ) {}

  /** The bot's message appeared on the phone. */
  see(text: string): void {
    if (LINK.test(text)) this.menus.push(text);
  }

  text(content: string): InboundMessage {
    return this.message('text', { Content: content });
  }

  /** Taps the nth link of a menu; `back` counts menus from the last. Undefined: there is nothing to tap. */
  tap(item: number, back: number): InboundMessage | undefined {
    const menu = this.menus.at(-1 - back);
    const link = menu === undefined ? undefined : [...menu.matchAll(LINKS)][item - 1];
    if (link === undefined) return undefined;
    const [, content = '', id = ''] = link;
    return this.message('text', {
      Content: decodeURIComponent(content),
      bizmsgmenuid: decodeURIComponent(id),
    });
  }

  media(kind: 'image' | 'voice' | 'video', recognition?: string): InboundMessage {
    const id = `media-${this.id}-${this.sent + 1}`;
    return this.message(kind, {
      MediaId: id,
      ...(kind === 'image' ? { PicUrl: `http://example.com/${id}` } : {}),
      ...(kind === 'voice' ? { Format: 'amr' } : {}),
      ...(kind === 'video' ? { ThumbMediaId: `${id}-thumb` } : {}),
      ...(recognition === undefined ? {} : { Recognition: recognition }),
    });
  }

  location(label: string): InboundMessage {
    return this.message('location', { Location_X: '31.23', Location_Y: '121.47', Scale: '15', Label: label });
  }

  click(key: string): InboundMessage {
    return this.event('CLICK', { EventKey: key });
  }

  subscribe(): InboundMessage {
    return this.event('subscribe', { EventKey: '' });
  }

  unsubscribe(): InboundMessage {
    return this.event('unsubscribe', { EventKey: '' });
  }

  private message(type: string, fields: Record<string, string>): InboundMessage {
    this.sent += 1;
    const id = FIRST_MESSAGE_ID + BigInt(this.firstId) * 1_000_000n + BigInt(this.sent);
    return this.envelope(type, { ...fields, MsgId: String(id) });
  }

  private event(name: string, fields: Record<string, string>): InboundMessage {
    return this.envelope('event', { Event: name, ...fields });
  }

  private envelope(type: string, fields: Record<string, string>): InboundMessage {
    return toInboundMessage({
      ToUserName: 'gh_conversation_tests',
      FromUserName: this.id,
      CreateTime: String(Math.floor(this.clock.now() / 1_000)),
      MsgType: type,
      ...fields,
    });
  }
}

const LINK = /<a href="weixin:\/\/bizmsgmenu\?/;
const LINKS = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^"&]*)&msgmenuid=([^"&]*)">/g;

/** A text as the phone shows it: links of menus are their labels. */
export function asShown(text: string): string {
  return text.replace(/<a href="weixin:\/\/bizmsgmenu\?[^"]*">([^<]*)<\/a>/g, '$1');
}
