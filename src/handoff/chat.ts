/** A follower's time with people: waiting, served, over. `bot` and `after_human` are states of the dialogue. */
export const CHAT_STATES = ['queued', 'human', 'closed'] as const;
export type ChatState = (typeof CHAT_STATES)[number];

/** Everything that can happen to a chat. */
export type ChatAction =
  | 'claim'
  | 'transfer'
  | 'return_to_queue'
  | 'hand_back'
  | 'close'
  | 'leave_queue'
  | 'end_by_follower';

/** The lifecycle: which action is possible in which state, and where it leads. */
export const LIFECYCLE: Readonly<Record<ChatState, Readonly<Partial<Record<ChatAction, ChatState>>>>> = {
  queued: { claim: 'human', close: 'closed', leave_queue: 'closed', end_by_follower: 'closed' },
  human: {
    transfer: 'human',
    return_to_queue: 'queued',
    hand_back: 'closed',
    close: 'closed',
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

/** A chat as the rest of the product sees it. Instants are epoch milliseconds. */
export interface Chat {
  id: string;
  followerId: string;
  state: ChatState;
  /** Why the follower wanted a person, as the dialogue put it. */
  reason: string;
  queuedAt: number;
  claimedAt: number | null;
  closedAt: number | null;
  closedBy: ClosedBy | null;
  /** What closed it. */
  closedWith: ChatAction | null;
  staffId: string | null;
  lastMessageAt: number;
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
