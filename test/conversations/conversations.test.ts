import path from 'node:path';
import { readSuites } from '../../src/flow-tests/load-suite';
import { describeFailure } from '../../src/flow-tests/report';
import { SuiteRun } from '../../src/flow-tests/suite-run';

/** Every talk of this folder, through the whole product around a database in a temporary file. */
for (const suite of readSuites(__dirname)) {
  describe(`${path.basename(suite.file, '.yaml')}: ${suite.suite}`, () => {
    let run: SuiteRun;

    beforeAll(async () => {
      run = await SuiteRun.open(suite);
    });
    afterAll(() => run?.close());

    it.each(suite.cases.map((one) => [one.name, one] as const))('%s', async (_name, played) => {
      const result = await run.run(played);
      if (result.mismatches.length > 0) throw new Error(describeFailure(result));
    });
  });
}
