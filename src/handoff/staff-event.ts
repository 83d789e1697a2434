/** What the workbench is told while it is open. Only ids: the page reads the rest, with the rights of its user. */
export type StaffEvent =
  | { type: 'chat.changed'; chatId: string; followerId: string }
  | { type: 'message.created'; chatId?: string; followerId: string; messageId: number };

/** Tells everybody whose workbench is open. Called after the commit (`tx.afterCommit`), never inside a unit. */
export type Publish = (event: StaffEvent) => void;
