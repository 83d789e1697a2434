import fs from 'node:fs';
import path from 'node:path';
import { ManualClock } from '../../../src/kernel/clock';
import type { ClockView } from '../../../src/sandbox/snapshot';
import { type TimedWork, TimeTravel } from '../../../src/sandbox/time-travel';
import { tomorrowAt } from '../../../src/sandbox/tomorrow';
import { tempFolder } from '../../helpers/temp-folder';

const MINUTE = 60_000;
const START = Date.parse('2026-11-22T10:00:00+08:00');
const folder = tempFolder();
let files = 0;

/** Timers at these instants; notes when each was done. Doing one may set another. */
function timedWork(travel: TimeTravel, timers: number[], follow: Record<number, number> = {}) {
  const done: { due: number; at: number }[] = [];
  const work: TimedWork = {
    idle: async () => {},
    nextDueAt: async (after) =>
      timers.filter((due) => due > after).reduce((a, b) => Math.min(a, b), Infinity) || undefined,
    runDue: async () => {
      const now = travel.clock.now();
      for (const due of timers.filter((one) => one <= now)) {
        timers.splice(timers.indexOf(due), 1);
        done.push({ due, at: now });
        const next = follow[due - START];
        if (next !== undefined) timers.push(now + next);
      }
    },
  };
  travel.carries(work);
  return done;
}

function newTravel(real = new ManualClock(START)): TimeTravel {
  return new TimeTravel(real, path.join(folder, `clock-${++files}.json`));
}

it('does what becomes due on the way at its own time, also what is set on the way', async () => {
  const travel = newTravel();
  const done = timedWork(travel, [START + 90 * MINUTE, START + 10 * MINUTE, START + 500 * MINUTE], {
    [10 * MINUTE]: 15 * MINUTE,
  });
  await travel.advance(120 * MINUTE);
  expect(done.map(({ at }) => (at - START) / MINUTE)).toEqual([10, 25, 90]);
  expect(travel.clock.now()).toBe(START + 120 * MINUTE);
});

it('arrives although a timer stays due', async () => {
  const travel = newTravel();
  travel.carries({
    idle: async () => {},
    nextDueAt: async (after) => (after < START + MINUTE ? START + MINUTE : undefined),
    runDue: async () => {},
  });
  await travel.advance(MINUTE * 5);
  expect(travel.clock.now()).toBe(START + 5 * MINUTE);
});

it('arrives although something repeats without an end', async () => {
  const travel = newTravel();
  let runs = 0;
  travel.carries({
    idle: async () => {},
    nextDueAt: async (after) => after + 1000,
    runDue: async () => {
      runs += 1;
    },
  });
  await travel.advance(30 * 86_400_000);
  expect(travel.clock.now()).toBe(START + 30 * 86_400_000);
  expect(runs).toBeLessThan(1000);
});

it('makes journeys one after another, and goes on running with real time', async () => {
  const real = new ManualClock(START);
  const travel = newTravel(real);
  await Promise.all([travel.advance(10 * MINUTE), travel.advance(10 * MINUTE)]);
  real.advance(5 * MINUTE);
  expect(travel.clock.now()).toBe(START + 25 * MINUTE);
  await travel.advanceTo(START);
  expect(travel.clock.now()).toBe(START + 25 * MINUTE);
  await travel.reset();
  expect(travel.clock.now()).toBe(START + 5 * MINUTE);
});

it('waits for the turns that are under way before it moves', async () => {
  const travel = newTravel();
  let finish = () => {};
  const turn = new Promise<void>((resolve) => {
    finish = resolve;
  });
  travel.carries({ idle: () => turn, nextDueAt: async () => undefined, runDue: async () => {} });
  const moved = travel.advance(MINUTE);
  await new Promise((resolve) => setImmediate(resolve));
  expect(travel.clock.now()).toBe(START);
  finish();
  await moved;
  expect(travel.clock.now()).toBe(START + MINUTE);
});

it('says that it moves, where it is, and that it arrived', async () => {
  const travel = newTravel();
  const seen: ClockView[] = [];
  travel.onChange((change) => change.type === 'clock' && seen.push(change.clock));
  await travel.advance(MINUTE);
  expect(seen[0]).toEqual({ now: START, aheadMs: 0, isMoving: true });
  expect(seen.at(-1)).toEqual({ now: START + MINUTE, aheadMs: MINUTE, isMoving: false });
});

it('is as far ahead after a restart, and at real time when its file cannot be read', async () => {
  const file = path.join(folder, 'kept.json');
  await new TimeTravel(new ManualClock(START), file).advance(MINUTE);
  expect(new TimeTravel(new ManualClock(START), file).clock.aheadMs).toBe(MINUTE);
  fs.writeFileSync(file, 'no clock');
  expect(new TimeTravel(new ManualClock(START), file).clock.aheadMs).toBe(0);
});

it.each([
  ['2026-11-22T10:00:00+08:00', '2026-11-23T09:00:00+08:00'],
  ['2026-11-22T00:30:00+08:00', '2026-11-23T09:00:00+08:00'],
  ['2026-12-31T23:59:00+08:00', '2027-01-01T09:00:00+08:00'],
])('knows nine o’clock of the day after %s', (now, tomorrow) => {
  expect(tomorrowAt(Date.parse(now), 9)).toBe(Date.parse(tomorrow));
});
