import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readFlow } from '../../../src/dialogue/flow';
import { SHIPPED } from '../../../src/flow-tests/content-folders';
import { loadSuite } from '../../../src/flow-tests/load-suite';
import { makeMutants } from '../../../src/flow-tests/mutants';
import { mutateFlow, scoreOf } from '../../../src/flow-tests/mutate';
import { tempFolder } from '../../helpers/temp-folder';

const FLOW = `
schema: 1
flow: note
title: 便签
guard: role('follower')
slots:
  topic: { type: text, label: 主题, ask: 什么主题？, help: 一句话, max_len: 20, validate: [{ if: "size(value) < 2", say: t_short }] }
  detail: { type: text, label: 详情, required: false, ask: 详情？没有请回复 跳过, help: 随意 }
steps:
  - collect: topic
  - collect: detail
    when: slots.topic != '空'
  - id: review
    confirm: { summary: t_review, on_yes: kind, on_no: dropped, edit: false }
  - id: kind
    branch: [{ if: "size(slots.topic) > 3", goto: long }, { else: short }]
  - id: long
    say: t_long
  - end: completed
  - id: short
    say: t_short_topic
  - end: completed
  - id: dropped
    end: abandoned
texts:
  t_short: 主题太短了
  t_review: "主题 {{ slots.topic }}，对吗？"
  t_long: 记下了长主题
  t_short_topic: 记下了短主题
`;

const HEAD = [
  'suite: notes',
  'flow: note',
  'clock: 2026-11-20T10:00:00+08:00',
  'given: { kb: [{ id: invoice, q: 怎么开发票, a: 在订单页申请。 }] }',
];

const whatOf = (text: string) => makeMutants(text).map(({ what }) => what);

describe('makeMutants', () => {
  it('makes each kind of mistake, one in each mutant', () => {
    expect(whatOf(FLOW)).toEqual([
      'the guard is gone',
      'slot topic is no longer required',
      'slot topic has no max_len',
      'slot topic is not validated by rule 1',
      'step topic is missing',
      'step detail is missing',
      'step detail is always taken',
      'step review is missing',
      'step review is not asked, as if it were confirmed',
      'step review takes yes for no',
      'step kind is missing',
      'step kind takes way 1 for way 2',
      'step long is missing',
      'step step_6 is missing',
      'step short is missing',
      'step step_8 is missing',
      'step dropped is missing',
    ]);
  });

  it('changes something in every mutant, and names the line of it', () => {
    const original = parse(FLOW);
    for (const { text, line } of makeMutants(FLOW)) {
      expect(parse(text)).not.toEqual(original);
      expect(line).toBeGreaterThan(1);
    }
    const missing = makeMutants(FLOW).find(({ what }) => what === 'step review is missing');
    expect(FLOW.split('\n')[(missing?.line ?? 0) - 1]).toContain('id: review');
  });

  it('leads to the next step what led to the one that is missing', () => {
    const mutant = makeMutants(FLOW).find(({ what }) => what === 'step long is missing');
    const { flow, problems } = readFlow({ name: 'note.yaml', text: mutant?.text ?? '' });
    expect(problems).toEqual([]);
    const branch = flow?.steps.find(({ id }) => id === 'kind');
    expect(branch?.kind === 'branch' ? branch.cases[0]?.goto : undefined).toBe('after_the_missing_step');
  });

  it('exchanges what an effect leads to when it works and when it fails', () => {
    const file = path.join(SHIPPED.botFlowsDir, 'service_code_lookup.yaml');
    expect(whatOf(fs.readFileSync(file, 'utf8'))).toEqual(
      expect.arrayContaining([
        'step look goes on after MISS as if it had worked',
        'step look takes MISS for any other failure',
        'step look goes where it goes when it fails',
      ]),
    );
  });
});

describe('mutateFlow', () => {
  const folder = tempFolder();
  const botFlowsDir = path.join(folder, 'flows');
  fs.mkdirSync(botFlowsDir);
  fs.copyFileSync(path.join(SHIPPED.botFlowsDir, 'system.yaml'), path.join(botFlowsDir, 'system.yaml'));
  fs.writeFileSync(
    path.join(botFlowsDir, 'note.yaml'),
    FLOW.replace('slots:\n', 'triggers: { commands: [便签] }\nslots:\n'),
  );
  const content = { botFlowsDir, kbSeedDir: SHIPPED.kbSeedDir };
  const suite = (...cases: string[]) => loadSuite([...HEAD, 'cases:', ...cases].join('\n'), 'notes.yaml');
  const fatesOf = async (...cases: string[]) => {
    const scratch = path.join(folder, 'scratch');
    const { fates } = await mutateFlow('note', { content, suites: [suite(...cases)], scratch });
    return new Map(fates.map(({ mutant, fate }) => [mutant.what, fate.kind]));
  };
  const START = '  - { name: it begins, talk: [{ user: 便签, bot: { asks: topic } }] }';

  it('lets those survive that no talk looks at, and kills those that one does', async () => {
    const weak = await fatesOf(START);
    expect(weak.get('step review takes yes for no')).toBe('survived');
    expect(weak.get('slot topic is not validated by rule 1')).toBe('survived');

    const better = await fatesOf(
      START,
      '  - name: it is checked and read back',
      '    talk:',
      '      - user: 便签',
      '      - { user: 水, bot: { text_key: t_short } }',
      '      - { user: 水管漏水, bot: { asks: detail } }',
      '      - { user: 跳过, bot: { asks: review } }',
      '      - { user: 1, bot: { text_key: t_long }, stack: [] }',
    );
    expect(better.get('step review takes yes for no')).toBe('killed');
    expect(better.get('slot topic is not validated by rule 1')).toBe('killed');
    expect(better.get('step review is not asked, as if it were confirmed')).toBe('killed');
    const scores = [weak, better].map((fates) =>
      scoreOf([...fates.values()].map((kind) => ({ fate: { kind } as never }))),
    );
    expect(scores[1]).toBeGreaterThan(scores[0] ?? 1);
  });

  it('does not begin with suites that fail by themselves', async () => {
    await expect(fatesOf('  - { name: wrong, talk: [{ user: 便签, bot: none }] }')).rejects.toThrow(
      /notes › wrong fails without a mutation/,
    );
  });

  it('names the flows folder when the flow is not there', async () => {
    const scratch = path.join(folder, 'scratch');
    await expect(mutateFlow('absent', { content, suites: [], scratch })).rejects.toThrow(/no flow absent in/);
  });
});
