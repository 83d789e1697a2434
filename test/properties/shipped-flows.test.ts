import { readBotContent, settingsForFlows } from '../../src/core';
import { EFFECTS, type Flow } from '../../src/dialogue';
import { SHIPPED } from '../../src/flow-tests/content-folders';
import type { Json } from '../../src/kernel/json';
import fc from '../helpers/fast-check';
import { Business, missingModel } from './careless/business';
import { MODELS } from './careless/models';
import { choose, eventsOf, type Move, move, opening, willingMove } from './careless/moves';
import { Person } from './careless/person';
import { Play, START } from './careless/play';
import { QUESTIONS } from './careless/sayings';
import { WatchedFlows } from './careless/watched-flows';

/**
 * Careless people talk to every flow in `bot-flows/`, more than ten thousand times in all: answers that fit and do not, questions
 * in between, corrections, changed minds, silence, pictures, bursts, taps on old menus, agents. The effects are played by models
 * in memory (`careless/business.ts`); a new effect needs one there, a new type of slot a line in `careless/sayings.ts`.
 * PROPERTY_SEED chooses the conversations.
 */
jest.setTimeout(600_000);

const RUNS = 10_000;
/** More timers than can be due in one moment. */
const MAX_TIMERS_AT_ONCE = 20;
/** Further rounds for a flow of which something was never reached. */
const MORE_ROUNDS = 6;
const MORE_RUNS = 250;
const WILLING_RUNS = 50;
const WILLING_MOVES = 45;
const LEAST_COMPLETED = 0.6;

const bot = readBotContent(SHIPPED);
const watched = new WatchedFlows(bot.content);
const outcomes = new Set<string>();
const tried = new Set<string>();
const steps = watched.flows.reduce((sum, flow) => sum + flow.steps.length, 0);
let played = 0;
const completed = new Map<string, { runs: number; completed: number }>();

const WAITS = [60_000, 700_000, 2_400_000, 10_800_000, 46_800_000, 172_800_000, 691_200_000];

/** The settings of the deployment, with those that are true or false as the dice fell. */
function settingsBy(pick: number, willing: boolean): Record<string, Json> {
  let bit = pick;
  const turn = (value: Json): Json => {
    if (typeof value === 'boolean') {
      bit >>= 1;
      return bit % 2 === 0 ? value : !value;
    }
    if (Array.isArray(value)) return value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, turn(part)]));
  };
  const openTo = willing || pick % 3 > 0 ? 'everyone' : 'vip_admin';
  return turn(settingsForFlows(bot.business.settings, openTo)) as Record<string, Json>;
}

/** Two followers of one business, of whom the first is the one to watch. */
function begin(
  pick: number,
  willing: boolean,
): { plays: [Play, Play]; business: Business; time: { now: number } } {
  const business = new Business(bot.business.settings, bot.business.catalog, outcomes);
  const time = { now: START };
  const has = (bit: number) => willing || (pick >> bit) % 2 === 0;
  const rights = { unitAdmin: has(4), internal: has(5), tad: has(6) };
  const a = new Person('a', rights);
  const b = new Person('b', rights);
  b.becomeKnown();
  if (pick % 3 === 0) a.becomeKnown();
  // Half of them have bound their phone, and half of those a unit.
  if (pick % 2 === 0) a.boundPhone = a.phone;
  if (pick % 4 === 0) a.unit = { code: 'GS2026000001', validUntil: '2027-12-31' };
  business.fileEarlier(b, time.now, 2);
  business.fileEarlier(a, time.now, pick % 4);
  // Who wants to change a ticket has one that can be changed, and one whose goods come back.
  if (willing) business.file(a, time.now - 7_200_000, { goods: 'returned' });
  if (willing) business.file(a, time.now - 3_600_000, {});
  // Who is careless may have two whose goods are on their way to us: which one is asked.
  else if (pick % 5 === 0)
    for (const goods of ['awaited', 'sent'] as const) business.file(a, time.now - 1_800_000, { goods });
  business.bookEarlier(b, time.now, 1);
  business.bookEarlier(a, time.now, willing ? 1 + (pick % 2) : pick % 3);
  const settings = settingsBy(pick, willing);
  const shared = { watched, business, data: bot.business, settings, time, tried };
  const plays: [Play, Play] = [
    new Play({ ...shared, person: a, others: [b] }),
    new Play({ ...shared, person: b, others: [a] }),
  ];
  return { plays, business, time };
}

