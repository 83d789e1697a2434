/** A follower's time with people: waiting, served, over. `bot` and `after_human` are states of the dialogue. */
export const CHAT_STATES = ['queued', 'human', 'closed'] as const;
export type ChatState = (typeof CHAT_STATES)[number];

/** Everything that can happen to a chat. */
export type ChatAction =
  | 'claim'
  | 'transfer'
  /** To a group of agents: it waits (again) for one of them. */
  | 'regroup'
  | 'return_to_queue'
  /** Nobody took it for too long. */
  | 'apologise'
  | 'hand_back'
  | 'close'
  /** The follower was silent for too long. */
  | 'close_idle'
  | 'leave_queue'
  | 'end_by_follower'
  /** An agent of the platform's own tool took it, passed it on, or ended it. */
  | 'join_elsewhere'
  | 'close_elsewhere';

/** The lifecycle: which action is possible in which state, and where it leads. */
export const LIFECYCLE: Readonly<Record<ChatState, Readonly<Partial<Record<ChatAction, ChatState>>>>> = {
  queued: {
    claim: 'human',
    apologise: 'queued',
    regroup: 'queued',
    join_elsewhere: 'human',
    close: 'closed',
    leave_queue: 'closed',
    end_by_follower: 'closed',
  },
  human: {
    transfer: 'human',
    regroup: 'queued',
    return_to_queue: 'queued',
    hand_back: 'closed',
    close: 'closed',
    close_idle: 'closed',
    join_elsewhere: 'human',
    close_elsewhere: 'closed',
    end_by_follower: 'closed',
  },
  closed: {},
};

export const FIRST_STATE: ChatState = 'queued';

/** States in which the action is possible. */
export function statesThatAllow(action: ChatAction): ChatState[] {
  return CHAT_STATES.filter((state) => LIFECYCLE[state][action] !== undefined);
}

export type ClosedBy = 'follower' | 'staff' | 'system';

/** How urgently a follower waits: an emergency before a customer with a valid service code before everybody. */
export const CHAT_LEVELS = ['emergency', 'vip', 'normal'] as const;
export type ChatLevel = (typeof CHAT_LEVELS)[number];

/** What a chat was about, said by who closes it (S3-37). */
export const PROBLEM_CLASSES = [
  '应用问题',
  '数据异常',
  '程序错误',
  '环境问题',
  '安装指导',
  '需求类',
  '其它咨询',
] as const;
export type ProblemClass = (typeof PROBLEM_CLASSES)[number];

/** A chat as the rest of the product sees it. Instants are epoch milliseconds. */
export interface Chat {
  id: string;
  followerId: string;
  state: ChatState;
  /** Why the follower wanted a person, as the dialogue put it. */
  reason: string;
  level: ChatLevel;
  /** The service code that makes the follower a VIP. */
  serviceCode: string | null;
  /** The product that it seems to be about. */
  product: string | null;
  /** The agents that it waits for; null: anybody. */
  groupId: string | null;
  /** The place in the queue goes by this instant: that of queueing, less the head start of its level. */
  sortAt: number;
  /** Who served the follower last. */
  preferredStaffId: string | null;
  queuedAt: number;
  claimedAt: number | null;
  /** Nobody had come for too long, and the follower was told so. */
  apologisedAt: number | null;
  /** The first words of a person. */
  answeredAt: number | null;
  /** The follower waits for the agent's words since then; null when the agent spoke last. */
  waitingSince: number | null;
  closedAt: number | null;
  closedBy: ClosedBy | null;
  /** What closed it. */
  closedWith: ChatAction | null;
  problemClass: ProblemClass | null;
  /** Who serves the chat, or served it last. */
  staffId: string | null;
  /** The account of the platform's own agent tool that serves it. */
  kfAccount: string | null;
  lastMessageAt: number;
  ratingAskedAt: number | null;
  /** 1 to 5 stars. */
  rating: number | null;
  ratingComment: string | null;
  ratedAt: number | null;
}

/** Who acts in the workbench. A supervisor may also move and end chats of others. */
export interface Actor {
  staffId: string;
  supervisor: boolean;
}

/** Whether the actor may move or end this chat. */
export function mayHandle(chat: Pick<Chat, 'staffId'>, actor: Actor): boolean {
  return actor.supervisor || chat.staffId === actor.staffId;
}
