import type { Transaction } from '../kernel/transaction';
import { takeDailyNumber } from '../numbers';
import { type FormField, tidyForm, wrongFields } from './check-form';
import { FIRST_STATUS, isOpen, LIFECYCLE, mayFollowUp, type TicketStatus } from './lifecycle';
import { moreUrgent, type Priority, triage } from './priority';
import type { Attachment, Ticket, TicketForm } from './ticket';
import { TicketAccess } from './ticket-access';
import { TicketEntity } from './ticket-entity';
import { addAttachments, moveTo, patchForm, type TicketPatch } from './ticket-moves';
import { diffForms, toColumns, toTicket } from './ticket-rows';
import { appendEvent, changedBy, changeTicket } from './ticket-store';

/** Who acts, in which step of the dialogue, when (epoch ms). The same step done again has no second effect. */
export interface ByFollower {
  followerId: string;
  effectKey: string;
  now: number;
}

type Invalid = { ok: false; code: 'VALIDATION'; fields: FormField[] };
/** `MISS`: no such ticket, or not theirs; which of the two is not told. `NOT_ALLOWED`: its status forbids it. */
export type CustomerResult = { ok: true; ticket: Ticket } | { ok: false; code: 'MISS' | 'NOT_ALLOWED' };

/** The service type of tickets that were left as a note. */
const NOTE_TYPE = '留言';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Tickets as customers use them. Each method works inside the transaction it is given. */
export class TicketService extends TicketAccess {
  /** Files a ticket. `urgency` is what the customer asked for; the rules may find it more urgent, never less. */
  async create(
    tx: Transaction,
    by: ByFollower,
    given: TicketForm & { termsVersion: string; urgency?: Priority | undefined },
  ): Promise<{ ok: true; ticket: Ticket } | { ok: false; code: 'RATE_LIMITED' } | Invalid> {
    const { settings, catalog } = this.options;
    const { followerId, effectKey, now } = by;
    const known = await tx.manager.findOneBy(TicketEntity, { effectKey });
    if (known !== null) return { ok: true, ticket: toTicket(known) };
    const { termsVersion, urgency, ...rest } = given;
    const form = tidyForm(rest);
    const fields = wrongFields(form, catalog(), settings);
    if (fields.length > 0) return { ok: false, code: 'VALIDATION', fields };
    if (!(await this.mayCreate(tx, followerId, now))) return { ok: false, code: 'RATE_LIMITED' };
    return { ok: true, ticket: await this.file(tx, by, form, { termsVersion, urgency }) };
  }

  /**
   * A note that somebody leaves for people who are not there (留言): a ticket without the form, with what is known of who
   * wrote it.
   */
  async leaveNote(
    tx: Transaction,
    by: ByFollower,
    note: { text: string; customerName: string; contact: TicketForm['contact'] },
  ): Promise<
    | { ok: true; ticket: Ticket }
    | { ok: false; code: 'RATE_LIMITED' }
    | { ok: false; code: 'TOO_LONG'; max: number }
  > {
    const known = await tx.manager.findOneBy(TicketEntity, { effectKey: by.effectKey });
    if (known !== null) return { ok: true, ticket: toTicket(known) };
    const max = this.options.settings.description_max;
    if ([...note.text].length > max) return { ok: false, code: 'TOO_LONG', max };
    if (!(await this.mayCreate(tx, by.followerId, by.now))) return { ok: false, code: 'RATE_LIMITED' };
    const { text: description, customerName, contact } = note;
    const form = tidyForm({
      customerName,
      contact,
      description,
      serviceType: NOTE_TYPE,
      product: '',
      model: '',
      problem: null,
      attachments: [],
    });
    return { ok: true, ticket: await this.file(tx, by, form, { termsVersion: '', urgency: undefined }) };
  }

  private async file(
    tx: Transaction,
    { followerId, effectKey, now }: ByFollower,
    form: TicketForm,
    { termsVersion, urgency }: { termsVersion: string; urgency: Priority | undefined },
  ): Promise<Ticket> {
    const { settings, priority: rules } = this.options;
    const number = await takeDailyNumber(tx, 'ticket', now);
    const judged = triage(form.description, rules);
    const row = {
      ...toColumns(form, number),
      number,
      effectKey,
      followerId,
      version: 1,
      status: FIRST_STATUS,
      progress: settings.progress[FIRST_STATUS],
      result: null,
      priority: moreUrgent(judged.priority, urgency ?? rules.default),
      emergency: judged.emergency || urgency === 'P1',
      goods: 'none' as const,
      parcelSent: null,
      parcelReturned: null,
      termsVersion,
      termsAt: now,
      createdAt: now,
      updatedAt: now,
      resolvedAt: null,
      closedAt: null,
    };
    await tx.manager.insert(TicketEntity, row);
    const stored = await tx.manager.findOneByOrFail(TicketEntity, { number });
    await appendEvent(tx, stored.id, { actor: follower(followerId), kind: 'created', effectKey }, now);
    return toTicket(stored);
  }