type Scene = ReturnType<typeof begin>;

/** Time passes; timers that become due ring on the way, each at its time. */
async function wait({ plays, business, time }: Scene, ms: number, dice: Move): Promise<void> {
  const until = time.now + ms;
  for (let rung = 0; ; ) {
    const due = [...business.timers]
      .filter(([, { at }]) => at <= until)
      .sort(([, x], [, y]) => x.at - y.at)[0];
    if (due === undefined) break;
    const [key, { name, frame, at }] = due;
    business.timers.delete(key);
    rung = at > time.now ? 0 : rung + 1;
    if (rung > MAX_TIMERS_AT_ONCE) throw new Error('broken: a timer rings again and again');
    time.now = Math.max(time.now, at);
    const play = plays.find(({ options }) => key.startsWith(`${options.person.id} `));
    await play?.take({ t: 'timer', name, data: { frame } }, { ...dice, luck: 19 });
  }
  time.now = until;
}

async function perform(scene: Scene, play: Play, one: Move, willing: boolean): Promise<void> {
  if (one.what === 'wait') await wait(scene, choose(willing ? WAITS.slice(0, 2) : WAITS, one.pick), one);
  else if (one.what !== 'burst') await wait(scene, 5_000, one);
  for (const event of eventsOf(play, one, willing)) await play.take(event, one);
}

/** A conversation of a careless follower, from the opening of a flow to the end of everything. */
async function playCareless(flow: Flow, first: Move, moves: readonly Move[]): Promise<void> {
  const scene = begin(first.pick, false);
  const [a, b] = scene.plays;
  played += 1;
  const begins = { ...first, luck: Math.max(first.luck, first.pick % 20) };
  // Some ask first, and begin when the answer was none.
  if (first.pick % 5 === 0) await a.take({ t: 'text', text: choose(QUESTIONS, first.pick >> 3) }, begins);
  await a.take(opening(flow, first.pick >> 3), begins);
  for (const one of moves) await perform(scene, one.other ? b : a, one, false);
  await a.mustReachPerson(choose(['＃人工', '#人工', '转人工', '真人', '人工客服'], first.pick));
  for (const play of scene.plays) await play.take({ t: 'unsubscribe' }, { luck: 19, pick: 1 });
  if (scene.business.reserved.size > 0)
    throw new Error('broken: what was reserved is given back when they leave');
  if (scene.business.timers.size > 0) throw new Error('broken: no timer is left when they leave');
}

/** What no effect of these flows has come to yet, of all that the registry says it may. */
function unseenOutcomes(flows: readonly Flow[]): string[] {
  const asked = new Set(flows.flatMap(({ effectsDeclared }) => effectsDeclared));
  const all = [...asked].flatMap((kind) => [
    ...['ok', ...(EFFECTS[kind]?.codes ?? []), 'BROKEN'].map((code) => `${kind}:${code}`),
    ...(EFFECTS[kind]?.result ?? []).map((name) => `${kind}.${name}`),
  ]);
  return all.filter((outcome) => !outcomes.has(outcome));
}

/** Somebody gets as far as an effect that then fails in the one way that was not seen yet: `kind:code`. */
async function playFailure(flow: Flow, outcome: string): Promise<void> {
  const [kind = '', code = 'ok'] = outcome.split(':');
  if (code === 'ok') return;
  const seed = fc.readConfigureGlobal()?.seed ?? 0;
  const moves = fc.array(willingMove, { minLength: WILLING_MOVES, maxLength: WILLING_MOVES });
  for (const [at, way] of fc.sample(moves, { numRuns: 8, seed }).entries()) {
    const scene = begin(at * 16, true);
    const [a] = scene.plays;
    scene.business.forced = { kind, code };
    const [first = { pick: at }] = way;
    await a.take(opening(flow, first.pick), { pick: first.pick, luck: 19 });
    for (const one of way) {
      if (a.frame === undefined || a.state.mode !== 'bot') break;
      await perform(scene, a, one, true);
    }
    if (outcomes.has(outcome)) return;
  }
}

