import type { Json } from '../kernel/json';
import type { Menu } from './menu';
import type { TextKey } from './texts';

/** What to say, by meaning: the words are content. All replies of a turn become one message (see `compose`). */
export interface Reply {
  key: TextKey;
  params: Record<string, Json>;
  menu?: Menu;
  /** What a form asks for with this reply: a slot, or a step that confirms. */
  asks?: string;
  /** Where a text of a flow stands: `ticket_create.t_done`, `ticket_create.contact_phone.ask`. */
  from?: string;
  /** 有用 and 没用 below an answer, where links can be tapped; they are no menu: digits never mean them. */
  taps?: { label: string; id: string }[];
  /** The knowledge entry that is said: its readers are counted. */
  entry?: string;
}
