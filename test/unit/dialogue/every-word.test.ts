import fs from 'node:fs';
import path from 'node:path';
import { loadFlows } from '../../../src/dialogue';
import { sampleOf, TEXT_KEYS } from '../../../src/dialogue/texts';
import { content } from './build';

/** What stays in Latin letters within Chinese: addresses, names of things, examples. */
const LATIN =
  /[\w.*]+@[\w.]+|https?:\S+|\b(?:VIP|ERP|App|ID|SN|PDF|QQ|CSV|GS\d+|XY\d|SF\d+|P\d|Windows|iOS|Android|Chrome|GB|MB)\b/gu;

const foreign = (text: string) => text.replace(LATIN, '').match(/[A-Za-z_]{2,}/gu) ?? [];

describe('what a follower reads', () => {
  it.each(TEXT_KEYS)('is Chinese in %s', (key) => {
    for (const canSend of [true, false]) {
      const text = content.texts[key].render({ ...sampleOf(key), businessName: '微客服', canSend });
      expect(foreign(text)).toEqual([]);
      expect(text).not.toBe('');
    }
  });

  it.each(Object.entries(content.labels))('is Chinese on the item %s', (_name, label) => {
    for (const word of [label].flat()) expect(word).toMatch(/\p{Script=Han}/u);
  });

  const folder = path.join(__dirname, '../../../bot-flows');
  const files = fs.readdirSync(folder).filter((name) => name !== 'system.yaml');
  const flows = loadFlows(
    files.map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') })),
  );

  it.each(flows.map((flow) => [flow.id, flow] as const))('is Chinese in the flow %s', (_id, flow) => {
    const slots = [...flow.slots.values()];
    const texts = [
      ...flow.texts.values(),
      ...slots.flatMap(({ ask, short, help, unrecognised, invalid }) => [
        ...[ask, short, help].flatMap((text) => text ?? []),
        ...unrecognised,
        ...invalid,
      ]),
    ].map(({ source }) => source.replace(/\{[{%][\s\S]*?[%}]\}/gu, ''));
    for (const text of [flow.title, ...slots.map(({ label }) => label), ...texts]) {
      expect([text, foreign(text)]).toEqual([text, []]);
    }
  });

  it('asks for every slot that a step collects', () => {
    for (const flow of flows) {
      for (const step of flow.steps) {
        if (step.kind !== 'collect') continue;
        const slot = flow.slots.get(step.slot);
        expect([flow.id, step.slot, slot?.ask?.source ?? '']).not.toContain('');
      }
    }
  });
});
