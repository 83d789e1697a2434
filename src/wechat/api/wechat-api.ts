import { z } from 'zod';
import type { Menu } from '../menu';
import { WechatApiError, WechatNetworkError } from './api-error';
import { type AccountOptions, Caller, type CallOptions } from './caller';
import { type CustomMessage, type CustomMessageOptions, customMessageBody } from './custom-message';
import {
  type DownloadedMedia,
  isJsonAnswer,
  type MediaUpload,
  readFile,
  type UploadedMedia,
  writeForm,
} from './media';

/** Media take longer than other calls; a follower's video has up to 10 MB. */
const MEDIA_TIMEOUT_MS = 30_000;
const MAX_MEDIA_BYTES = 20 * 1024 * 1024;
const MEDIA_GET = '/cgi-bin/media/get';

const doneSchema = z.looseObject({});
const videoSchema = z.object({ video_url: z.string().regex(/^https?:\/\//) });
const uploadSchema = z
  .object({ media_id: z.string().optional(), thumb_media_id: z.string().optional(), created_at: z.number() })
  .transform(({ media_id, thumb_media_id, created_at }) => ({
    mediaId: media_id ?? thumb_media_id ?? '',
    createdAt: created_at * 1000,
  }))
  .refine(({ mediaId }) => mediaId !== '');
const menuAnswerSchema = z.object({
  menu: z.object({ button: z.array(z.unknown()) }),
  conditionalmenu: z.array(z.unknown()).default([]),
});
const addressesSchema = z.object({ ip_list: z.array(z.string()) });
const quotaSchema = z
  .object({ quota: z.object({ daily_limit: z.number(), used: z.number(), remain: z.number() }) })
  .transform(({ quota }) => ({ dailyLimit: quota.daily_limit, used: quota.used, remaining: quota.remain }));

/** Codes that say no more than "it does not show now". */
const NOT_TYPING: ReadonlySet<number> = new Set([45072, 45080, 45081]);
const NO_MENU = 46003;

/** The menu as the platform has it, in the platform's own shape. */
export interface CurrentMenu {
  buttons: unknown[];
  conditional: unknown[];
}

/** Calls a day to one path of the API. */
export interface CallQuota {
  dailyLimit: number;
  used: number;
  remaining: number;
}

/**
 * The platform's API as far as the product uses it. Every call throws WechatApiError when the platform refuses, and
 * WechatNetworkError when the call or its answer is lost; both say whether the work may have been done all the same.
 */
export class WechatApi {
  private readonly caller: Caller;

  constructor(account: AccountOptions) {
    this.caller = new Caller(account);
  }

  /** A valid access token, for pages that need one and to keep it warm. */
  accessToken(): Promise<string> {
    return this.caller.accessToken();
  }

  /** 发送客服消息. Not idempotent: repeat it only after an error whose `maybeSent` is false. */
  async sendCustomMessage(
    openId: string,
    message: CustomMessage,
    options: CustomMessageOptions & CallOptions = {},
  ): Promise<void> {
    const json = customMessageBody(openId, message, options);
    await this.caller.json({ path: '/cgi-bin/message/custom/send', json, ...timeout(options) }, doneSchema);
  }

  /** 客服输入状态, shown for 15 s. Returns whether the platform shows it; that it does not now is no failure. */
  async setTyping(openId: string, on: boolean, options: CallOptions = {}): Promise<boolean> {
    const json = { touser: openId, command: on ? 'Typing' : 'CancelTyping' };
    try {
      await this.caller.json(
        { path: '/cgi-bin/message/custom/typing', json, ...timeout(options) },
        doneSchema,
      );
      return true;
    } catch (error) {
      if (error instanceof WechatApiError && NOT_TYPING.has(error.errcode)) return false;
      throw error;
    }
  }

  /** 获取临时素材: what a follower sent, within three days. A video comes by way of the address the platform names. */
  async downloadMedia(
    mediaId: string,
    { timeoutMs = MEDIA_TIMEOUT_MS }: CallOptions = {},
  ): Promise<DownloadedMedia> {
    const limits = { timeoutMs, maxBytes: MAX_MEDIA_BYTES };
    const call = { path: MEDIA_GET, query: { media_id: mediaId }, ...limits };
    const found = await this.caller.withToken(call, (answer, token) => {
      if (isJsonAnswer(answer))
        return this.caller.readJson(MEDIA_GET, answer, videoSchema, [token]).video_url;
      requireSuccess(MEDIA_GET, answer.status);
      return readFile(answer);
    });
    if (typeof found !== 'string') return found;
    const video = await this.caller.fetchUrl(found, limits);
    requireSuccess('the address of a video', video.status);
    return readFile(video);
  }

  /** 新增临时素材: usable for three days. */
  uploadMedia(
    upload: MediaUpload,
    { timeoutMs = MEDIA_TIMEOUT_MS }: CallOptions = {},
  ): Promise<UploadedMedia> {
    const query = { type: upload.type };
    const form = () => writeForm(upload);
    return this.caller.json({ path: '/cgi-bin/media/upload', query, form, timeoutMs }, uploadSchema);
  }

  /** 创建菜单: replaces the default menu. Check it with `menuSchema` first. */
  async createMenu(menu: Menu, options: CallOptions = {}): Promise<void> {
    await this.caller.json({ path: '/cgi-bin/menu/create', json: menu, ...timeout(options) }, doneSchema);
  }

  /** 查询菜单: undefined when there is none. */
  async readMenu(options: CallOptions = {}): Promise<CurrentMenu | undefined> {
    try {
      const answer = await this.caller.json(
        { path: '/cgi-bin/menu/get', ...timeout(options) },
        menuAnswerSchema,
      );
      return { buttons: answer.menu.button, conditional: answer.conditionalmenu };
    } catch (error) {
      if (error instanceof WechatApiError && error.errcode === NO_MENU) return undefined;
      throw error;
    }
  }

  /** 获取微信推送服务器IP: addresses and networks that pushes come from; they change, so ask daily. */
  async readCallbackAddresses(options: CallOptions = {}): Promise<string[]> {
    const call = { path: '/cgi-bin/getcallbackip', ...timeout(options) };
    return (await this.caller.json(call, addressesSchema)).ip_list;
  }

  /** 查询API调用额度 of one path, such as `/cgi-bin/message/custom/send`. */
  readQuota(cgiPath: string, options: CallOptions = {}): Promise<CallQuota> {
    const json = { cgi_path: cgiPath };
    return this.caller.json({ path: '/cgi-bin/openapi/quota/get', json, ...timeout(options) }, quotaSchema);
  }

  /** 重置指定API调用次数 of one path: ten times a month in all, so only when an operator asks for it. */
  async clearQuota(cgiPath: string, options: CallOptions = {}): Promise<void> {
    const json = { cgi_path: cgiPath };
    await this.caller.json({ path: '/cgi-bin/openapi/quota/clear', json, ...timeout(options) }, doneSchema);
  }
}

function timeout({ timeoutMs }: CallOptions): CallOptions {
  return timeoutMs === undefined ? {} : { timeoutMs };
}

function requireSuccess(path: string, status: number): void {
  if (status >= 300) throw new WechatNetworkError(path, `HTTP status ${status}`, { maybeSent: true });
}
