import path from 'node:path';
import { loadDirectory, offerChannels, scheduleOf, viewChannels, viewHours } from '../../../src/hours';
import { type ChannelsAsked, describeChannels } from '../../../src/turns/contact-memo';

const directory = loadDirectory(path.resolve(__dirname, '../../../kb-seed/data'));
const MONDAY = Date.parse('2026-11-23T00:00:00+08:00');
const URGENT: ChannelsAsked = { about: 'contact', need: 'urgent', roles: ['follower'] };

describe('the remembered channels', () => {
  it('say at every instant what the hours say', () => {
    const at = describeChannels(directory);
    for (let minute = 0; minute < 26 * 60; minute += 15) {
      for (const offset of [0, 30_500, 59_999]) {
        const now = MONDAY + minute * 60_000 + offset;
        const offered = offerChannels(directory, viewChannels(directory, now), URGENT);
        const { handoffOpen, channels } = at(now, URGENT);
        expect(handoffOpen).toBe(viewHours(scheduleOf(directory, 'handoff'), now).open);
        expect(channels).toEqual(offered.map(({ holidays: _, ...channel }) => channel));
        expect(at(now, { ...URGENT, about: 'hours' })).toEqual({
          handoffHours: '7×24 小时',
          channels: directory.channels
            .filter(({ schedule }) => schedule !== 'handoff')
            .map(({ name, schedule }) => {
              const { hours, open } = viewHours(scheduleOf(directory, schedule), now);
              return { name, hours, open };
            }),
        });
      }
    }
  });

  it('are not those of whoever asked before', () => {
    const at = describeChannels(directory);
    const asked: ChannelsAsked = { about: 'contact', need: 'general', roles: [] };
    const general = at(MONDAY, asked);
    expect(at(MONDAY, URGENT)).not.toEqual(general);
    expect(at(MONDAY, asked)).toEqual(general);
  });
});
