import path from 'node:path';
import { initialState, loadContent } from '../../../src/dialogue';
import { loadDirectory, type Need } from '../../../src/hours';
import { byteLength } from '../../../src/kernel/text';
import { describeChannels } from '../../../src/turns/contact-memo';
import { content, play, shippedYaml, text, writeLink } from './build';

const directory = loadDirectory(path.resolve(__dirname, '../../../kb-seed/data'));
const channelsAt = describeChannels(directory);
/** A Saturday night, when the texts are longest. */
const NIGHT = Date.parse('2026-11-21T23:00:00+08:00');

const ask = (words: string) =>
  play(initialState(), text(words), {
    link: writeLink,
    answering: ({ args }) => ({
      ok: true,
      data: channelsAt(NIGHT, { ...(args as { about: 'contact'; need: Need | null }), roles: [] }),
    }),
  });

describe('the shipped channels', () => {
  it('fit on one screen before anybody says what it is about', () => {
    const { plain, state } = ask('联系我们');
    expect(byteLength(plain)).toBeLessThanOrEqual(500);
    expect(state.menu?.items.map(({ label }) => label)).toEqual(['紧急问题', '一般咨询', '建议和意见']);
  });

  it.each(['紧急', '咨询', '建议'])('fit into one message for %s', (need) => {
    const { plain, state } = ask(`联系我们 ${need}`);
    expect(state.more).toBeUndefined();
    expect(byteLength(plain)).toBeGreaterThan(300);
  });
});

describe('what a contact is about', () => {
  it('has to be reachable by what its item says', () => {
    const wrong = shippedYaml.replace('say: 联系我们 建议', 'say: 联系我们 紧急');
    expect(() => loadContent(wrong, 'system.yaml')).toThrow(
      /contact_needs\.suggestion\.say: "联系我们 紧急" does not lead/,
    );
    expect(content.contactNeeds.suggestion.say).toBe('联系我们 建议');
  });
});
