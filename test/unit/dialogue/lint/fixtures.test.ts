import { writeFinding } from '../../../../src/dialogue/lint';
import { FIXTURES, lint, readFixture } from './fixtures';

/** The codes of issue 3, each with at least one bad flow. */
const CODES = [
  ...['F001', 'F002', 'F003', 'F004', 'F005', 'F006', 'F007', 'F008', 'F009', 'F010'],
  ...['F011', 'F012', 'F014', 'F015', 'F017', 'F018', 'F023'],
];

it('finds nothing in a good flow', () => {
  expect(lint(readFixture('good.yaml')).map(writeFinding)).toEqual([]);
});

it('has a bad flow for every rule', () => {
  expect([...new Set(FIXTURES.map((name) => name.slice(0, 4).toUpperCase()))]).toEqual(CODES);
});

describe.each(FIXTURES)('%s', (name) => {
  const file = readFixture(name);

  it('is the good flow with one thing broken', () => {
    const lines = ({ text }: { text: string }) => text.slice(text.indexOf('schema: 1')).split('\n');
    const good = new Set(lines(readFixture('good.yaml')));
    const added = lines(file).filter((line) => !good.has(line));
    const bad = new Set(lines(file));
    const removed = [...good].filter((line) => !bad.has(line));
    expect(lines(file)).not.toEqual(lines(readFixture('good.yaml')));
    expect(Math.max(added.length, removed.length)).toBeLessThanOrEqual(4);
  });

  it('is found by its rule and by no other', () => {
    const findings = lint(file);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set([name.slice(0, 4).toUpperCase()]));
    expect(findings.map((finding) => `${finding.level} ${writeFinding(finding)}`)).toMatchSnapshot();
  });
});
