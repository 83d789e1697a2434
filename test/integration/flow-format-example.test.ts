import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSuites } from '../../src/flow-tests/load-suite';
import { describeFailure } from '../../src/flow-tests/report';
import { SuiteRun } from '../../src/flow-tests/suite-run';

const doc = fs.readFileSync(path.join(__dirname, '../../docs/flow-format.md'), 'utf8');
const [flow = '', suite = ''] = [...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');

/** Ways through the example that the page has no room for. */
const FURTHER = `
  - name: a bad visit asks on
    talk:
      - { user: 我想评价一下上门的工程师, bot: { asks: rating } }
      - { user: 很差, bot: { asks: comment } }
      - { user: 晚了, bot: { text_key: visit_feedback.too_short, asks: comment } }
      - { user: 约好上午，下午才到, bot: { asks: phone } }
      - { user: "13800001234", bot: { asks: review, contains: ["138****1234", 下午才到] } }
      - { user: 意见：约好上午，第二天才到, bot: { asks: review, contains: 第二天才到 } }
      - { user: 1, bot: { text_key: visit_feedback.t_done }, stack: [] }
  - name: changing one's mind stores nothing
    talk:
      - { user: 上门评价, bot: { asks: rating } }
      - { user: 满意, bot: { asks: review } }
      - { user: 3, effects_total: { suggestion.create: 0 }, stack: [] }
`;

it('the example of docs/flow-format.md talks as the page says', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-example-'));
  fs.writeFileSync(path.join(folder, 'visit_feedback.flow'), flow);
  const given = 'given: { flows: [visit_feedback.flow] }\ncases:';
  fs.writeFileSync(path.join(folder, 'suite.yaml'), suite.replace('cases:', given) + FURTHER);
  const [read] = readSuites(path.join(folder, 'suite.yaml'));
  const run = await SuiteRun.open(read!);
  try {
    const results = [];
    for (const one of read!.cases) results.push(await run.run(one));
    expect(results.filter(({ mismatches }) => mismatches.length > 0).map(describeFailure)).toEqual([]);
    expect(results).toHaveLength(3);
  } finally {
    await run.close();
    fs.rmSync(folder, { recursive: true });
  }
});
