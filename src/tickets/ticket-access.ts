import type { Catalog } from '../catalog/catalog';
import type { LookupGuard } from '../customers';
import type { Transaction } from '../kernel/transaction';
import { accessDigest, normaliseNumber } from './access-digest';
import type { PriorityRules } from './priority';
import type { Ticket } from './ticket';
import { TicketEntity } from './ticket-entity';
import { toTicket } from './ticket-rows';
import type { TicketSettings } from './ticket-settings';

export interface TicketServiceOptions {
  settings: TicketSettings;
  priority: PriorityRules;
  /** The catalog as it is now. */
  catalog: () => Catalog;
  /** Limits and audits queries by phone and number. */
  guard: LookupGuard;
}

const HOUR_MS = 3_600_000;
/** How long a query by phone and number lets somebody else than the filer change the ticket. */
const PROOF_MS = HOUR_MS;

/** Which tickets a follower may see and change. */
export class TicketAccess {
  constructor(protected readonly options: TicketServiceOptions) {}

  /**
   * The ticket with this number and this phone (S1-21). Everything else is a MISS, found out by the same statements:
   * one read of the past, one search by the digest of both, one read by id (of no row on a miss), one audit row.
   */
  async find(
    tx: Transaction,
    asked: { followerId: string; phone: string; number: string; now: number },
  ): Promise<{ ok: true; ticket: Ticket } | { ok: false; code: 'MISS' | 'RATE_LIMITED' }> {
    const { followerId, now } = asked;
    const { guard } = this.options;
    const digest = accessDigest(asked.phone, asked.number);
    if (!(await guard.admits(tx, followerId, now))) {
      await guard.record(tx, { followerId, asked: digest, found: null, limited: true, now });
      return { ok: false, code: 'RATE_LIMITED' };
    }
    // One row in any case: its values are null on a miss.
    const [match] = await tx.query<{ id: number | null; number: string | null }>(
      `SELECT ticket.id, ticket.number FROM (SELECT 1 AS one) AS always
       LEFT JOIN ticket ON ticket.access_digest = $1`,
      [digest],
    );
    const row = await tx.manager.findOneBy(TicketEntity, { id: match?.id ?? 0 });
    await guard.record(tx, { followerId, asked: digest, found: match?.number ?? null, now });
    return row === null ? { ok: false, code: 'MISS' } : { ok: true, ticket: toTicket(row) };
  }

  /** The follower's own tickets, newest first; `keyword` looks into descriptions and numbers. */
  async listMine(tx: Transaction, followerId: string, keyword = ''): Promise<Ticket[]> {
    const query = tx.manager
      .createQueryBuilder(TicketEntity, 'ticket')
      .where('ticket.follower_id = :followerId', { followerId })
      .orderBy('ticket.id', 'DESC')
      .take(this.options.settings.list_size);
    const wanted = keyword.trim();
    if (wanted !== '') {
      const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
      query.andWhere(
        `(ticket.description LIKE :pattern ESCAPE '\\' OR ticket.number LIKE :pattern ESCAPE '\\')`,
        { pattern },
      );
    }
    return (await query.getMany()).map(toTicket);
  }

  /** The ticket if the follower filed it, or has shown phone and number a moment ago. */
  protected async ownTicket(
    tx: Transaction,
    by: { followerId: string; now: number },
    number: string,
  ): Promise<TicketEntity | null> {
    const wanted = normaliseNumber(number);
    const proven = await this.options.guard.gave(tx, by.followerId, wanted, by.now - PROOF_MS);
    // The row of somebody else is not even read.
    const theirs = proven ? {} : { followerId: by.followerId };
    return tx.manager.findOneBy(TicketEntity, { number: wanted, ...theirs });
  }
}