  /** Changes what the customer filled in, while the ticket is open (S1-24). */
  async edit(
    tx: Transaction,
    by: ByFollower,
    given: { number: string; patch: TicketPatch },
  ): Promise<CustomerResult | Invalid> {
    const { settings, catalog } = this.options;
    const known = await changedBy(tx, by.effectKey);
    if (known !== null) return { ok: true, ticket: toTicket(known) };
    const row = await this.ownTicket(tx, by, given.number);
    if (row === null) return { ok: false, code: 'MISS' };
    if (!isOpen(row.status)) return { ok: false, code: 'NOT_ALLOWED' };
    const before = toTicket(row);
    const after = tidyForm(patchForm(before, given.patch));
    const changes = diffForms(before, after);
    // What the customer leaves alone is not judged again: the catalog may have changed since.
    const touched = changes.map(({ field }) => field).flatMap((f) => (f === 'product' ? [f, 'model'] : [f]));
    const fields = wrongFields(after, catalog(), settings).filter((field) => touched.includes(field));
    if (fields.length > 0) return { ok: false, code: 'VALIDATION', fields };
    if (changes.length === 0) return { ok: true, ticket: before };
    const event = {
      actor: follower(by.followerId),
      kind: 'edited',
      changes,
      effectKey: by.effectKey,
    } as const;
    return {
      ok: true,
      ticket: toTicket(await changeTicket(tx, row, toColumns(after, row.number), event, by.now)),
    };
  }

  /** Ends an open ticket at the customer's wish (S1-25). */
  async cancel(tx: Transaction, by: ByFollower, number: string): Promise<CustomerResult> {
    return this.act(tx, by, number, (row) => {
      const to = LIFECYCLE[row.status].cancel;
      return to === undefined ? undefined : { kind: 'cancelled', text: null, to };
    });
  }

  /** Adds to an open ticket; a solved one is opened again for some days (S3-44). */
  async followUp(
    tx: Transaction,
    by: ByFollower,
    given: { number: string; text: string; attachments?: Attachment[] | undefined },
  ): Promise<CustomerResult | Invalid> {
    const { settings } = this.options;
    const text = given.text.trim();
    const { attachments = [] } = given;
    if (text === '' || [...text].length > settings.description_max)
      return { ok: false, code: 'VALIDATION', fields: ['description'] };
    if (attachments.length > settings.attachments.max_items)
      return { ok: false, code: 'VALIDATION', fields: ['attachments'] };
    return this.act(tx, by, given.number, (row) => {
      const to = LIFECYCLE[row.status].follow_up;
      if (to === undefined || !mayFollowUp(row, settings.reopen_days, by.now)) return undefined;
      const kind = isOpen(row.status) ? 'followed_up' : 'reopened';
      return { kind, text, to, attachments: addAttachments(row.attachments, attachments) };
    });
  }

  /** What the customer may do with the ticket now. */
  allowed(ticket: Ticket, now: number): { edit: boolean; cancel: boolean; followUp: boolean } {
    const open = isOpen(ticket.status);
    return {
      edit: open,
      cancel: open,
      followUp: mayFollowUp(ticket, this.options.settings.reopen_days, now),
    };
  }

  private async act(
    tx: Transaction,
    by: ByFollower,
    number: string,
    decide: (row: TicketEntity) => Step | undefined,
  ): Promise<CustomerResult> {
    const known = await changedBy(tx, by.effectKey);
    if (known !== null) return { ok: true, ticket: toTicket(known) };
    const row = await this.ownTicket(tx, by, number);
    if (row === null) return { ok: false, code: 'MISS' };
    const step = decide(row);
    if (step === undefined) return { ok: false, code: 'NOT_ALLOWED' };
    const { columns, changes } = moveTo(row, step.to, this.options.settings);
    const { kind, text, attachments = row.attachments } = step;
    const event = { actor: follower(by.followerId), kind, text, changes, effectKey: by.effectKey };
    const cancelled = kind === 'cancelled' ? { closedAt: by.now } : {};
    const changed = await changeTicket(tx, row, { ...columns, ...cancelled, attachments }, event, by.now);
    return { ok: true, ticket: toTicket(changed) };
  }

  /** The product of the follower's newest ticket filed at `since` (epoch ms) or later: what they probably ask about. */
  async latestProduct(tx: Transaction, followerId: string, since: number): Promise<string | null> {
    const [row] = await tx.query<{ product: string }>(
      `SELECT product FROM ticket WHERE follower_id = $1 AND created_at >= $2 AND product <> '' ORDER BY created_at DESC LIMIT 1`,
      [followerId, since],
    );
    return row?.product ?? null;
  }

  private async mayCreate(tx: Transaction, followerId: string, now: number): Promise<boolean> {
    const { per_hour, per_day } = this.options.settings.limits;
    const [count] = await tx.query<{ day: number | string; hour: number | string | null }>(
      `SELECT COUNT(*) AS day, SUM(CASE WHEN created_at > $3 THEN 1 ELSE 0 END) AS hour
       FROM ticket WHERE follower_id = $1 AND created_at > $2`,
      [followerId, now - DAY_MS, now - HOUR_MS],
    );
    return Number(count?.day ?? 0) < per_day && Number(count?.hour ?? 0) < per_hour;
  }
}

interface Step {
  kind: 'cancelled' | 'followed_up' | 'reopened';
  text: string | null;
  to: TicketStatus;
  attachments?: Attachment[];
}

function follower(id: string) {
  return { kind: 'follower', id, name: '' } as const;
}