const conversation = fc.array(move, { minLength: 2, maxLength: 13, size: 'medium' });

describe('careless people in every flow', () => {
  it.each(watched.flows.map((flow) => [flow.id, flow] as const))(
    'break no promise in %s',
    async (_id, flow) => {
      const share = Math.ceil((RUNS * flow.steps.length) / steps);
      const run = (numRuns: number, seed?: number) =>
        fc.assert(
          fc.asyncProperty(move, conversation, (first, moves) => playCareless(flow, first, moves)),
          { numRuns, ...(seed === undefined ? {} : { seed }) },
        );
      await run(Math.max(100, share));
      for (const outcome of unseenOutcomes([flow])) await playFailure(flow, outcome);
      const isComplete = () => watched.missing(flow).length === 0 && unseenOutcomes([flow]).length === 0;
      for (let round = 1; round <= MORE_ROUNDS && !isComplete(); round += 1) {
        await run(MORE_RUNS, (fc.readConfigureGlobal()?.seed ?? 0) + round);
      }
    },
  );

  it('came to ten thousand conversations', () => {
    process.stdout.write(
      `shipped flows: ${played} careless conversations, ${tried.size} places tried for #人工\n`,
    );
    expect(played).toBeGreaterThanOrEqual(RUNS);
  });
});

const deniedBy = ({ id, onDenied }: Flow) => `${id}.${onDenied}`;

describe('people who want to get through', () => {
  it.each(watched.flows.map((flow) => [flow.id, flow] as const))('mostly do in %s', async (_id, flow) => {
    const count = { runs: 0, completed: 0 };
    completed.set(flow.id, count);
    await fc.assert(
      fc.asyncProperty(
        willingMove,
        fc.array(willingMove, { minLength: WILLING_MOVES, maxLength: WILLING_MOVES }),
        async (first, moves) => {
          const scene = begin(first.pick, true);
          const [a] = scene.plays;
          watched.takeEnd();
          await a.take(opening(flow, first.pick >> 3), { ...first, luck: 19 });
          // Whom the flow does not let in, it cannot bring to its end.
          if (a.heard?.replies.some(({ key, from }) => key === 'form_denied' || from === deniedBy(flow)))
            return;
          count.runs += 1;
          for (const one of [...moves, undefined]) {
            const end = watched.takeEnd();
            if (end?.flow === flow.id && end.outcome === 'completed') count.completed += 1;
            if (one === undefined || end?.flow === flow.id || a.frame === undefined) break;
            await perform(scene, a, one, true);
          }
        },
      ),
      { numRuns: WILLING_RUNS },
    );
    expect(count.completed / count.runs).toBeGreaterThanOrEqual(LEAST_COMPLETED);
  });

  it('mostly do over all flows', () => {
    const all = [...completed.values()];
    const runs = all.reduce((sum, one) => sum + one.runs, 0);
    const done = all.reduce((sum, one) => sum + one.completed, 0);
    const lines = [...completed].map(([id, one]) => `  ${id}: ${one.completed} of ${one.runs}\n`);
    process.stdout.write(`shipped flows: ${done} of ${runs} cooperative runs completed\n${lines.join('')}`);
    expect(done / runs).toBeGreaterThanOrEqual(LEAST_COMPLETED);
  });
});

describe('what was seen', () => {
  it('has a model for every effect that flows may ask for', () => {
    const undos = Object.values(EFFECTS).flatMap(({ undo }) => (undo === undefined ? [] : [undo.kind]));
    const kinds = [...new Set([...Object.keys(EFFECTS), ...undos])];
    expect(kinds.filter((kind) => MODELS[kind] === undefined).map(missingModel)).toEqual([]);
  });

  it('is every step and every end of every flow', () => {
    expect(watched.flows.flatMap((flow) => watched.missing(flow))).toEqual([]);
  });

  it('is every outcome of every effect', () => {
    expect(unseenOutcomes(watched.flows)).toEqual([]);
  });
});
