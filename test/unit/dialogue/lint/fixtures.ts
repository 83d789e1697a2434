import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { commandWords } from '../../../../src/dialogue/commands';
import { EFFECTS, type EffectRegistry, type FlowSource } from '../../../../src/dialogue/flow';
import { type Finding, lintFlows } from '../../../../src/dialogue/lint';

const FOLDER = path.join(__dirname, '../../../fixtures/flows/lint');

const hold = {
  danger: 'reserve',
  args: z.strictObject({ note: z.string() }),
  codes: ['TAKEN'],
  result: ['id'],
} as const;

/** The effects of the product, and reservations of three kinds, which it does not have yet. */
export const registry: EffectRegistry = {
  ...EFFECTS,
  'test.hold': { ...hold, undo: { kind: 'test.release', args: () => ({}) } },
  'test.hold_oddly': { ...hold, undo: { kind: 'test.gone', args: () => ({}) } },
  'test.hold_forever': hold,
  'test.release': { danger: 'notify', args: z.unknown(), codes: [], result: [] },
};

/** Reserved words with a synonym, as `system.yaml` gives them. */
const { words } = commandWords({ cancel: ['不弄了'] });

export const FIXTURES = fs.readdirSync(FOLDER).filter((name) => name !== 'good.yaml');

export function readFixture(name: string): FlowSource {
  return { name, text: fs.readFileSync(path.join(FOLDER, name), 'utf8') };
}

export function lint(...files: FlowSource[]): Finding[] {
  return lintFlows(files, { registry, words }).findings;
}

/** What is found when one thing in the good flow is broken. */
export function lintBroken(find: string | RegExp, put: string): Finding[] {
  const { name, text } = readFixture('good.yaml');
  const broken = text.replace(find, put);
  expect(broken).not.toBe(text);
  return lint({ name, text: broken });
}
