import { z } from 'zod';
import { CHAT_STATES, type Chat } from '../../handoff';
import type { StaffApiDeps } from './deps';

const instant = z.number().describe('epoch milliseconds');

/** A chat as the workbench shows it. */
export const chatView = z.object({
  id: z.string(),
  state: z.enum(CHAT_STATES),
  follower: z.object({ id: z.string(), remark: z.string() }),
  reason: z.string(),
  queuedAt: instant,
  claimedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.enum(['follower', 'staff', 'system']).nullable(),
  lastMessageAt: instant,
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  position: z.number().describe('place in the queue, 1 is next; 0 when the chat does not wait'),
  quota: z.object({
    left: z.number().describe('messages that WeChat still lets us send'),
    until: instant.nullable(),
  }),
});

export type ChatView = z.input<typeof chatView>;

/** Adds to chats what the agent needs to see beside them. `positions` by chat id. */
export async function presentChats(
  deps: StaffApiDeps,
  chats: readonly Chat[],
  positions: ReadonlyMap<string, number>,
): Promise<ChatView[]> {
  const followerIds = [...new Set(chats.map(({ followerId }) => followerId))];
  const [remarks, quotas, staff] = await Promise.all([
    deps.remarksOf(deps.reader, followerIds),
    deps.quotaOf(deps.reader, followerIds),
    deps.staff.list(deps.reader),
  ]);
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return chats.map((chat) => ({
    id: chat.id,
    state: chat.state,
    follower: { id: chat.followerId, remark: remarks.get(chat.followerId) ?? '' },
    reason: chat.reason,
    queuedAt: chat.queuedAt,
    claimedAt: chat.claimedAt,
    closedAt: chat.closedAt,
    closedBy: chat.closedBy,
    lastMessageAt: chat.lastMessageAt,
    staffId: chat.staffId,
    staffName: chat.staffId === null ? null : (names.get(chat.staffId) ?? null),
    position: positions.get(chat.id) ?? 0,
    quota: quotas.get(chat.followerId) ?? { left: 0, until: null },
  }));
}

/** One chat with its place in the queue. */
export async function presentChat(deps: StaffApiDeps, chat: Chat): Promise<ChatView> {
  const position = await deps.chats.position(deps.reader, chat.id);
  const [view] = await presentChats(deps, [chat], new Map([[chat.id, position]]));
  if (view === undefined) throw new Error('one chat makes one view');
  return view;
}
