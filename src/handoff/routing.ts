import type { Chat, ChatLevel } from './chat';

/** A group of agents with the product lines that it knows. */
export interface AgentGroup {
  id: string;
  name: string;
  products: string[];
  /** When it answers: a schedule of hours.yaml; null: as `handoff` says. */
  schedule: string | null;
  createdAt: number;
}

/** An agent as chats are handed out: what they may take, and what they have. */
export interface AgentLoad {
  staffId: string;
  groupIds: readonly string[];
  capacity: number;
  /** Chats that they serve now. */
  serving: number;
  /** When they last took one, epoch ms; 0: never. */
  lastClaimAt: number;
}

/** The flow of emergencies hands over with this reason. */
const EMERGENCY = 'emergency';

/** How urgently a follower waits. */
export function levelOf(given: { reason: string; vip: boolean }): ChatLevel {
  if (given.reason === EMERGENCY) return 'emergency';
  return given.vip ? 'vip' : 'normal';
}

/** Why a chat stands where it stands, in words for the agent. */
export function explainLevel({ level, serviceCode }: Pick<Chat, 'level' | 'serviceCode'>): string {
  switch (level) {
    case 'emergency':
      return '紧急问题，优先接待';
    case 'vip':
      return serviceCode === null ? 'VIP 客户，提前排队' : `VIP 客户（服务编码 ${serviceCode}），提前排队`;
    case 'normal':
      return '按进入队列的时间';
  }
}

/** The first group that knows the product; undefined when none does. */
export function groupFor(product: string | null, groups: readonly AgentGroup[]): AgentGroup | undefined {
  return product === null ? undefined : groups.find(({ products }) => products.includes(product));
}

/** Who belongs to no group serves everybody; who belongs to some serves these, and chats that are for anybody. */
export function canServe(agent: Pick<AgentLoad, 'groupIds'>, chat: Pick<Chat, 'groupId'>): boolean {
  return chat.groupId === null || agent.groupIds.length === 0 || agent.groupIds.includes(chat.groupId);
}

/**
 * The agent who gets the chat: the one who served this follower last, else who serves fewest, else who has waited
 * longest for one, else by id. Undefined when nobody has room. The same for the same agents, in whatever order.
 */
export function chooseAgent(
  chat: Pick<Chat, 'groupId' | 'preferredStaffId'>,
  agents: readonly AgentLoad[],
): AgentLoad | undefined {
  const free = agents.filter((agent) => agent.serving < agent.capacity && canServe(agent, chat));
  return (
    free.find(({ staffId }) => staffId === chat.preferredStaffId) ??
    [...free].sort(
      (a, b) => a.serving - b.serving || a.lastClaimAt - b.lastClaimAt || (a.staffId < b.staffId ? -1 : 1),
    )[0]
  );
}

/**
 * The place of each waiting chat, the next one being 1: how many wait for the same people before it, and itself. Chats of
 * different groups do not stand in each other's way. Takes the whole queue in its order.
 */
export function queuePlaces(queue: readonly Pick<Chat, 'id' | 'groupId'>[]): Map<string, number> {
  const places = new Map<string, number>();
  const ahead = new Map<string | null, number>();
  queue.forEach(({ id, groupId }, before) => {
    const own = ahead.get(groupId) ?? 0;
    places.set(id, 1 + (groupId === null ? before : own + (ahead.get(null) ?? 0)));
    ahead.set(groupId, own + 1);
  });
  return places;
}
