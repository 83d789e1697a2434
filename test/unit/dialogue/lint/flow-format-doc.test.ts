import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EFFECTS, SLOT_TYPES, STEP_KINDS } from '../../../../src/dialogue/flow';
import { ACCOUNT_ROLES, lintFlows, writeFinding } from '../../../../src/dialogue/lint';
import { FIXTURES } from './fixtures';

const doc = fs.readFileSync(path.join(__dirname, '../../../../docs/flow-format.md'), 'utf8');
const [, example = ''] = /```yaml\n(schema: 1.*?)```/s.exec(doc) ?? [];

describe('docs/flow-format.md', () => {
  it('begins with a flow in which the linter finds nothing', () => {
    expect(example).toContain('flow: visit_feedback');
    const { findings, flows } = lintFlows([{ name: 'visit_feedback.yaml', text: example }]);
    expect(findings.map(writeFinding)).toEqual([]);
    expect(flows).toHaveLength(1);
  });

  it('explains every numbered line of it', () => {
    const marks = [...example.matchAll(/# (\d+)$/gm)].map(([, mark]) => Number(mark));
    expect(marks).toEqual(marks.map((_, index) => index + 1));
    const told = [...doc.matchAll(/^(\d+)\. /gm)].map(([, mark]) => Number(mark));
    expect(told).toEqual(marks);
  });

  it.each(SLOT_TYPES.map((type) => [type]))('has the slot type %s', (type) => {
    expect(doc).toMatch(new RegExp(`^\\|[^|]*\`${type}\``, 'm'));
  });

  it.each(STEP_KINDS.map((kind) => [kind]))('has the step %s', (kind) => {
    expect(doc).toMatch(new RegExp(`^\\| \`${kind}:`, 'm'));
  });

  it.each(Object.entries(EFFECTS))(
    'has the effect %s with its arguments, results and failures',
    (kind, row) => {
      const shape = row.args instanceof z.ZodObject ? row.args.shape : {};
      const args = Object.entries(shape).map(
        ([name, type]) => `\`${name}${type.safeParse(undefined).success ? '?' : ''}\``,
      );
      const listed = [args, row.result.map((name) => `\`${name}\``), row.codes.map((code) => `\`${code}\``)];
      const line = `| \`${kind}\` | ${row.danger} | ${listed.map((names) => names.join(' ')).join(' | ')} |`;
      expect(doc.split('\n')).toContain(line);
    },
  );

  it('has every code of the linter, and every role', () => {
    for (const code of new Set(FIXTURES.map((name) => name.slice(0, 4).toUpperCase())))
      expect(doc).toContain(`| ${code} |`);
    for (const role of ACCOUNT_ROLES) expect(doc).toContain(`\`${role}\``);
  });
});
