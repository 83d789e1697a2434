import path from 'node:path';
import { readBotContent } from '../../src/core';
import { SHIPPED } from '../../src/flow-tests/content-folders';
import { type PlannedCase, readSuites } from '../../src/flow-tests/load-suite';
import { describeFailure } from '../../src/flow-tests/report';
import { SuiteRun } from '../../src/flow-tests/suite-run';

/**
 * Every talk in which nobody but the follower acts goes just the same on an account that may not write of its own accord
 * (`WECHAT_CUSTOM_SEND=off`), and nothing is sent there. What differs, when time passes or people act, is in
 * passive-only.yaml.
 */
const isAlone = ({ talk }: PlannedCase) =>
  talk.every(({ agent, advance, sent, media, sms }) =>
    [agent, advance, sent, media, sms].every((one) => one === undefined),
  );

const heard = new Set<string>();

for (const suite of readSuites(__dirname).filter(({ given }) => given.custom_send)) {
  describe(`without the right to send, ${path.basename(suite.file, '.yaml')}`, () => {
    let run: SuiteRun;

    beforeAll(async () => {
      run = await SuiteRun.open({ ...suite, given: { ...suite.given, custom_send: false } });
    });
    afterAll(async () => {
      for (const flow of await run.flowsHeard()) heard.add(flow);
      await run.close();
    });

    const journeys = suite.cases.filter(isAlone);
    const named = journeys.map((one) => [one.name, one] as const);
    if (named.length > 0)
      it.each(named)('%s', async (_name, played) => {
        const result = await run.run(played);
        if (result.mismatches.length > 0) throw new Error(describeFailure(result));
      });
    else it('has nothing to play alone', () => expect(journeys).toEqual([]));
  });
}

describe('without the right to send', () => {
  it('every flow that is shipped was heard', () => {
    expect([...readBotContent(SHIPPED).content.flows.keys()].filter((flow) => !heard.has(flow))).toEqual([]);
  });
});
