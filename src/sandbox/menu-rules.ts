import { byteLength } from '../kernel/text';
import type { MenuButton } from './snapshot';

/** Which element a button of each type needs beside its name (protocol §5.6). */
const NEEDS: Record<string, 'key' | 'url' | 'media_id' | 'article_id'> = {
  click: 'key',
  view: 'url',
  miniprogram: 'url',
  scancode_push: 'key',
  scancode_waitmsg: 'key',
  pic_sysphoto: 'key',
  pic_photo_or_album: 'key',
  pic_weixin: 'key',
  location_select: 'key',
  media_id: 'media_id',
  view_limited: 'media_id',
  article_id: 'article_id',
  article_view_limited: 'article_id',
};

interface LevelRules {
  most: number;
  nameBytes: number;
  codes: { count: number; type: number; name: number; key: number; url: number };
}
const TOP: LevelRules = {
  most: 3,
  nameBytes: 16,
  codes: { count: 40016, type: 40017, name: 40018, key: 40019, url: 40020 },
};
const SUB: LevelRules = {
  most: 5,
  nameBytes: 60,
  codes: { count: 40023, type: 40024, name: 40025, key: 40026, url: 40027 },
};

/** 0, or the errcode with which `menu/create` refuses these buttons. */
export function checkMenu(buttons: unknown): number {
  return checkLevel(buttons, TOP);
}

function checkLevel(buttons: unknown, rules: LevelRules): number {
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > rules.most) return rules.codes.count;
  for (const button of buttons as Partial<MenuButton>[]) {
    const code = checkButton(button, rules);
    if (code !== 0) return code;
  }
  return 0;
}

function checkButton(button: Partial<MenuButton>, rules: LevelRules): number {
  const { codes } = rules;
  if (typeof button?.name !== 'string' || button.name === '') return codes.name;
  if (byteLength(button.name) > rules.nameBytes) return codes.name;
  if (Array.isArray(button.sub_button) && button.sub_button.length > 0) {
    return rules === TOP ? checkLevel(button.sub_button, SUB) : 40022;
  }
  const needs = typeof button.type === 'string' ? NEEDS[button.type] : undefined;
  if (needs === undefined) return codes.type;
  const value = button[needs];
  if (typeof value !== 'string' || value === '') return needs === 'url' ? codes.url : codes.key;
  if (needs === 'key' && byteLength(value) > 128) return codes.key;
  if (needs === 'url' && (byteLength(value) > 1024 || !/^https?:\/\//.test(value))) return codes.url;
  return 0;
}
