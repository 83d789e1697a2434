import { explainRow } from '../../../src/cli/flows/why';
import type { TurnRecord } from '../../../src/turns/turn-record';

const RECORD: TurnRecord = {
  v: 1,
  now: 0,
  content: 'abc',
  event: { t: 'text', text: '13800001234' },
  signals: {},
  results: [{ key: '3:1', kind: 'ticket.create', result: { ok: false, code: 'RATE_LIMITED' } }],
  decision: { rule: 8, command: 'answer', why: 'it is a phone number' },
  replies: [
    { key: 'answer' },
    { key: 'flow_prompt', from: 'wish.wish.ask', asks: 'wish' },
  ] as TurnRecord['replies'],
  stateAfter: 'x',
  ms: 1.5,
};

const row = (record: string, outcome = 'done') => ({
  id: 7,
  follower_id: 'oABC',
  arrived_at: Date.parse('2026-11-20T10:00:03+08:00'),
  outcome,
  record,
});

describe('explainRow', () => {
  it('tells the rule, its reason, the effects and what was said, and not what the follower wrote', () => {
    const text = explainRow(row(JSON.stringify(RECORD)));
    expect(text).toContain('Turn 7 of oABC, 2026-11-20 10:00:03: done.');
    expect(text).toContain('Rule 8');
    expect(text).toContain('it is a phone number');
    expect(text).toContain('ticket.create: failed with RATE_LIMITED');
    expect(text).toContain('Said: answer; wish.wish.ask, asks for wish.');
    expect(text).not.toContain('13800001234');
  });

  it('tells of a turn that never reached the dialogue', () => {
    const record = JSON.stringify({ v: 1, now: 0, note: 'the turn failed', errorCode: 'INTERNAL' });
    expect(explainRow(row(record, 'failed'))).toMatch(/: failed\.\nthe turn failed \(INTERNAL\)\.$/);
  });

  it('says so when the trace is no longer kept', () => {
    expect(explainRow(row(''))).toMatch(/no longer kept/);
  });
});
