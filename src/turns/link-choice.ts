import type { WriteLink } from '../dialogue';
import { writeMenuLink } from '../wechat';

/** How the dialogue's menu items become tappable on this platform. */
export const linkChoice: WriteLink = (label, content, id) => writeMenuLink({ label, content, id });
