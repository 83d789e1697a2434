import path from 'node:path';
import { AppointmentService } from '../../../src/appointments';
import { loadCatalog, seedCatalogWhenEmpty } from '../../../src/catalog';
import {
  ApplicationService,
  LookupGuard,
  type LookupLimits,
  type LookupSubject,
  PhoneCodeService,
  seedUnitsWhenEmpty,
  UnitBindingService,
} from '../../../src/customers';
import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/kernel/transaction';
import { ServiceCodeService } from '../../../src/service-codes';
import { openStore } from '../../../src/store';
import { SuggestionService, TicketDesk, type TicketForm, TicketService } from '../../../src/tickets';
import { type FeatureEffectDeps, featureEffects } from '../../../src/turns/effects';
import { seedDevicesWhenEmpty, WarrantyService } from '../../../src/warranty';
import { silentLogger } from '../../helpers/log';
import { buildForm, shipped } from '../../unit/tickets/build-form';

export const MORNING = Date.parse('2026-11-22T10:18:31+08:00');
export const FAN = 'openid-fan';
const AUDIT_KEY = Buffer.alloc(32, 7);

/** The features on the real store, with the content that ships. Close it after the test. */
export async function openBench(folder: string, settings = shipped.settings) {
  const store = await openStore(
    { kind: 'sqlite', file: path.join(folder, `${randomId()}.db`) },
    { logger: silentLogger },
  );
  const { unitOfWork, reader } = store;
  const clock = new ManualClock(MORNING);
  const alarms: { subject: string; count: number }[] = [];
  await unitOfWork.run(async (tx) => {
    await seedCatalogWhenEmpty(tx, shipped.catalog);
    await seedUnitsWhenEmpty(tx, shipped.units, clock.now());
    await seedDevicesWhenEmpty(tx, shipped.devices, clock.now());
  });
  const catalog = await loadCatalog(reader);
  const guard = (subject: LookupSubject, limits: LookupLimits) =>
    new LookupGuard({ subject, limits, auditKey: AUDIT_KEY, onAlarm: (alarm) => alarms.push(alarm) });
  const tickets = new TicketService({
    settings: settings.ticket,
    priority: settings.priority,
    catalog: () => catalog,
    guard: guard('ticket', settings.ticket.query_limits),
  });
  const desk = new TicketDesk(settings.ticket);
  const suggestions = new SuggestionService();
  const serviceCodes = new ServiceCodeService(guard('service_code', settings.service_code.limits));
  const warranties = new WarrantyService(guard('warranty', settings.warranty.limits));
  const deps: FeatureEffectDeps = {
    tickets,
    suggestions,
    serviceCodes,
    warranties,
    applications: new ApplicationService(),
    binding: {
      codes: new PhoneCodeService({ settings: settings.binding, key: AUDIT_KEY, newNonce: randomId }),
      units: new UnitBindingService(guard('unit', settings.service_code.limits)),
      smsAvailable: true,
    },
    appointments: new AppointmentService({
      settings: settings.appointment,
      scheduleOf: () => {
        throw new Error('nothing is booked here');
      },
      timers: { set: async () => {}, clear: async () => false, takeBack: async () => {} },
    }),
    settings,
    searchKnowledge: () => ({ kind: 'none' }),
  };
  const effects = featureEffects(deps);

  let steps = 0;
  const step = (followerId = FAN, effectKey?: string) => {
    steps += 1;
    return { followerId, effectKey: effectKey ?? `${followerId}:${steps}:1`, now: clock.now() };
  };
  const run = <T>(work: (tx: Transaction) => Promise<T>) => unitOfWork.run(work);

  return {
    store,
    clock,
    alarms,
    tickets,
    desk,
    suggestions,
    serviceCodes,
    warranties,
    deps,
    step,
    run,
    rows: <Row = Record<string, unknown>>(sql: string) => reader.query<Row>(sql),
    /** Files a ticket that must succeed. */
    file: async (changes: Partial<TicketForm> = {}, by = step()) => {
      const created = await run((tx) =>
        tickets.create(tx, by, { ...buildForm(changes), termsVersion: '2026-11' }),
      );
      if (!created.ok) throw new Error(`the ticket was refused: ${JSON.stringify(created)}`);
      return created.ticket;
    },
    find: (phone: string, number: string, followerId = 'openid-asker') =>
      run((tx) => tickets.find(tx, { followerId, phone, number, now: clock.now() })),
    process: (number: string, wanted: Parameters<TicketDesk['process']>[3]) =>
      run((tx) => desk.process(tx, { staffId: 's1', staffName: '小李', now: clock.now() }, number, wanted)),
    events: async (number: string) => (await desk.read(reader, number))?.events ?? [],
    /** Runs an inline effect as a turn would. */
    effect: async (kind: string, args: unknown, by = step()) => {
      const effect = effects[kind];
      if (effect === undefined) throw new Error(`no effect is called ${kind}`);
      return run((tx) => effect(tx, args as never, { ...by, turnId: 1 }));
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;
