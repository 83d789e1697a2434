import path from 'node:path';
import {
  AppointmentDesk,
  AppointmentService,
  type AppointmentSettings,
  type ByFollower,
  type ResourceSeed,
  seedResourcesWhenEmpty,
} from '../../../src/appointments';
import { scheduleOf } from '../../../src/hours';
import { clearTimer, setTimer, takeBackWaiting } from '../../../src/jobs/outbox';
import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/kernel/transaction';
import { openStore } from '../../../src/store';
import { appointmentEffects } from '../../../src/turns/effects/appointment-effects';
import { silentLogger } from '../../helpers/log';
import { buildBooking, buildResource, directory, shippedResources } from '../../unit/appointments/build';
import { shipped } from '../../unit/tickets/build-form';

/** A Friday; the next working day is Monday, 2026-11-23. */
export const FRIDAY = Date.parse('2026-11-20T10:00:00+08:00');
export const FAN = 'openid-fan';
export const MONDAY_TEN = '2026-11-23T10:00/60';

export type SettingChanges = Partial<AppointmentSettings>;

/** The feature as the product has it, around whatever store runs its transactions. */
export function openAppointments(settings: AppointmentSettings = shipped.settings.appointment) {
  const timers = { set: setTimer, clear: clearTimer, takeBack: takeBackWaiting };
  const service = new AppointmentService({
    settings,
    scheduleOf: (name) => scheduleOf(directory, name),
    timers,
  });
  return {
    service,
    desk: new AppointmentDesk({ settings, timers }),
    seed: (tx: Transaction, resources: readonly ResourceSeed[] = shippedResources) =>
      seedResourcesWhenEmpty(tx, resources),
    /** Holds and confirms, which must both succeed. */
    book: async (tx: Transaction, step: () => ByFollower, slot: string, form = buildBooking()) => {
      const held = await service.hold(tx, step(), { product: form.product, slot });
      if (!held.ok) throw new Error(`the slot was refused: ${held.code}`);
      const booked = await service.confirm(tx, step(), { ...form, hold: held.hold.id });
      if (!booked.ok) throw new Error(`the booking was refused: ${booked.code}`);
      return booked.appointment;
    },
  };
}

/** The feature on the real store with one team that has one place a slot. Close the store after the test. */
export async function openBench(
  folder: string,
  given: { resources?: ResourceSeed[]; settings?: SettingChanges } = {},
) {
  const file = path.join(folder, `${randomId()}.db`);
  const store = await openStore({ kind: 'sqlite', file }, { logger: silentLogger });
  const settings = { ...shipped.settings.appointment, ...given.settings };
  const { service, desk, seed, book } = openAppointments(settings);
  const { unitOfWork, reader } = store;
  await unitOfWork.run((tx) => seed(tx, given.resources ?? [buildResource()]));
  const effects = appointmentEffects(service);
  const clock = new ManualClock(FRIDAY);
  let steps = 0;
  const step = (followerId = FAN, effectKey?: string): ByFollower => {
    steps += 1;
    return { followerId, effectKey: effectKey ?? `${followerId}:${steps}`, now: clock.now() };
  };
  const run = <T>(work: (tx: Transaction) => Promise<T>) => unitOfWork.run(work);
  return {
    store,
    clock,
    service,
    desk,
    step,
    run,
    rows: <Row = Record<string, unknown>>(sql: string) => reader.query<Row>(sql),
    seats: () =>
      reader.query<{ seat: number; appointment_id: number | null }>(
        'SELECT * FROM appointment_seat ORDER BY id',
      ),
    timers: async () =>
      (
        await reader.query<{ name: string; due_at: number }>('SELECT name, due_at FROM timer ORDER BY due_at')
      ).map(({ name, due_at }) => `${name} ${new Date(due_at + 8 * 3_600_000).toISOString().slice(0, 16)}`),
    hold: (slot = MONDAY_TEN, by = step(), product = '星云') =>
      run((tx) => service.hold(tx, by, { product, slot })),
    confirm: (hold: number, by = step(), form = buildBooking()) =>
      run((tx) => service.confirm(tx, by, { ...form, hold })),
    book: (slot = MONDAY_TEN, followerId = FAN) => run((tx) => book(tx, () => step(followerId), slot)),
    process: (number: string, wanted: Parameters<AppointmentDesk['process']>[3]) =>
      run((tx) =>
        desk.process(
          tx,
          { staffId: 's1', staffName: '小李', staffNumber: '0012', now: clock.now() },
          number,
          wanted,
        ),
      ),
    /** Runs an inline effect as a turn would. */
    effect: async (kind: string, args: unknown, by = step()) => {
      const effect = effects[kind];
      if (effect === undefined) throw new Error(`no effect is called ${kind}`);
      return run((tx) => effect(tx, args as never, { ...by, turnId: 1 }));
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;
