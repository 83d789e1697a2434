import { ApplicationService, LookupGuard, seedUnitsWhenEmpty } from '../../../src/customers';
import { SuggestionService, TicketDesk, type TicketForm, TicketService } from '../../../src/tickets';
import { buildForm, shipped } from '../../unit/tickets/build-form';
import { openAppointments } from '../appointments/appointment-bench';
import { type Answer, type Client, NOW, startStaffApp } from './staff-app';

export interface SentText {
  followerId: string;
  text: string;
  key: string;
}

/** The staff API with tickets, suggestions and units, and one member of staff of each role. */
export async function startFeatureApp() {
  const { settings, catalog, units } = shipped;
  const sent: SentText[] = [];
  const erased: string[] = [];
  const suggestions = new SuggestionService();
  const bookings = openAppointments();
  const applications = new ApplicationService();
  const app = await startStaffApp({
    features: {
      appointments: bookings.desk,
      textOfCancellation: ({ number, result }) => `${number} 已取消：${result}`,
      textOfGoods: (what, { number }, note) => (what === 'withdraw' ? null : `${number} ${what}：${note}`),
      tickets: new TicketDesk(settings.ticket),
      suggestions,
      applications,
      eraseFollower: async (id) => void erased.push(id),
      catalog: () => catalog,
      sayToFollower: async (_tx, { followerId, text, key }) => {
        sent.push({ followerId, text, key });
      },
    },
  });
  const { unitOfWork } = app.deps;
  await unitOfWork.run((tx) => seedUnitsWhenEmpty(tx, units, NOW));
  const tickets = new TicketService({
    settings: settings.ticket,
    priority: settings.priority,
    catalog: () => catalog,
    guard: new LookupGuard({
      subject: 'ticket',
      limits: settings.ticket.query_limits,
      auditKey: Buffer.alloc(32),
      onAlarm: () => {},
    }),
  });
  await unitOfWork.run((tx) => bookings.seed(tx));
  let steps = 0;
  const step = (followerId: string) => {
    steps += 1;
    return { followerId, effectKey: `${steps}`, now: NOW };
  };
  return {
    ...app,
    sent,
    erased,
    applications,
    tickets,
    step,
    /** A follower files a ticket; its number. */
    file: async (changes: Partial<TicketForm> = {}, followerId = 'fan-1') => {
      const form = { ...buildForm(changes), termsVersion: '1' };
      const created = await unitOfWork.run((tx) => tickets.create(tx, step(followerId), form));
      if (!created.ok) throw new Error(created.code);
      return created.ticket.number;
    },
    /** A follower books a slot; its number. */
    book: async (slot = '2026-09-23T10:00/60', followerId = 'fan-1') => {
      const booked = await unitOfWork.run((tx) => bookings.book(tx, () => step(followerId), slot));
      return booked.number;
    },
    suggest: async (kind: 'suggestion' | 'complaint', text: string) => {
      const given = { kind, text, contact: null };
      const created = await unitOfWork.run((tx) => suggestions.create(tx, step('fan-1'), given));
      if (!created.ok) throw new Error(created.code);
      return created.suggestion.number;
    },
  };
}

export type FeatureApp = Awaited<ReturnType<typeof startFeatureApp>>;

/** A change as the workbench sends it. */
export function patch(client: Client, path: string, body: unknown): Promise<Answer> {
  return client.request('PATCH', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}
