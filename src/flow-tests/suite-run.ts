import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dropPendingOf } from '../jobs/outbox';
import { ManualClock } from '../kernel/clock';
import type { Stage } from './act';
import { type ContentFolders, prepareContent, SHIPPED } from './content-folders';
import { Follower } from './follower';
import { giveProfile } from './give-profile';
import type { PlannedCase, Suite } from './load-suite';
import { Product } from './product';
import { type CaseResult, runCase } from './run-case';

/**
 * A suite under way: one product with one database for all its cases, and a follower of their own for each. The clock
 * stands at the suite's instant when a case begins.
 */
export class SuiteRun {
  private followers = 0;

  private constructor(
    private readonly suite: Suite,
    private readonly product: Product,
    private readonly content: ContentFolders,
    private readonly scratch: string,
  ) {}

  /** Throws FLOW_INVALID or SEED_INVALID when the content cannot be loaded. `close` it in any case. */
  static async open(suite: Suite, base: ContentFolders = SHIPPED): Promise<SuiteRun> {
    const scratch = fs.mkdtempSync(path.join(fastFolder(), 'weikefu-talk-'));
    try {
      const suiteDir = path.dirname(path.resolve(suite.file));
      const content = prepareContent(suite.given, base, { scratch, suiteDir });
      const product = await Product.open({
        content,
        folder: scratch,
        clock: new ManualClock(suite.clock),
        agentsOnline: suite.given.agents_online,
        bookingOpenTo: suite.given.booking_open_to,
        customSend: suite.given.custom_send,
      });
      return new SuiteRun(suite, product, content, scratch);
    } catch (error) {
      fs.rmSync(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  async run(played: PlannedCase): Promise<CaseResult> {
    const { suite, product } = this;
    product.clock.set(suite.clock);
    this.followers += 1;
    const follower = new Follower(`talk-${this.followers}`, product.clock, this.followers);
    await this.introduce(follower, played);
    try {
      return await runCase(this.stageOf(follower), played, {
        suite: suite.suite,
        file: suite.file,
        fail: suite.given.fail ?? {},
      });
    } finally {
      await this.clearAway(follower, played);
    }
  }

  /** The flows that said something in any case so far. */
  async flowsHeard(): Promise<Set<string>> {
    const rows = await this.product.store.reader.query<{ record: string }>(
      "SELECT record FROM turn WHERE record <> ''",
    );
    const texts = rows.flatMap(({ record }) => {
      const { replies = [] } = JSON.parse(record) as { replies?: { from?: string }[] };
      return replies.flatMap(({ from }) => from ?? []);
    });
    return new Set(texts.map((from) => from.split('.')[0] ?? ''));
  }

  async close(): Promise<void> {
    await this.product.close();
    fs.rmSync(this.scratch, { recursive: true, force: true });
  }

  private stageOf(follower: Follower): Stage {
    const { product, content, scratch } = this;
    return { product, follower, content, scratch, suiteDir: path.dirname(path.resolve(this.suite.file)) };
  }

  private async introduce(follower: Follower, played: PlannedCase): Promise<void> {
    const given = { ...this.suite.given.profile, ...played.given.profile };
    if (Object.keys(given).length === 0) return;
    await this.product.store.unitOfWork.run((tx) => giveProfile(tx, follower.id, given, this.suite.clock));
  }

  /** Leaves no place in the queue, no timer, nothing to send and no code of an SMS to the next case. */
  private async clearAway(follower: Follower, played: PlannedCase): Promise<void> {
    const { product } = this;
    product.forceFailures({});
    product.sms.settleAs('sent');
    if (played.talk.some(({ publish }) => publish !== undefined)) await product.restart(this.content);
    const now = product.clock.now();
    await product.store.unitOfWork.run(async (tx) => {
      await product.core.chats.endByFollower(tx, { followerId: follower.id, now });
      await tx.execute('DELETE FROM timer WHERE follower_id = $1', [follower.id]);
      await dropPendingOf(tx, follower.id, 'UNSUBSCRIBED', now);
      await tx.execute('DELETE FROM phone_code WHERE follower_id = $1', [follower.id]);
    });
    product.takeFaults();
  }
}

/** Every turn is a commit that waits for the disk; a folder in memory, where there is one, makes talks five times as fast. */
function fastFolder(): string {
  const memory = '/dev/shm';
  try {
    fs.accessSync(memory, fs.constants.W_OK);
    return memory;
  } catch {
    return os.tmpdir();
  }
}

/** Runs all cases of a suite, one after another. */
export async function runSuite(suite: Suite, base?: ContentFolders): Promise<CaseResult[]> {
  const run = await SuiteRun.open(suite, base);
  try {
    const results: CaseResult[] = [];
    for (const played of suite.cases) results.push(await run.run(played));
    return results;
  } finally {
    await run.close();
  }
}
