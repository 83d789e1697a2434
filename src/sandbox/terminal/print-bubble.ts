import { parseRichText } from '../rich-text';
import type { BubbleContent, MenuButton } from '../snapshot';

/** A bubble as lines of a terminal: choices by their labels (the account prints the numbers), links with addresses. */
export function printBubble(content: BubbleContent): string {
  switch (content.type) {
    case 'text':
      return parseRichText(content.text)
        .map((part) =>
          part.type === 'link' && part.text !== part.url ? `${part.text}（${part.url}）` : part.text,
        )
        .join('');
    case 'msgmenu':
      return [
        content.head,
        ...content.choices.map((choice, index) => `${index + 1}. ${choice.content}`),
        content.tail,
      ]
        .filter((line) => line !== '')
        .join('\n');
    case 'news':
      return content.articles
        .map(({ title, description, url }) => ['[图文]', title, description, url].filter(Boolean).join(' '))
        .join('\n');
    case 'image':
      return '[图片]';
    case 'voice':
      return '[语音]';
    case 'video':
      return ['[视频]', content.title, content.description].filter(Boolean).join(' ');
    case 'music':
      return ['[音乐]', content.title, content.description, content.url].filter(Boolean).join(' ');
    case 'location':
      return `[位置] ${content.label} ${content.latitude},${content.longitude}`;
    case 'link':
      return ['[链接]', content.title, content.description, content.url].filter(Boolean).join(' ');
    case 'miniprogrampage':
      return `[小程序] ${content.title}`;
    case 'template':
      return [
        '[服务通知]',
        ...content.values.map(({ key, value }) => `${key}：${value}`),
        content.url === '' ? '' : content.url,
      ]
        .filter((line) => line !== '')
        .join('\n');
    case 'action':
    case 'fault':
      return `[${content.text}]`;
  }
}

export function printMenu(buttons: MenuButton[]): string {
  if (buttons.length === 0) return '公众号没有设置底部菜单';
  const line = ({ name, key, url }: MenuButton) =>
    `${name}  ${key === undefined ? (url ?? '') : `/click ${key}`}`;
  return buttons
    .flatMap((button) =>
      button.sub_button === undefined || button.sub_button.length === 0
        ? [line(button)]
        : [button.name, ...button.sub_button.map((entry) => `  ${line(entry)}`)],
    )
    .join('\n');
}
