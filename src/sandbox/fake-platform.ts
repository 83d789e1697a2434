import { randomId } from '../kernel/ids';
import type { XmlFields } from '../wechat';
import type { SendOutcome } from './conversations';
import type { Answer } from './deliverer';
import type { FollowerAction } from './inbound-message';
import type { MediaFile } from './media-store';
import { PlatformCore } from './platform-core';
import { NO_QUOTA } from './quota-window';
import { SAMPLE_IMAGE, SAMPLE_VIDEO, SAMPLE_VOICE } from './samples';
import type { BubbleContent } from './snapshot';

export { FAULT_TEXT, type SendOutcome } from './conversations';
export type { FakePlatformOptions } from './platform-options';

export interface MediaInput {
  content?: Buffer;
  contentType?: string;
  fileName?: string;
}

/**
 * WeChat's side of an official account: followers who write, the chats as they see them, and the state behind the
 * HTTP API (which `platform-api.ts` serves). Talks to the account's webhook over real HTTP only.
 */
export class FakePlatform extends PlatformCore {
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

  /** The agent passes the chat on to a colleague. */
  switchTransfer(openid: string, fromKfAccount: string, toKfAccount: string): Promise<SendOutcome> {
    const fields = { FromKfAccount: fromKfAccount, ToKfAccount: toKfAccount };
    return this.raiseEvent(openid, 'kf_switch_session', fields, '微信客服已转接');
  }

  closeTransfer(openid: string, kfAccount = 'kf2001@sandbox'): Promise<SendOutcome> {
    this.followers.change(this.followers.ensure(openid), { kf: 'none' });
    return this.raiseEvent(openid, 'kf_close_session', { KfAccount: kfAccount }, '微信客服已结束会话');
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
    const buttons = this.menu.flatMap((button) => [button, ...(button.sub_button ?? [])]);
    return buttons.find((button) => button[field] === value)?.name ?? value;
  }
}
