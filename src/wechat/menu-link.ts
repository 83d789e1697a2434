import { cleanText } from './clean-text';

const BRACKETS: Record<string, string> = { '<': '＜', '>': '＞' };

export interface MenuLink {
  /** What the follower sees. */
  label: string;
  /** What is sent as the follower's own message when it is tapped; comes back as the text's `content`. */
  content: string;
  /** Comes back as the text's `menuId`. */
  id: string;
}

/**
 * A tappable choice inside a text message. The documents show the same thing for menu messages only (发送客服消息 ›
 * 菜单消息); the address works in any text, and clients that do not know it show the label. Print the number beside it.
 */
export function writeMenuLink({ label, content, id }: MenuLink): string {
  const address = `weixin://bizmsgmenu?msgmenucontent=${encode(content)}&msgmenuid=${encode(id)}`;
  return `<a href="${address}">${label.replace(/[<>]/g, (bracket) => BRACKETS[bracket] ?? '')}</a>`;
}

function encode(text: string): string {
  return encodeURIComponent(cleanText(text));
}
