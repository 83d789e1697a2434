import { DateTime } from 'luxon';
import type { Catalog, Settings } from '../../../src/catalog';
import { EFFECTS, type Effect, type EffectResult } from '../../../src/dialogue';
import { BUSINESS_ZONE } from '../../../src/kernel/clock';
import type { Json } from '../../../src/kernel/json';
import { isOpen, mayFollowUp, TICKET_STATUSES, type Ticket } from '../../../src/tickets';
import { moveTo } from '../../../src/tickets/ticket-moves';
import { viewTicket } from '../../../src/turns/effects/ticket-view';
import type { Booking } from './appointment-models';
import { MODELS } from './models';
import type { Person } from './person';

/** As `expect`, which takes most of the time when it is asked a million times. */
export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken: ${promise}`);
}

/** How the dice fell for a turn: its effects fail when `luck` (0 … 19) is low; `pick` chooses among what may come. */
export interface Dice {
  luck: number;
  pick: number;
}

/** One call of an effect: of whom, when, and how the dice fell. */
export interface Call extends Dice {
  person: Person;
  now: number;
  args: Record<string, Json>;
}

/**
 * What the features do, in memory, one model for each effect. It keeps their promises and nothing else: what it returns is
 * checked against the registry, and so is what it is asked for. Failures that hang on the world outside (limits, a broken
 * service) are decided by luck, for all effects alike.
 */
export type Model = (business: Business, call: Call) => EffectResult;

export const ok = (data: Json = {}): EffectResult => ({ ok: true, data });
export const failed = (code: string, data?: Json): EffectResult =>
  data === undefined ? { ok: false, code } : { ok: false, code, data };

/** What a failure tells beside its code. */
const WITH_FAILURE: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'binding.check_code': { WRONG: { left: 2 } },
  'appointment.find_slots': Object.fromEntries(
    ['FULL', 'CLOSED', 'TOO_SOON', 'TOO_FAR', 'NOT_SERVED'].map((code) => [
      code,
      { day_text: '11月21日', last_day_text: '12月20日' },
    ]),
  ),
};

/** A failure that no flow has a name for. */
const BROKEN = 'BROKEN';
/** Of 20. */
const UNLUCKY = 5;

export const text = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : String(value);
export const fields = (value: Json | undefined): Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** Something that was reserved and is neither final nor given back. */
interface Reserved {
  person: string;
  undo: string;
  args: string;
}

export class Business {
  readonly tickets: Ticket[] = [];
  readonly bookings: Booking[] = [];
  /** Places that are held, until when. */
  readonly holds = new Map<number, { slot: string; until: number }>();
  readonly chats = new Map<string, 'queued' | 'human'>();
  readonly timers = new Map<string, { name: string; frame: string; at: number }>();
  readonly reserved = new Map<string, Reserved>();
  /** The one effect that fails whatever the dice say, and how. */
  forced: { kind: string; code: string } | undefined;
  private made = 0;

  constructor(
    readonly settings: Settings,
    readonly catalog: Catalog,
    /** `kind:outcome` of all calls and `kind.name` of all that they told, over all plays. */
    private readonly outcomes: Set<string>,
  ) {}

  /** A number that was not given before. */
  next(): number {
    this.made += 1;
    return this.made;
  }

  call(effect: Effect, person: Person, now: number, dice: Dice): EffectResult {
    const model = MODELS[effect.kind];
    if (model === undefined) throw new Error(missingModel(effect.kind));
    const row = Object.hasOwn(EFFECTS, effect.kind) ? EFFECTS[effect.kind] : undefined;
    const call: Call = { person, now, args: fields(effect.args), ...dice };
    if (row === undefined) return model(this, call);
    must(
      row.args.safeParse(effect.args).success,
      `${effect.kind} is asked for as the registry says: ${JSON.stringify(effect.args)}`,
    );
    const codes = [...row.codes, BROKEN];
    const isUndo = Object.values(EFFECTS).some(({ undo }) => undo?.kind === effect.kind);
    const fails = dice.luck < UNLUCKY && !isUndo;
    // The low bits chose what was said: all codes can meet all words.
    const drawn = codes[(dice.pick >> 4) % codes.length] ?? BROKEN;
    const isForced = this.forced?.kind === effect.kind;
    const code = isForced ? (this.forced?.code ?? drawn) : drawn;
    const result = fails || isForced ? failed(code, WITH_FAILURE[effect.kind]?.[code]) : model(this, call);
    this.outcomes.add(`${effect.kind}:${result.ok ? 'ok' : result.code}`);
    must(
      result.ok || codes.includes(result.code),
      `${effect.kind} fails with a code of the registry, not ${result.ok || result.code}`,
    );
    for (const name of Object.keys(fields(result.data ?? null))) {
      must(
        !result.ok || row.result.includes(name),
        `${effect.kind} returns ${row.result.join()}, not ${name}`,
      );
      this.outcomes.add(`${effect.kind}.${name}`);
    }
    this.keepBooks(effect, result, person);
    return result;
  }

  /** What is reserved, given back, and final. */
  private keepBooks({ kind, args }: Effect, result: EffectResult, person: Person): void {
    const row = EFFECTS[kind];
    const given = JSON.stringify(args);
    for (const [id, held] of this.reserved)
      if (held.undo === kind && held.args === given) this.reserved.delete(id);
    if (!result.ok) return;
    if (row?.undo !== undefined) {
      const undoArgs = JSON.stringify(row.undo.args(result.data));
      this.reserved.set(`${row.undo.kind}:${undoArgs}`, {
        person: person.id,
        undo: row.undo.kind,
        args: undoArgs,
      });
    }
    for (const [id, held] of this.reserved) {
      const reserving = Object.values(EFFECTS).find(({ undo }) => undo?.kind === held.undo);
      if (held.person === person.id && reserving?.keptBy?.includes(kind) === true) this.reserved.delete(id);
    }
  }

  allowed(ticket: Ticket, now: number) {
    const open = isOpen(ticket.status);
    return { edit: open, cancel: open, followUp: mayFollowUp(ticket, this.settings.ticket.reopen_days, now) };
  }

  view(ticket: Ticket, now: number): Json {
    return viewTicket(ticket, this, now);
  }

  ticketOf({ person, args }: Call): Ticket | undefined {
    return this.tickets.find(
      ({ number, followerId }) => number === args.ticket_no && followerId === person.id,
    );
  }

  file(person: Person, now: number, given: Partial<Ticket>): Ticket {
    const number = `261120-${String(this.next()).padStart(5, '0')}`;
    const ticket: Ticket = {
      number,
      followerId: person.id,
      status: '待受理',
      progress: this.settings.ticket.progress.待受理,
      result: null,
      priority: 'P3',
      emergency: false,
      goods: 'none',
      parcelSent: null,
      parcelReturned: null,
      termsVersion: '1',
      termsAt: now,
      createdAt: now,
      updatedAt: now,
      resolvedAt: null,
      closedAt: null,
      customerName: person.org,
      contact: { name: person.name, phone: person.phone, email: person.email },
      serviceType: '硬件故障',
      product: '星云',
      model: '星云一号',
      problem: null,
      description: '开机后黑屏',
      attachments: [],
      ...given,
    };
    this.tickets.push(ticket);
    person.knows.ticket_no = [...(person.knows.ticket_no ?? []), number];
    return ticket;
  }

  /** Tickets of earlier days in all states, newest last. */
  fileEarlier(person: Person, now: number, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const ticket = this.file(person, now - 86_400_000, {});
      ticket.goods = index % 2 === 0 ? 'returned' : 'received';
      const status = TICKET_STATUSES[(index * 3 + count) % TICKET_STATUSES.length] ?? '待受理';
      Object.assign(ticket, moveTo(ticket, status, this.settings.ticket).columns);
      if (!isOpen(status)) ticket.resolvedAt = now - 3_600_000;
    }
  }

  /** Bookings made before the play begins. */
  bookEarlier(person: Person, now: number, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const number = `261119-${String(this.next()).padStart(5, '0')}`;
      const day = DateTime.fromMillis(now, { zone: BUSINESS_ZONE }).plus({ days: 2 + index });
      this.bookings.push({
        number,
        followerId: person.id,
        slot: `${day.toISODate()}T09:00`,
        status: '已提交',
        org: person.org,
        contact: person.name,
        phone: person.phone,
        topic: '升级后无法开机',
        product: '睿目',
      });
      person.knows.ticket_no = [...(person.knows.ticket_no ?? []), number];
    }
  }
}

export function missingModel(kind: string): string {
  return `the effect ${kind} has no model: say what it does in MODELS of test/properties/careless/models.ts`;
}
