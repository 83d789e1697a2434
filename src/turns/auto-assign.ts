import { type AgentService, type Chat, type ChatService, chooseAgent } from '../handoff';
import type { Clock } from '../kernel/clock';
import type { Reader, Transaction } from '../kernel/transaction';
import type { TurnRunner } from './turn-runner';

/** Committed rows, or those of the transaction at hand. */
type Rows = Pick<Reader, 'manager' | 'query'>;

export interface PresentAgent {
  id: string;
  /** What followers read. */
  name: string;
}

interface AutoAssignDeps {
  reader: Reader;
  clock: Clock;
  chats: ChatService;
  agents: AgentService;
  /** Agents with an open page. */
  presentAgents: (rows: Rows) => Promise<PresentAgent[]>;
}

/** Queued chats looked at in one round: the first of the queue. */
const ROUND = 50;

/** Hands waiting chats out to agents who have room, the longest waiting first (a setting, off by default). */
export class AutoAssign {
  private running: Promise<void> | undefined;
  private again = false;

  constructor(private readonly deps: AutoAssignDeps) {}

  /** In the turn that queued the chat: who gets it, when somebody has room. */
  async assign(tx: Transaction, chat: Chat, now: number): Promise<PresentAgent | undefined> {
    const found = await this.pick(tx, chat);
    if (found === undefined) return undefined;
    const { agent, capacity } = found;
    const claimed = await this.deps.chats.claim(tx, { chatId: chat.id, staffId: agent.id, now, capacity });
    return claimed.ok ? agent : undefined;
  }

  /** Somebody may have room, or somebody waits: gives out what can be given out. */
  run(turns: Pick<TurnRunner, 'act'>): Promise<void> {
    if (this.running !== undefined) {
      this.again = true;
      return this.running;
    }
    this.running = this.round(turns).finally(() => {
      this.running = undefined;
      if (!this.again) return;
      this.again = false;
      void this.run(turns).catch(() => undefined);
    });
    return this.running;
  }

  private async round(turns: Pick<TurnRunner, 'act'>): Promise<void> {
    const { reader, chats, clock } = this.deps;
    for (const chat of await chats.list(reader, { state: 'queued', limit: ROUND })) {
      if ((await this.pick(reader, chat)) === undefined) continue;
      await turns.act(chat.followerId, async (tx) => {
        const agent = await this.assign(tx, chat, clock.now());
        return agent === undefined
          ? { value: undefined }
          : { value: undefined, event: { kind: 'claimed', staffName: agent.name } };
      });
    }
  }

  private async pick(rows: Rows, chat: Chat): Promise<{ agent: PresentAgent; capacity: number } | undefined> {
    const present = await this.deps.presentAgents(rows);
    const loads = await this.deps.agents.loads(
      rows,
      present.map(({ id }) => id),
    );
    const chosen = chooseAgent(
      chat,
      loads.filter(({ accepting }) => accepting),
    );
    const agent = present.find(({ id }) => id === chosen?.staffId);
    return agent === undefined || chosen === undefined ? undefined : { agent, capacity: chosen.capacity };
  }
}
