import { writeFinding } from '../../../../src/dialogue/lint';
import { lint, lintBroken, readFixture } from './fixtures';

const codes = (find: string | RegExp, put: string) => lintBroken(find, put).map(({ code }) => code);

describe('the ways through a flow', () => {
  it('do not count as a way out when only refused answers lead there', () => {
    const [finding] = lintBroken('handoff: { reason: repair_failed }', 'collect: note\n  - goto: failed');
    expect(finding).toMatchObject({ code: 'F004', where: 'step failed' });
  });

  it('may go through a flow that is called', () => {
    expect(codes('handoff: { reason: repair_failed }', 'call: repair_visit\n  - end: abandoned')).toEqual([]);
  });

  it('may go on behind a branch without else', () => {
    const put =
      '- id: failed\n    branch: [{ if: slots.photos == null, goto: dropped }]\n  - handoff: { reason: repair_failed }';
    expect(codes(/- id: failed\n.*repair_failed }/, put)).toEqual([]);
  });

  it('wait at a question whose slot was emptied, itself or through what it depends on', () => {
    const emptied = (slot: string) =>
      codes('  - set: { note: null }\n  - goto: note', `  - set: { ${slot}: null }\n  - goto: product`);
    expect(emptied('product')).toEqual([]);
    expect(emptied('model')).toEqual([]);
    expect(emptied('org')).toEqual(['F005']);
    // Set to a value it is not asked.
    expect(codes('set: { note: null }', 'set: { note: "\'坏了\'" }')).toEqual(['F005']);
  });

  it('wait for the person that they hand over to, and go on behind that step', () => {
    const put = 'handoff: { reason: repair_failed }\n  - goto: hold';
    expect(codes('handoff: { reason: repair_failed }', put)).toEqual([]);
    expect(
      codes('handoff: { reason: repair_failed }', 'handoff: { reason: repair_failed }\n  - goto: create'),
    ).toEqual(['F008']);
  });

  it('are not confirmed by a yes that leads elsewhere', () => {
    expect(codes('on_no: hold, edit: false', 'on_no: create, edit: false')).toContain('F008');
  });

  it('are confirmed by a yes before other questions', () => {
    const confirmed = readFixture('good.yaml')
      .text.replace('on_yes: solved, on_no: hold', 'on_yes: hold, on_no: solved')
      .replace('fail: { "*": hold }', 'fail: { "*": failed }')
      .replace('  - id: review\n', '  - id: review\n    when: slots.photos != null\n');
    expect(lint({ name: 'good.yaml', text: confirmed })).toEqual([]);
  });
});

describe('the order of values', () => {
  it('lets a text ask first whether a slot is there', () => {
    const put = '{% if slots.product %}{{ shown.product }}{% endif %}的电话是多少？';
    expect(codes('ask: 联系电话是多少？', `ask: "${put}"`)).toEqual([]);
  });

  it('knows that a prefilled slot may be there from the start, but takes no options from it', () => {
    const prefilled = '[打印机, 扫描仪], prefill: profile.product,';
    expect(lintBroken('[打印机, 扫描仪],', prefilled.replace('ask', 'ask')).map(({ code }) => code)).toEqual(
      [],
    );
    const early = readFixture('good.yaml')
      .text.replace('[打印机, 扫描仪],', prefilled)
      .replace('ask: 联系电话是多少？', 'ask: "{{ shown.product }}的电话？"');
    expect(lint({ name: 'early.yaml', text: early })).toEqual([]);
    const late = early.replace(
      '  - collect: product\n  - collect: model\n',
      '  - collect: model\n  - collect: product\n',
    );
    expect(lint({ name: 'late.yaml', text: late }).map(({ code }) => code)).toEqual(['F010']);
  });

  it('lets followers fill by themselves what no step asks for', () => {
    expect(codes('  - collect: photos\n', '')).toEqual([]);
    expect(codes('ask: 请填写单位全称：', 'ask: "{{ shown.photos }}"')).toEqual(['F009']);
  });

  it('keeps a slot that only later flows need', () => {
    const slot = '  colour: { type: text, label: 颜色, required: false, scope: memory }\n  note: {';
    expect(codes('  note: {', slot)).toEqual([]);
  });
});

