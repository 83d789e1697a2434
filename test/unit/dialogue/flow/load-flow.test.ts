import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  EFFECTS,
  type EffectRegistry,
  loadFlows,
  readFlow,
  writeProblem,
} from '../../../../src/dialogue/flow';

const folder = path.join(__dirname, '../../../fixtures/flows');
const visit = fs.readFileSync(path.join(folder, 'visit.yaml'), 'utf8');
const code = fs.readFileSync(path.join(folder, 'code.yaml'), 'utf8');

const registry: EffectRegistry = {
  ...EFFECTS,
  'test.find_spans': { danger: 'read', args: z.unknown(), codes: ['NONE_FREE'], result: ['spans'] },
  'test.hold': { danger: 'reserve', args: z.unknown(), codes: ['TAKEN'], result: ['id'] },
  'test.book': { danger: 'write', args: z.unknown(), codes: ['EXPIRED'], result: ['number'] },
};

/** What is told about a flow that has one thing broken. */
function told(find: string | RegExp, put: string, from = visit): string[] {
  const broken = from.replace(find, put);
  expect(broken).not.toBe(from);
  return readFlow({ name: 'bot-flows/visit.yaml', text: broken }, registry).problems.map((problem) =>
    writeProblem('bot-flows/visit.yaml', problem),
  );
}

describe('a flow file', () => {
  it('becomes a flow with ids, durations and a revision', () => {
    const [flow] = loadFlows(
      [
        { name: 'visit.yaml', text: visit },
        { name: 'code.yaml', text: code },
      ],
      registry,
    );
    expect(flow?.id).toBe('visit_book');
    expect(flow?.revision).toMatch(/^[0-9a-f]{12}$/);
    expect(flow?.policy.idle).toEqual({
      remindAfterMs: 600_000,
      expireAfterMs: 7_200_000,
      draftTtlMs: 604_800_000,
    });
    expect(flow?.steps.slice(0, 2).map(({ id }) => id)).toEqual(['name', 'phone']);
    expect([...(flow?.slots.keys() ?? [])].slice(0, 3)).toEqual(['name', 'phone', 'product']);
    expect(flow?.steps.map(({ id }) => id)).toContain('step_14');
  });

  it('has another revision when a byte differs', () => {
    const revisionOf = (text: string) => readFlow({ name: 'x', text }, registry).flow?.revision;
    expect(revisionOf(`${visit}\n`)).not.toBe(revisionOf(visit));
  });

  it.each([
    [
      'an unknown key',
      'title: 预约上门',
      'title: 预约上门\ntitel: x',
      /visit\.yaml:\d+ file: F001 .*remove it/,
    ],
    ['an unknown type', 'type: phone_cn', 'type: phone', /slots\.phone\.type: F001 must be one of: text,/],
    [
      'two kinds of step in one',
      '- collect: name',
      '- { collect: name, say: t_done }',
      /steps\.0: F001 .*say and collect/,
    ],
    [
      'a step that is none',
      '- collect: name',
      '- ask: name',
      /steps\.0: F001 a step must have exactly one of/,
    ],
    ['a wrong duration', 'remind_after: 10m', 'remind_after: 10', /remind_after: F001/],
    [
      'a target that is missing',
      'on_no: dropped',
      'on_no: nowhere',
      /steps\.10\.confirm\.on_no: F002 there is no step nowhere/,
    ],
    ['a text that is missing', 'say: t_done', 'say: t_gone', /F002 there is no text t_gone/],
    [
      'a slot that is missing',
      '- collect: name',
      '- collect: nobody',
      /steps\.0\.collect: F002 there is no slot nobody/,
    ],
    ['an id twice', '- id: taken', '- id: none_free', /F001 the id none_free is taken/],
    [
      'an effect that is not declared',
      'test.hold, ',
      '',
      /do: F007 test\.hold is missing in effects_declared/,
    ],
    [
      'an effect that nobody knows',
      'test.hold, ',
      'test.hold, test.gone, ',
      /F007 no effect is called test\.gone/,
    ],
    [
      'an expression with a typing error',
      'settings.visits_open',
      '"settings.visits_open &&"',
      /guard: F011 is no CEL/,
    ],
    [
      'a name that no expression sees',
      'settings.visits_open',
      'user.open',
      /guard: F011 mentions user, but sees only/,
    ],
    ['a function that is none', 'settings.visits_open', 'open(1)', /guard: F011 calls open\(\)/],
    [
      'a slot in an expression that is missing',
      'slots.product)"',
      'slots.produkt)"',
      /F011 mentions slots\.produkt/,
    ],
    ['value outside of validate', 'settings.visits_open', 'value == 1', /guard: F011 mentions value/],
    ['a result that is missing', 'results.find.spans', 'results.found.spans', /F011 mentions results\.found/],
    ['a filter that is none', '| mask_phone', '| hide', /texts\.t_review: F011 .*hide/],
    [
      'a text with a slot that is missing',
      '{{ slots.name }}',
      '{{ slots.nam }}',
      /F011 the text uses slots\.nam/,
    ],
    ['a text with a value that is none', '{{ slots.name }}', '{{ user }}', /F011 the text uses {{ user }}/],
    ['a choice without options', 'options: catalog.products, ', '', /F013 a choice needs options/],
    ['a collected slot without ask', 'ask: 请选择产品：, ', '', /F013 a slot that is collected needs ask/],
    [
      'a dependency that is missing',
      'depends_on: [product], ask: 请选择型号',
      'depends_on: [prod], ask: 请选择型号',
      /F010 there is no slot prod/,
    ],
    [
      'a reserved word as a command',
      '[预约上门, 约工程师]',
      '[预约上门, 取消]',
      /F017 "取消" is a reserved word/,
    ],
  ])('is refused for %s', (_what, find, put, message) => {
    const lines = told(find, put);
    expect(lines.join('\n')).toMatch(message);
    expect(lines[0]).toMatch(/^bot-flows\/visit\.yaml:\d+ /);
  });

  it('tells the line of the mistake', () => {
    const line = visit.split('\n').findIndex((text) => text.includes('on_no: dropped')) + 1;
    expect(told('on_no: dropped', 'on_no: nowhere')[0]).toContain(`visit.yaml:${line} `);
  });
});

describe('flows together', () => {
  const load = (...texts: string[]) =>
    loadFlows(
      texts.map((text, index) => ({ name: `${index}.yaml`, text })),
      registry,
    );

  it('are refused when a flow that may interrupt is missing', () => {
    expect(() => load(visit)).toThrow(/0\.yaml:\d+ policy\.interrupts\.0: F002 there is no flow code_lookup/);
  });

  it('are refused when two want the same command', () => {
    expect(() => load(visit, code.replace('查编码', '约工程师。'))).toThrow(
      /F001 the command 约工程师。 belongs to 0\.yaml/,
    );
  });

  it('are refused when one comes twice', () => {
    expect(() => load(visit, code, code.replace('查编码', '查码'))).toThrow(
      /F001 the id code_lookup belongs/,
    );
  });
});
