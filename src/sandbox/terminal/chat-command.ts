import type { ControlAction } from '../control-schema';

/** What a typed line asks for. */
export type ChatCommand =
  | { kind: 'act'; action: ControlAction }
  | { kind: 'file'; media: 'image' | 'voice' | 'video'; path: string }
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'quit' }
  /** Nothing to send; `text` tells why. */
  | { kind: 'mistake'; text: string };

export const HELP = `直接输入文字并回车即可发言，输入数字选择菜单。命令：
  /follow [场景值]       关注公众号（可带二维码场景值）
  /unfollow              取消关注
  /menu                  查看公众号底部菜单
  /click KEY             点击底部菜单
  /scan 场景值           扫描二维码
  /image [文件]          发送图片（不写文件则发送示例图片）
  /voice [文件]          发送语音
  /video [文件]          发送视频
  /location 31.2,121.5 上海   发送位置
  /link 网址 [标题]      发送链接
  /help                  显示本帮助
  /quit                  结束
以 / 开头的文字请多写一个 /，例如 //n 会发送 /n。`;

/** Reads one line. A line that does not begin with a slash is what the follower writes, unchanged. */
export function readChatCommand(line: string): ChatCommand {
  if (!line.startsWith('/')) return { kind: 'act', action: { kind: 'text', text: line } };
  if (line.startsWith('//')) return { kind: 'act', action: { kind: 'text', text: line.slice(1) } };
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line.trim()) ?? [];
  switch (name) {
    case 'follow':
      return { kind: 'act', action: rest === '' ? { kind: 'follow' } : { kind: 'follow', scene: rest } };
    case 'unfollow':
      return { kind: 'act', action: { kind: 'unfollow' } };
    case 'image':
    case 'voice':
    case 'video':
      return rest === ''
        ? { kind: 'act', action: { kind: 'sample', media: name } }
        : { kind: 'file', media: name, path: rest };
    case 'location':
      return readLocation(rest);
    case 'link':
      return readLink(rest);
    case 'click':
    case 'scan':
      if (rest === '')
        return { kind: 'mistake', text: `用法：/${name} ${name === 'click' ? 'KEY' : '场景值'}` };
      return {
        kind: 'act',
        action: name === 'click' ? { kind: 'click', key: rest } : { kind: 'scan', scene: rest },
      };
    case 'menu':
      return { kind: 'menu' };
    case 'help':
      return { kind: 'help' };
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return { kind: 'mistake', text: `没有 /${name} 这个命令，输入 /help 查看帮助` };
  }
}

function readLocation(text: string): ChatCommand {
  const [, latitude, longitude, label = ''] =
    /^(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)\s*(.*)$/s.exec(text) ?? [];
  if (latitude === undefined || Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) {
    return { kind: 'mistake', text: '用法：/location 纬度,经度 地名，例如 /location 31.2,121.5 上海' };
  }
  return {
    kind: 'act',
    action: { kind: 'location', latitude: Number(latitude), longitude: Number(longitude), label },
  };
}

function readLink(text: string): ChatCommand {
  const [, url, title = ''] = /^(https?:\/\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (url === undefined) return { kind: 'mistake', text: '用法：/link 网址 标题' };
  return { kind: 'act', action: { kind: 'link', url, title: title || url, description: '' } };
}
