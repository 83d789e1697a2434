import { drawDiagram, drawPages, NOTICE } from '../../../../src/cli/flows/draw-pages';
import { type Flow, readFlow } from '../../../../src/dialogue/flow';
import { readFixture, registry } from './fixtures';

function read(text: string): Flow {
  const { flow, problems } = readFlow({ name: 'x.yaml', text }, registry);
  expect(problems).toEqual([]);
  return flow!;
}

const good = read(readFixture('good.yaml').text);
const small = (steps: string) => read(`schema: 1\nflow: small\ntitle: 小流程\n${steps}`);

describe('a diagram', () => {
  const lines = drawDiagram(good).split('\n');

  it('has a state for every step but end and goto, and begins at the first', () => {
    expect(lines.slice(0, 3)).toEqual([
      'stateDiagram-v2',
      '  state "ask 单位全称" as org',
      '  state "ask 电话" as phone',
    ]);
    expect(lines).toContain('  [*] --> org');
    expect(lines.filter((line) => line.startsWith('  state '))).toHaveLength(
      good.steps.filter(({ kind }) => kind !== 'end' && kind !== 'goto').length,
    );
  });

  it('tells why it goes where', () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        '  org --> phone',
        '  look --> hint: ok',
        '  hold --> taken: TAKEN',
        '  hold --> failed: any other failure',
        '  review --> create: 提交',
        '  review --> [*]: 放弃, abandoned',
        '  done --> [*]: completed',
        '  failed --> [*]',
      ]),
    );
  });

  it('draws what is skipped, branches, and what comes after a person', () => {
    const drawn = drawDiagram(
      small(`slots: { x: { type: text, label: 某, ask: 请说 } }
steps:
  - collect: x
    when: size(slots.x) < 3
  - branch: [{ if: "slots.x == 'a:b'", goto: person }]
  - end: abandoned
  - id: person
    handoff: { reason: wanted }
  - id: end
    say: bye
  - end: completed
texts: { bye: 再见 }`),
    );
    expect(drawn.split('\n').slice(5)).toEqual([
      '  [*] --> x',
      '  x --> step_2',
      '  x --> step_2: skipped unless size(slots.x) ＜ 3',
      "  step_2 --> person: slots.x == 'a：b'",
      '  step_2 --> [*]: abandoned',
      '  person --> end_: when the bot is back',
      '  end_ --> [*]: completed',
    ]);
  });

  it('survives two goto that chase each other', () => {
    const drawn = drawDiagram(small('steps:\n  - id: a\n    goto: b\n  - id: b\n    goto: a'));
    expect(drawn).toBe('stateDiagram-v2\n  [*] --> [*]');
  });
});

it('makes a page for each flow and a list of them, in the same order however they were read', () => {
  const other = small('steps:\n  - end: completed');
  const pages = drawPages([other, good]);
  expect([...pages.keys()]).toEqual(['README.md', 'repair_visit.md', 'small.md']);
  expect([...drawPages([good, other])]).toEqual([...pages]);
  for (const page of pages.values()) expect(page.startsWith(NOTICE)).toBe(true);
  expect(pages.get('README.md')).toContain('| [上门维修](repair_visit.md) | 上门维修 · 约维修 |');
  expect(pages.get('repair_visit.md')).toContain('| `phone` | 电话 | phone_cn | yes | phone |');
});
