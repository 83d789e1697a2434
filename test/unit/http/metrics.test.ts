import { Metrics } from '../../../src/http/metrics';

const metrics = () =>
  new Metrics({
    outboxDepths: async () => new Map(),
    chatsByState: async () => new Map(),
    agentsOnline: () => 0,
    kbEntries: () => 0,
  });

it('counts alarms of look-ups by subject, from nought on', async () => {
  const counted = metrics();
  counted.countLookupAlarm('ticket');
  counted.countLookupAlarm('ticket');
  const text = await counted.registry.metrics();
  expect(text).toContain('weikefu_lookup_alarms_total{subject="ticket"} 2');
  expect(text).toContain('weikefu_lookup_alarms_total{subject="service_code"} 0');
  expect(text).toContain('weikefu_lookup_alarms_total{subject="unit"} 0');
});
