import { loadSuite } from '../../../src/flow-tests/load-suite';
import { AppError } from '../../../src/kernel/errors';

const HEAD = ['suite: s', 'clock: 2026-11-20T10:00:00+08:00'];

function suiteWith(...lines: string[]) {
  return loadSuite([...HEAD, ...lines].join('\n'), 's.yaml');
}

function problemOf(...lines: string[]): string {
  try {
    suiteWith(...lines);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FLOW_INVALID') return error.message;
    throw error;
  }
  throw new Error('the suite was accepted');
}

describe('loadSuite', () => {
  it('fills in fragments, in the order in which they are used', () => {
    const { cases } = suiteWith(
      'fragments:',
      '  open: [{ user: 菜单 }]',
      '  both: [{ use: open }, { user: 帮助 }]',
      'cases: [{ name: a, use: [open, both], talk: [{ user: 1 }, { use: open }] }]',
    );
    expect(cases[0]?.talk.map(({ user }) => user)).toEqual(['菜单', '菜单', '帮助', '1', '菜单']);
  });

  it('stops a fragment after the turn that asks for what is named', () => {
    const { cases } = suiteWith(
      'fragments:',
      '  fill: [{ user: a, bot: { asks: name } }, { user: b, bot: { asks: phone } }, { user: c }]',
      'cases: [{ name: a, use: { fragment: fill, until: phone } }]',
    );
    expect(cases[0]?.talk.map(({ user }) => user)).toEqual(['a', 'b']);
  });

  it('knows the line of each turn, those of fragments too', () => {
    const { cases } = suiteWith(
      'fragments:',
      '  open:',
      '    - user: 菜单',
      'cases:',
      '  - name: a',
      '    use: open',
      '    talk:',
      '      - user: 1',
    );
    expect(cases[0]).toMatchObject({ line: 7, talk: [{ line: 5 }, { line: 10 }] });
  });

  it.each([
    ['10m', 600_000],
    ['49h', 176_400_000],
    ['7d', 604_800_000],
  ])('reads %s as a time', (written, ms) => {
    const { cases } = suiteWith(`cases: [{ name: a, talk: [{ advance: ${written} }] }]`);
    expect(cases[0]?.talk[0]?.advance).toBe(ms);
  });

  it.each([
    [
      'an unknown key of a turn',
      ['cases:', '  - name: a', '    talk:', '      - { user: a, bto: none }'],
      /s\.yaml:6: .*bto/,
    ],
    [
      'an unknown key of bot',
      ['cases: [{ name: a, talk: [{ user: a, bot: { say: b } }] }]'],
      /s\.yaml:3: .*Unrecognized key: "say"/,
    ],
    ['an unknown key of the suite', ['flows: a', 'cases: [{ name: a, talk: [{ user: a }] }]'], /flows/],
    ['two things in a turn', ['cases: [{ name: a, talk: [{ user: a, click: B }] }]'], /has user and click/],
    ['a turn that does nothing', ['cases: [{ name: a, talk: [{ bot: none }] }]'], /has none of them/],
    [
      'a text that YAML cuts at #',
      ['cases:', '  - name: a', '    talk:', '      - user: #人工'],
      /:6: .*put the text in quotes/,
    ],
    ['a long number without quotes', ['cases: [{ name: a, talk: [{ user: 13800000000 }] }]'], /quote a text/],
    ['a fragment that is not there', ['cases: [{ name: a, use: b }]'], /no fragment b/],
    [
      'a fragment that uses itself',
      ['fragments: { b: [{ use: b }] }', 'cases: [{ name: a, use: b }]'],
      /uses itself/,
    ],
    [
      'a fragment that nobody uses',
      ['fragments: { b: [{ user: c }] }', 'cases: [{ name: a, talk: [{ user: a }] }]'],
      /no case uses it/,
    ],
    [
      'until what is never asked',
      ['fragments: { b: [{ user: c }] }', 'cases: [{ name: a, use: { fragment: b, until: x } }]'],
      /asks: x/,
    ],
    [
      'two cases of one name',
      ['cases: [{ name: a, talk: [{ user: a }] }, { name: a, talk: [{ user: b }] }]'],
      /another case is called "a"/,
    ],
    ['a case without a talk', ['cases: [{ name: a }]'], /needs a talk/],
    [
      'replies_identical without redeliver',
      ['cases: [{ name: a, talk: [{ user: a, replies_identical: true }] }]'],
      /add redeliver/,
    ],
    [
      'redeliver of what nobody delivers',
      ['cases: [{ name: a, talk: [{ advance: 1m, redeliver: 1 }] }]'],
      /delivered again/,
    ],
    [
      'a check beside a fragment',
      ['fragments: { b: [{ user: c }] }', 'cases: [{ name: a, talk: [{ use: b, mode: bot }] }]'],
      /remove mode/,
    ],
    [
      'a statement that changes rows',
      ["cases: [{ name: a, talk: [{ user: a, rows: { sql: 'DELETE FROM chat', equals: 1 } }] }]"],
      /must be a SELECT/,
    ],
    [
      'a regular expression that is none',
      ["cases: [{ name: a, talk: [{ user: a, bot: { matches: '(' } }] }]"],
      /./,
    ],
  ])('refuses %s', (_what, lines, message) => {
    expect(problemOf(...lines)).toMatch(message);
  });

  it('refuses a clock without a zone', () => {
    expect(() =>
      loadSuite('suite: s\nclock: 2026-11-20T10:00:00\ncases: [{ name: a, talk: [{ user: a }] }]', 's.yaml'),
    ).toThrow(/s\.yaml:2: clock: must be an instant with its zone/);
  });
});
