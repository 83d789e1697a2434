import {
  type Expression,
  evaluateCondition,
  parseExpression,
  type Scope,
} from '../../../../src/dialogue/flow';

const scope: Scope = {
  slots: { name: '王小明', count: 3, none: null, product: 'a' },
  results: { find: { spans: ['x', 'y'] } },
  memory: {},
  profile: { roles: ['vip'] },
  settings: { ticket: { email_required: true } },
  catalog: {
    service_types: [],
    products: [{ value: 'a', label: '甲', models: [{ value: 'm1', label: '一型' }] }],
  },
  now: 1_700_000_000_000,
  started_by: '报修',
};

function parsed(source: string): Expression {
  const expression = parseExpression(source);
  if ('problem' in expression) throw new Error(expression.problem);
  return expression;
}

describe('an expression', () => {
  it.each([
    ['slots.name == "王小明"', true],
    ['slots.none == null && slots.never == null', true],
    ['size(slots.name) < 4', true],
    ['size(slots.none) == 0', true],
    ['slots.count + 1 == 4', true],
    ['"x" in results.find.spans', true],
    ['results.other == null', true],
    ['memory.phone == null && profile.phone == null', true],
    ["role('vip') && !role('admin')", true],
    ['settings.ticket.email_required', true],
    ['now > 1600000000000', true],
    ['started_by', '报修'],
    ['catalog.models(slots.product)', [{ value: 'm1', label: '一型' }]],
    ['catalog.models(slots.none)', []],
    ["catalog.products.filter(p, p.value == 'a').map(p, p.label)", ['甲']],
    ["{'name': slots.name, 'n': slots.count}", { name: '王小明', n: 3 }],
  ])('%s', (source, value) => {
    expect(parsed(source).evaluate(scope)).toEqual({ ok: true, value });
  });

  it.each([
    'settings.nope',
    '1 / 0 == 1',
    'slots.none < 3',
    'results.other.code == 1',
    'slots.name + 1',
    'slots.name.matches("(")',
  ])('%s is a fault and not true', (source) => {
    expect(evaluateCondition(parsed(source), scope)).toMatchObject({ ok: false });
  });

  it('is a fault as a condition when it is neither true nor false', () => {
    expect(evaluateCondition(parsed('slots.count'), scope)).toMatchObject({ ok: false });
  });

  it('knows what it reads', () => {
    const { refs } = parsed(
      "slots.a == results.b.c && role('vip') && settings.d.e && memory['f'] == profile.g",
    );
    expect(refs).toMatchObject({
      slots: ['a'],
      results: ['b'],
      memory: ['f'],
      profile: ['g'],
      settings: ['d.e'],
      roles: ['vip'],
    });
  });

  it('does not take its own variables for names', () => {
    expect(parsed('[1, 2].exists(slot, slot == slots.count)').refs.slots).toEqual(['count']);
  });
});
