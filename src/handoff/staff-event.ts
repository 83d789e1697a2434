/** What the workbench is told while it is open. Only ids: the page reads the rest, with the rights of its user. */
export type StaffEvent =
  | { type: 'chat.changed'; chatId: string; followerId: string }
  | { type: 'message.created'; chatId?: string; followerId: string; messageId: number }
  /** A booking begins soon: who calls is to be told as well as who is called (S3-45). */
  | { type: 'appointment.due'; number: string; startAt: number };

/** Tells everybody whose workbench is open. Called after the commit (`tx.afterCommit`), never inside a unit. */
export type Publish = (event: StaffEvent) => void;
