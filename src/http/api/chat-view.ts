import { z } from 'zod';
import { CHAT_LEVELS, CHAT_STATES, type Chat, explainLevel, PROBLEM_CLASSES } from '../../handoff';
import type { StaffApiDeps } from './deps';

const instant = z.number().describe('epoch milliseconds');
const person = z.object({ id: z.string(), name: z.string().nullable() });

/** A chat as the workbench shows it. */
export const chatView = z.object({
  id: z.string(),
  state: z.enum(CHAT_STATES),
  follower: z.object({ id: z.string(), remark: z.string() }),
  reason: z.string(),
  priority: z.object({
    level: z.enum(CHAT_LEVELS),
    why: z.string().describe('why the chat stands where it stands in the queue'),
  }),
  product: z.string().nullable().describe('what it seems to be about'),
  group: person.nullable().describe('the agents that it waits for; null: anybody'),
  lastAgent: person.nullable().describe('who served this follower last'),
  queuedAt: instant,
  claimedAt: instant.nullable(),
  answeredAt: instant.nullable().describe('the first words of a person'),
  firstAnswer: z
    .object({ dueAt: instant, late: z.boolean() })
    .describe('by when a person should have answered, and whether that was missed'),
  unattended: z
    .boolean()
    .describe('waited too long: the follower was apologised to, and any group may take it'),
  waitingSince: instant.nullable().describe('the follower waits for an answer since then'),
  closedAt: instant.nullable(),
  closedBy: z.enum(['follower', 'staff', 'system']).nullable(),
  problemClass: z.enum(PROBLEM_CLASSES).nullable(),
  rating: z
    .object({ stars: z.number().int().min(1).max(5), comment: z.string().nullable(), at: instant })
    .nullable(),
  lastMessageAt: instant,
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  kfAccount: z.string().nullable().describe("account of the platform's own agent tool that serves it"),
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
  const [remarks, quotas, staff, groups] = await Promise.all([
    deps.remarksOf(deps.reader, followerIds),
    deps.quotaOf(deps.reader, followerIds),
    deps.staff.list(deps.reader),
    deps.agents.groups(deps.reader),
  ]);
  const staffNames = new Map(staff.map(({ id, name }) => [id, name]));
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const named = (id: string | null, names: ReadonlyMap<string, string>) =>
    id === null ? null : { id, name: names.get(id) ?? null };
  return chats.map((chat) => ({
    id: chat.id,
    state: chat.state,
    follower: { id: chat.followerId, remark: remarks.get(chat.followerId) ?? '' },
    reason: chat.reason,
    priority: { level: chat.level, why: explainLevel(chat) },
    product: chat.product,
    group: named(chat.groupId, groupNames),
    lastAgent: named(chat.preferredStaffId, staffNames),
    queuedAt: chat.queuedAt,
    claimedAt: chat.claimedAt,
    answeredAt: chat.answeredAt,
    firstAnswer: firstAnswerOf(chat, deps.chats.settings.firstAnswerMs, deps.clock.now()),
    unattended: chat.state === 'queued' && chat.apologisedAt !== null,
    waitingSince: chat.waitingSince,
    closedAt: chat.closedAt,
    closedBy: chat.closedBy,
    problemClass: chat.problemClass,
    rating:
      chat.rating === null
        ? null
        : { stars: chat.rating, comment: chat.ratingComment, at: chat.ratedAt ?? 0 },
    lastMessageAt: chat.lastMessageAt,
    staffId: chat.staffId,
    staffName: chat.staffId === null ? null : (staffNames.get(chat.staffId) ?? null),
    kfAccount: chat.kfAccount,
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

/** The target of the first answer (S2-02): whoever answered after it, or has not answered by it, is late. */
function firstAnswerOf({ queuedAt, answeredAt, closedAt }: Chat, targetMs: number, now: number) {
  const dueAt = queuedAt + targetMs;
  return { dueAt, late: (answeredAt ?? closedAt ?? now) > dueAt };
}