describe('personal data', () => {
  it.each([
    ['{{ slots.phone | upcase | mask_phone }}', []],
    ['{{ slots.phone | mask }}', []],
    ['{{ slots.phone | size }}', []],
    ['{{ shown.phone }}', []],
    ['{% assign p = slots.phone | mask_phone %}{{ p }}', []],
    ['{% if slots.phone %}有电话{% endif %}', []],
    ['{{ slots.phone | mask_phone | append: slots.phone }}', ['F012']],
    ['{% assign p = slots.phone %}{{ p }}', ['F012']],
    ['{% capture p %}+86{{ slots.phone }}{% endcapture %}{{ p }}', ['F012']],
    ['{% if slots.email %}x{% else %}{{ slots.phone }}{% endif %}', ['F012']],
    ['{% for p in slots.phone %}{{ p }}{% endfor %}', ['F012']],
    ['{{ slots["phone"] }}', ['F012']],
    ['{{ slots.note | default: slots.phone | ellipsis: 9 }}', ['F012']],
    ['{{ memory.phone }}', ['F012']],
    ['{{ profile.phone }}', ['F012']],
    ['{{ profile | json }}', ['F012']],
    ['{{ slots.email | mask_phone }}', ['F012']],
    ['{{ slots.email | mask_email }}', []],
    ['{{ slots.org }}', ['F012']],
    ['{{ slots.org | ellipsis: 9 }}', ['F012']],
    ['{{ slots.org | mask_name }}', ['F012']],
    ['{{ slots.org | mask_org }}', []],
    ['{{ profile.org_name }}', ['F012']],
  ])('in %s', (text, expected) => {
    expect(codes('{{ slots.phone | mask_phone }}', text)).toEqual(expected);
  });

  it('is told apart by the place of the text: value belongs to the slot that refuses it', () => {
    const put = 'validate: [{ if: size(value) < 9, say: t_short }], help: 上门前会打这个电话';
    expect(codes('help: 上门前会打这个电话', put)).toEqual([]);
    const shown = readFixture('good.yaml').text.replace(
      'help: 上门前会打这个电话',
      'help: 打电话, unrecognised: ["{{ value }}不是电话"]',
    );
    expect(lint({ name: 'x.yaml', text: shown })).toMatchObject([
      { code: 'F012', where: 'slot phone, unrecognised.0' },
    ]);
  });

  it('may be judged by its shape, but a name of a unit not by how near it comes to another', () => {
    const rule = (condition: string) =>
      codes('label: 单位全称,', `label: 单位全称, validate: [{ if: "${condition}", say: t_short }],`);
    expect(rule("value.matches('[0-9]{7}|@')")).toEqual([]);
    expect(rule('value == profile.org_name')).toEqual([]);
    expect(rule('!value.startsWith(memory.unit)')).toEqual(['F023']);
    expect(rule('!settings.units.exists(u, u.contains(value))')).toEqual(['F023']);
  });

  it('stays out of searches when it was copied into another slot', () => {
    const put = '  - set: { note: slots.org }\n  - id: look\n';
    expect(codes('  - id: look\n', put)).toContain('F023');
  });
});

describe('the length of texts', () => {
  it.each([
    ['{{ slots.note | truncate: 40 }}', []],
    ['{{ slots.note | upcase }}', ['F014']],
    ['{% assign n = slots.note %}{{ n }}', ['F014']],
    ['{% if slots.email %}{{ slots.note }}{% else %}短{% endif %}', ['F014']],
    ['{% for one in results.look.found limit: 2 %}{{ one.name | ellipsis: 20 }}{% endfor %}', []],
    ['{{ results.look.answer }}{{ slots.org | mask_org }}', ['F014']],
  ])('in %s', (text, expected) => {
    expect(codes('{{ slots.note | ellipsis: 60 }}', text)).toEqual(expected);
  });

  it('counts the options below a question', () => {
    const labels = (count: number) =>
      Array.from({ length: count }, (_, index) => `${index}${'长'.repeat(90)}`);
    expect(codes('[打印机, 扫描仪]', `[${labels(6).join(', ')}]`)).toEqual([]);
    expect(codes('[打印机, 扫描仪]', `[${labels(7).join(', ')}]`)).toEqual(['F014']);
  });
});

describe('several files', () => {
  const { text } = readFixture('good.yaml');

  it('may not share ids, commands and menu keys', () => {
    const twin = { name: 'twin.yaml', text: text.replace('flow: repair_visit', 'flow: repair_twin') };
    const told = lint(readFixture('good.yaml'), twin).map(writeFinding);
    expect(
      told.some((line) =>
        /^twin\.yaml:5 .*F001 the command 上门维修 belongs to good\.yaml already/.test(line),
      ),
    ).toBe(true);
    expect(told.every((line) => line.startsWith('twin.yaml'))).toBe(true);
  });

  it('are not blamed for a flow that could not be read', () => {
    const caller = {
      name: 'caller.yaml',
      text: 'schema: 1\nflow: caller\ntitle: 呼叫\nsteps:\n  - call: repair_visit\n  - end: completed\n',
    };
    expect(lint(caller, readFixture('good.yaml'))).toEqual([]);
    expect(lint(caller).map(({ code, where }) => [code, where])).toEqual([['F002', 'step step_1, call']]);
    expect(lint(caller, readFixture('f002-missing-step.yaml')).map(({ file }) => file)).toEqual([
      'f002-missing-step.yaml',
    ]);
  });

  it('may be no YAML at all', () => {
    expect(lint({ name: 'x.yaml', text: 'schema: 1\nflow: [' })).toMatchObject([
      { code: 'F001', file: 'x.yaml', line: 2 },
    ]);
  });
});

describe('steps behind a handoff', () => {
  it('run when the person hands back, so that they are no dead end', () => {
    const put = 'handoff: { reason: repair_failed }\n  - say: t_solved\n  - end: abandoned\n';
    expect(codes('handoff: { reason: repair_failed }\n', put)).toEqual([]);
  });
});
