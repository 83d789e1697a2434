import path from 'node:path';
import { contactText, loadDirectory } from '../../../src/hours';
import { describeChannels } from '../../../src/turns/contact-memo';

const directory = loadDirectory(path.resolve(__dirname, '../../../kb-seed/data'));
const MONDAY = Date.parse('2026-11-23T00:00:00+08:00');

describe('the remembered channels', () => {
  it('says at every instant what the hours say', () => {
    const at = describeChannels(directory);
    for (let minute = 0; minute < 26 * 60; minute += 15) {
      for (const offset of [0, 30_500, 59_999]) {
        const now = MONDAY + minute * 60_000 + offset;
        const { channels, handoffHours } = contactText(directory, now);
        expect(at(now)).toEqual({
          handoffHours,
          channels: channels.map(({ name, entry, hours, open }) => ({ name, entry, hours, open })),
        });
      }
    }
  });

  it('works an answer out once a minute', () => {
    const at = describeChannels(directory);
    expect(at(MONDAY + 59_999)).toBe(at(MONDAY));
    expect(at(MONDAY + 60_000)).not.toBe(at(MONDAY));
  });
});
