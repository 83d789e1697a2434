import { LookupGuard, seedUnitsWhenEmpty } from '../../../src/customers';
import { SuggestionService, TicketDesk, type TicketForm, TicketService } from '../../../src/tickets';
import { buildForm, shipped } from '../../unit/tickets/build-form';
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
  const suggestions = new SuggestionService();
  const app = await startStaffApp({
    features: {
      tickets: new TicketDesk(settings.ticket),
      suggestions,
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
  let steps = 0;
  const step = (followerId: string) => {
    steps += 1;
    return { followerId, effectKey: `${steps}`, now: NOW };
  };
  return {
    ...app,
    sent,
    tickets,
    step,
    /** A follower files a ticket; its number. */
    file: async (changes: Partial<TicketForm> = {}, followerId = 'fan-1') => {
      const form = { ...buildForm(changes), termsVersion: '1' };
      const created = await unitOfWork.run((tx) => tickets.create(tx, step(followerId), form));
      if (!created.ok) throw new Error(created.code);
      return created.ticket.number;
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
