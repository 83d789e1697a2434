import type { AgentService, Chat } from '../handoff';
import { type Schedule, type ServiceDirectory, scheduleOf } from '../hours';
import type { Reader } from '../kernel/transaction';

/** Of everybody who belongs to no group with hours of its own. */
const USUAL = 'handoff';

/** When the people answer whom a chat waits for. */
export class GroupHours {
  constructor(
    private readonly directory: ServiceDirectory,
    private readonly agents: AgentService,
  ) {}

  /** The names that a group may be given. */
  get names(): readonly string[] {
    return [...this.directory.schedules.keys()];
  }

  /** The hours of the chat's group; the usual ones when it has none, or a schedule that is gone. */
  async of(rows: Pick<Reader, 'manager' | 'query'>, chat: Pick<Chat, 'groupId'>): Promise<Schedule> {
    const usual = scheduleOf(this.directory, USUAL);
    if (chat.groupId === null) return usual;
    const name = (await this.agents.groups(rows)).find(({ id }) => id === chat.groupId)?.schedule ?? USUAL;
    return this.directory.schedules.get(name) ?? usual;
  }
}
