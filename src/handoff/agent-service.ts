import { Not } from 'typeorm';
import type { NewId } from '../kernel/ids';
import type { Reader, Transaction } from '../kernel/transaction';
import { AgentDeskEntity } from './agent-desk-entity';
import { AgentGroupEntity } from './agent-group-entity';
import type { GroupSeed, HandoffSettings } from './handoff-settings';
import type { AgentGroup, AgentLoad } from './routing';

/** Committed rows, or those of the transaction at hand. */
type Rows = Pick<Reader, 'manager' | 'query'>;

/** What an agent may take. */
export interface AgentDesk {
  staffId: string;
  capacity: number;
  groupIds: string[];
  accepting: boolean;
}

export interface DeskChanges {
  /** Null: as the settings say. */
  capacity?: number | null | undefined;
  groupIds?: readonly string[] | undefined;
  accepting?: boolean | undefined;
}

export type GroupResult = { ok: true; group: AgentGroup } | { ok: false; code: 'NOT_FOUND' | 'NAME_TAKEN' };

/** Groups of agents, and what each agent may take. Few rows: they are read whole. */
export class AgentService {
  constructor(
    private readonly newId: NewId,
    private readonly settings: Pick<HandoffSettings, 'capacity'>,
  ) {}

  /** All groups, the oldest first. */
  async groups(rows: Rows): Promise<AgentGroup[]> {
    const found = await rows.manager.find(AgentGroupEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    return found.map(({ id, name, products, schedule, createdAt }) => ({
      id,
      name,
      products,
      schedule,
      createdAt,
    }));
  }

  async createGroup(
    tx: Transaction,
    given: { name: string; products: readonly string[]; schedule: string | null; now: number },
  ): Promise<GroupResult> {
    const { name, products, schedule, now } = given;
    if (await tx.manager.existsBy(AgentGroupEntity, { name })) return { ok: false, code: 'NAME_TAKEN' };
    const group = { id: this.newId(), name, products: [...products], schedule, createdAt: now };
    await tx.manager.insert(AgentGroupEntity, group);
    return { ok: true, group };
  }

  async changeGroup(
    tx: Transaction,
    id: string,
    changes: {
      name?: string | undefined;
      products?: readonly string[] | undefined;
      schedule?: string | null | undefined;
    },
  ): Promise<GroupResult> {
    const row = await tx.manager.findOneBy(AgentGroupEntity, { id });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    const { name = row.name, products = row.products, schedule = row.schedule } = changes;
    if (await tx.manager.existsBy(AgentGroupEntity, { name, id: Not(id) }))
      return { ok: false, code: 'NAME_TAKEN' };
    await tx.manager.update(AgentGroupEntity, { id }, { name, products: [...products], schedule });
    return { ok: true, group: { id, name, products: [...products], schedule, createdAt: row.createdAt } };
  }

  /** Removes a group: its agents leave it, and who waits for it waits for anybody. False: no such group. */
  async removeGroup(tx: Transaction, id: string): Promise<boolean> {
    const removed = await tx.manager.delete(AgentGroupEntity, { id });
    if (removed.affected !== 1) return false;
    await tx.execute('UPDATE chat SET group_id = NULL WHERE group_id = $1', [id]);
    for (const desk of await tx.manager.find(AgentDeskEntity)) {
      if (!desk.groupIds.includes(id)) continue;
      desk.groupIds = desk.groupIds.filter((one) => one !== id);
      await tx.manager.save(AgentDeskEntity, desk);
    }
    return true;
  }

  /** Fills an empty table. */
  async seedGroupsWhenEmpty(tx: Transaction, groups: readonly GroupSeed[], now: number): Promise<void> {
    if (groups.length === 0 || (await tx.manager.existsBy(AgentGroupEntity, {}))) return;
    await tx.manager.insert(
      AgentGroupEntity,
      groups.map((group, index) => ({ ...group, createdAt: now + index })),
    );
  }

  async desk(rows: Rows, staffId: string): Promise<AgentDesk> {
    return this.toDesk(staffId, await rows.manager.findOneBy(AgentDeskEntity, { staffId }));
  }

  /** The desks of these accounts. */
  async desks(rows: Rows, staffIds: readonly string[]): Promise<Map<string, AgentDesk>> {
    const found = new Map((await rows.manager.find(AgentDeskEntity)).map((row) => [row.staffId, row]));
    return new Map(staffIds.map((id) => [id, this.toDesk(id, found.get(id) ?? null)]));
  }

  /** Changes what an agent may take; what is not named stays. `NO_GROUP`: one of the groups does not exist. */
  async changeDesk(
    tx: Transaction,
    staffId: string,
    changes: DeskChanges,
  ): Promise<{ ok: true; desk: AgentDesk } | { ok: false; code: 'NO_GROUP' }> {
    const known = new Set((await this.groups(tx)).map(({ id }) => id));
    if (changes.groupIds?.some((id) => !known.has(id))) return { ok: false, code: 'NO_GROUP' };
    const row = await tx.manager.findOneBy(AgentDeskEntity, { staffId });
    const changed = {
      staffId,
      capacity: changes.capacity === undefined ? (row?.capacity ?? null) : changes.capacity,
      groupIds: [...new Set(changes.groupIds ?? row?.groupIds ?? [])],
      accepting: changes.accepting ?? row?.accepting ?? true,
    };
    await tx.manager.save(AgentDeskEntity, changed);
    return { ok: true, desk: { ...changed, capacity: changed.capacity ?? this.settings.capacity } };
  }

  /** How many chats each of these agents serves and may serve. */
  async loads(rows: Rows, staffIds: readonly string[]): Promise<(AgentLoad & { accepting: boolean })[]> {
    const desks = await this.desks(rows, staffIds);
    const counts = await rows.query<{ staff_id: string; count: number | string }>(
      `SELECT staff_id, COUNT(*) AS count FROM chat WHERE state = 'human' AND staff_id IS NOT NULL GROUP BY staff_id`,
    );
    const serving = new Map(counts.map((row) => [row.staff_id, Number(row.count)]));
    const loads: (AgentLoad & { accepting: boolean })[] = [];
    for (const [staffId, { capacity, groupIds, accepting }] of desks) {
      const lastClaimAt = await lastClaim(rows, staffId);
      loads.push({ staffId, capacity, groupIds, accepting, serving: serving.get(staffId) ?? 0, lastClaimAt });
    }
    return loads;
  }

  private toDesk(staffId: string, row: AgentDeskEntity | null): AgentDesk {
    return {
      staffId,
      capacity: row?.capacity ?? this.settings.capacity,
      groupIds: row?.groupIds ?? [],
      accepting: row?.accepting ?? true,
    };
  }
}

async function lastClaim(rows: Rows, staffId: string): Promise<number> {
  const [row] = await rows.query<{ at: number | string | null }>(
    'SELECT MAX(claimed_at) AS at FROM chat WHERE staff_id = $1',
    [staffId],
  );
  return Number(row?.at ?? 0);
}
