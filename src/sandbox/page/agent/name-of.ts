import type { Chat } from './staff-api';

/** WeChat tells nobody's name: the remark, or the end of the openid. */
export function nameOf({ follower }: Chat): string {
  return follower.remark === '' ? `粉丝 ${follower.id.slice(-6)}` : follower.remark;
}
