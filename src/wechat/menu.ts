import { z } from 'zod';
import { byteLength } from '../kernel/text';

/** The custom menu in the platform's own shape and within its limits (自定义菜单 › 创建菜单). Lengths are UTF-8 bytes. */
const LIMITS = { topButtons: 3, subButtons: 5, topName: 16, subName: 60, key: 128, url: 1024 } as const;

function text(maxBytes: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .refine((value) => byteLength(value) <= maxBytes, `must have at most ${maxBytes} bytes`);
}

const key = text(LIMITS.key);
const url = text(LIMITS.url).regex(/^https?:\/\//, 'must begin with http:// or https://');
const id = z.string().min(1, 'must not be empty');

const WITH_KEY = [
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
] as const;

function actionsNamed(name: ReturnType<typeof text>) {
  return [
    z.strictObject({ name, type: z.enum(WITH_KEY), key }),
    z.strictObject({ name, type: z.literal('view'), url }),
    // `url` is for clients too old for mini programs.
    z.strictObject({ name, type: z.literal('miniprogram'), url, appid: id, pagepath: id }),
    z.strictObject({ name, type: z.enum(['media_id', 'view_limited']), media_id: id }),
    z.strictObject({ name, type: z.enum(['article_id', 'article_view_limited']), article_id: id }),
  ] as const;
}

const subButton = z.discriminatedUnion('type', actionsNamed(text(LIMITS.subName)));
const topButton = z.discriminatedUnion('type', [
  // A button without a type opens others.
  z.strictObject({
    name: text(LIMITS.topName),
    type: z.undefined().optional(),
    sub_button: z
      .array(subButton)
      .min(1, 'needs at least one button')
      .max(LIMITS.subButtons, `takes at most ${LIMITS.subButtons} buttons`),
  }),
  ...actionsNamed(text(LIMITS.topName)),
]);

/** One to three buttons; each acts by itself or opens up to five others. */
export const menuSchema = z.strictObject({
  button: z
    .array(topButton)
    .min(1, 'needs at least one button')
    .max(LIMITS.topButtons, `takes at most ${LIMITS.topButtons} buttons`),
});

export type Menu = z.infer<typeof menuSchema>;
