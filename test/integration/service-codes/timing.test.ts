import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, openBench } from '../tickets/ticket-bench';
import { extraMs, spin, timeInTurns } from './timing';

/**
 * Nobody may tell a near miss from an unknown name by the time the answer takes. What is measured is the look-up inside
 * its unit: the commit after it (an fsync, the noisiest part) does not depend on the name. The same measure has to
 * notice an exit that is only 0.2 ms early.
 */
const PLANTED_MS = 0.2;
/** Differences measured here are below 0.003 ms, also on a machine that is busy with other things. */
const NOTICED_MS = PLANTED_MS / 4;
const PAIRS = 600;
const WARM_UP = 100;

const folder = tempFolder();
let app: Bench;
beforeAll(async () => {
  app = await openBench(folder);
});
afterAll(() => app.store.close());

let asked = 0;
/** Everybody asks once, so that no limit is reached and every audit is equally long. */
const nextFollower = () => {
  asked += 1;
  return `openid-${String(asked).padStart(8, '0')}`;
};

/** How much longer `b` takes than `a` inside one unit. */
async function measure(a: Way, b: Way): Promise<number> {
  return app.run(async (tx) => {
    await timeInTurns(
      WARM_UP,
      () => a(tx),
      () => b(tx),
    );
    return extraMs(
      await timeInTurns(
        PAIRS,
        () => a(tx),
        () => b(tx),
      ),
    );
  });
}

type Way = (tx: Parameters<Parameters<Bench['run']>[0]>[0]) => Promise<unknown>;
const lookUp =
  (org: string): Way =>
  (tx) =>
    app.serviceCodes.lookUp(tx, { followerId: nextFollower(), org, now: app.clock.now() });
const find =
  (phone: string, number: string): Way =>
  (tx) =>
    app.tickets.find(tx, { followerId: nextFollower(), phone, number, now: app.clock.now() });
const delayed =
  (way: Way): Way =>
  async (tx) => {
    spin(PLANTED_MS);
    return way(tx);
  };

describe('the time of a service-code look-up', () => {
  const nearMiss = lookUp('示例科技有限公斯');
  const unknown = lookUp('月亮背面饼干工厂');

  it('does not tell a near miss from an unknown name', async () => {
    expect(Math.abs(await measure(nearMiss, unknown))).toBeLessThan(NOTICED_MS);
  });

  it('does not tell a disabled unit from an unknown name', async () => {
    expect(Math.abs(await measure(lookUp('示例第一人民医院'), lookUp('月亮背面饼干医院')))).toBeLessThan(
      NOTICED_MS,
    );
  });

  it('would tell them apart if one left 0.2 ms early', async () => {
    expect(await measure(nearMiss, delayed(unknown))).toBeGreaterThan(NOTICED_MS);
    expect(await measure(delayed(nearMiss), unknown)).toBeLessThan(-NOTICED_MS);
  });
});

describe('the time of a ticket query', () => {
  it('does not tell a right number with a wrong phone from a number that does not exist', async () => {
    const { number } = await app.file({ description: '很长的描述，'.repeat(300) });
    const nearMiss = find('13800000001', number);
    const unknown = find('13800000001', '261122-77777');
    expect(Math.abs(await measure(nearMiss, unknown))).toBeLessThan(NOTICED_MS);
    expect(await measure(nearMiss, delayed(unknown))).toBeGreaterThan(NOTICED_MS);
  });
});
