import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { enqueueOutbox, releaseWaitingForUser } from '../../../src/jobs/outbox';
import { OutboxDesk } from '../../../src/jobs/outbox-desk';
import { OutboxWorker } from '../../../src/jobs/outbox-worker';
import type { OutboxHandler, OutboxItem, SendOutcome } from '../../../src/jobs/send-outcome';
import { openWindow, readQuotas } from '../../../src/jobs/send-window';
import { wechatHandlers } from '../../../src/jobs/wechat-handlers';
import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import { openStore, type Store } from '../../../src/store';
import { WechatApiError, WechatNetworkError } from '../../../src/wechat';
import { captureLog } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
const NOON = Date.parse('2026-11-20T12:00:00+08:00');
const LIMITS = { perMessage: 5, perClick: 3 };
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function openWorker(handlers: Record<string, OutboxHandler>, given?: Store) {
  const { logger, lines } = captureLog();
  const store =
    given ?? (await openStore({ kind: 'sqlite', file: path.join(folder, `${randomId()}.db`) }, { logger }));
  if (given === undefined) open.push(() => store.close());
  const clock = new ManualClock(NOON);
  const { unitOfWork, reader } = store;
  const worker = new OutboxWorker({ unitOfWork, reader, clock, logger, handlers, pollMs: 10 });
  open.push(() => worker.stop());
  const put = (key: string, followerId = 'oA', kind = 'send') =>
    unitOfWork.run((tx) =>
      enqueueOutbox(tx, { key, kind, followerId, args: { text: key }, at: clock.now() }),
    );
  const rows = () =>
    reader.query<{
      key: string;
      status: string;
      waits_for: string | null;
      attempts: number;
      next_at: number;
      error_code: string | null;
    }>('SELECT key, status, waits_for, attempts, next_at, error_code FROM outbox ORDER BY id');
  const settled = async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      worker.wake();
      await pause(10);
      // What stands behind a text that waits for its retry waits too.
      const waiting = await rows();
      const head = waiting.find((row) => row.status === 'pending' && row.waits_for === null);
      const due = waiting.filter(
        (row) => row.status === 'sending' || (row === head && row.next_at <= clock.now()),
      );
      if (due.length === 0) return rows();
    }
    throw new Error(`the outbox did not settle: ${JSON.stringify(await rows())}`);
  };
  const window = (followerId = 'oA') =>
    unitOfWork.run((tx) => openWindow(tx, followerId, 'message', clock.now(), LIMITS));
  return { store, clock, worker, put, rows, settled, window, lines };
}

function handler(
  outcome: (item: OutboxItem) => SendOutcome | Promise<SendOutcome>,
  options: Partial<OutboxHandler> = {},
) {
  const calls: string[] = [];
  const made: OutboxHandler = {
    windowed: false,
    repeatable: false,
    carryOut: async (item) => {
      calls.push(item.key);
      return outcome(item);
    },
    ...options,
  };
  return { made, calls };
}

describe('the outbox worker', () => {
  it('sends to one follower in order and to others side by side', async () => {
    let releaseFirst: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      releaseFirst = resolve;
    });
    const { made, calls } = handler(async (item) => {
      if (item.key === 'a1') await held;
      return { kind: 'sent' };
    });
    const { worker, put, settled } = await openWorker({ send: made });
    for (const [key, follower] of [
      ['a1', 'oA'],
      ['a2', 'oA'],
      ['b1', 'oB'],
    ] as const)
      await put(key, follower);
    await worker.start();
    while (calls.length < 2) await pause(5);
    await pause(30);
    expect(calls).toEqual(['a1', 'b1']);
    releaseFirst();
    expect((await settled()).map((row) => row.status)).toEqual(['sent', 'sent', 'sent']);
    expect(calls).toEqual(['a1', 'b1', 'a2']);
  });

  it('commits `sending` before the call', async () => {
    const seen: string[] = [];
    const { made } = handler(async () => {
      const [row] = await rows();
      seen.push(row?.status ?? 'none');
      return { kind: 'sent' };
    });
    const { worker, put, rows, settled } = await openWorker({ send: made });
    await put('a');
    await worker.start();
    await settled();
    expect(seen).toEqual(['sending']);
  });

  it('marks what a crash cut off as unknown and does not send it again; what may be repeated is', async () => {
    const send = handler(() => ({ kind: 'sent' }));
    const read = handler(() => ({ kind: 'sent' }), { repeatable: true });
    const { worker, put, store, settled, lines } = await openWorker({ send: send.made, read: read.made });
    await put('a');
    await put('b', 'oA', 'read');
    await store.unitOfWork.run((tx) => tx.execute(`UPDATE outbox SET status = 'sending'`));
    await worker.start();
    expect((await settled()).map((row) => row.status)).toEqual(['unknown', 'sent']);
    expect(send.calls).toEqual([]);
    expect(lines.join('')).toContain('cut off');
  });

  it('retries with growing pauses, holds back what is behind, and gives up visibly', async () => {
    const { made, calls } = handler(() => ({ kind: 'retry', afterMs: 1_000, code: '-1', reason: 'busy' }));
    const { worker, put, clock, rows, settled, lines } = await openWorker({ send: made });
    await put('a');
    await put('b');
    await worker.start();
    const pauses: number[] = [];
    for (;;) {
      const [first] = await settled();
      if (first === undefined || first.status !== 'pending') break;
      pauses.push(first.next_at - clock.now());
      clock.set(first.next_at);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(calls.slice(0, 5)).toEqual(['a', 'a', 'a', 'a', 'a']);
    expect((await rows())[0]).toMatchObject({ status: 'failed', attempts: 5, error_code: '-1' });
    expect(lines.join('')).toContain('"outcome":"failed"');
  });

  it('keeps a text whose window is closed until the follower writes again', async () => {
    const { made, calls } = handler(() => ({ kind: 'sent' }), { windowed: true });
    const { worker, put, settled, window, store } = await openWorker({ send: made });
    await put('a');
    await worker.start();
    expect((await settled())[0]).toMatchObject({ status: 'pending', waits_for: 'user', attempts: 0 });
    expect(calls).toEqual([]);
    await window();
    await store.unitOfWork.run((tx) => releaseWaitingForUser(tx, 'oA', NOON));
    expect((await settled())[0]).toMatchObject({ status: 'sent' });
  });

  it('spends the window: five messages, the sixth waits', async () => {
    const { made, calls } = handler(() => ({ kind: 'sent' }), { windowed: true });
    const { worker, put, settled, window, store } = await openWorker({ send: made });
    await window();
    for (const key of ['1', '2', '3', '4', '5', '6']) await put(key);
    await worker.start();
    expect((await settled()).map((row) => row.status)).toEqual([
      'sent',
      'sent',
      'sent',
      'sent',
      'sent',
      'pending',
    ]);
    expect(calls).toEqual(['1', '2', '3', '4', '5']);
    expect((await readQuotas(store.reader, ['oA'], NOON)).get('oA')).toEqual({ left: 0, until: null });
  });

  it('believes the platform when it says that nothing may be sent', async () => {
    const { made } = handler(() => ({ kind: 'wait_user', code: '45047', reason: 'used up' }), {
      windowed: true,
    });
    const { worker, put, settled, window, store } = await openWorker({ send: made });
    await window();
    await put('a');
    await worker.start();
    expect((await settled())[0]).toMatchObject({ status: 'pending', waits_for: 'user', error_code: '45047' });
    expect((await readQuotas(store.reader, ['oA'], NOON)).get('oA')?.left).toBe(0);
  });

  it('counts what a handler throws as unknown, and a kind without a handler as failed', async () => {
    const { made } = handler(() => Promise.reject(new Error('a fault')));
    const { worker, put, settled } = await openWorker({ send: made });
    await put('a');
    await put('b', 'oB', 'nobody');
    await worker.start();
    expect((await settled()).map((row) => [row.status, row.error_code])).toEqual([
      ['unknown', 'FAULT'],
      ['failed', 'NO_HANDLER'],
    ]);
  });

  it('writes an effect once, however often it is enqueued', async () => {
    const { made, calls } = handler(() => ({ kind: 'sent' }));
    const { worker, put, settled } = await openWorker({ send: made });
    expect(await put('a')).toBeDefined();
    expect(await put('a')).toBeUndefined();
    await worker.start();
    await settled();
    expect(calls).toEqual(['a']);
  });
});

describe('the outbox desk', () => {
  it('lists what failed and puts it back in line by hand, once', async () => {
    let down = true;
    const { made, calls } = handler(() =>
      down ? { kind: 'failed', code: '40003', reason: 'no', alert: false } : { kind: 'sent' },
    );
    const { worker, put, settled, store, clock } = await openWorker({ send: made });
    const { logger } = captureLog();
    const desk = new OutboxDesk({
      unitOfWork: store.unitOfWork,
      reader: store.reader,
      clock,
      logger,
      wake: () => worker.wake(),
    });
    await put('a');
    await worker.start();
    await settled();
    const [item] = await desk.list({ status: 'failed', limit: 10 });
    expect(item).toMatchObject({ status: 'failed', errorCode: '40003', error: 'no', attempts: 1 });
    down = false;
    expect(await desk.retry(item?.id ?? 0, { staffId: 's' })).toMatchObject({ ok: true });
    expect((await settled())[0]).toMatchObject({ status: 'sent' });
    expect(await desk.retry(item?.id ?? 0, { staffId: 's' })).toEqual({ ok: false, code: 'NOT_RETRYABLE' });
    expect(await desk.retry(999, { staffId: 's' })).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(calls).toEqual(['a', 'a']);
    expect(await desk.depths()).toEqual(new Map());
  });
});

describe('a send to the platform', () => {
  const refusal = (errcode: number) =>
    new WechatApiError({
      path: '/cgi-bin/message/custom/send',
      errcode,
      errmsg: 'no',
      secrets: [],
      tokenCall: false,
    });
  const item: OutboxItem = {
    id: 1,
    key: 'k',
    kind: 'wechat.send_text',
    followerId: 'oA',
    args: { text: 'hi' },
    attempts: 0,
  };
  const carryOut = (failure: Error | undefined) =>
    wechatHandlers({
      api: {
        sendCustomMessage: async () => {
          if (failure !== undefined) throw failure;
        },
        downloadMedia: () => Promise.reject(new Error('not asked')),
      },
      media: undefined as never,
      clock: new ManualClock(NOON),
    })['wechat.send_text']?.carryOut(item);

  it.each([
    ['accepted', undefined, { kind: 'sent' }],
    ['busy: it may have been sent', refusal(-1), { kind: 'unknown', code: '-1' }],
    ['too frequent', refusal(45011), { kind: 'retry', code: '45011', afterMs: 60_000 }],
    ['window closed', refusal(45015), { kind: 'wait_user', code: '45015' }],
    ['quota used', refusal(45047), { kind: 'wait_user', code: '45047' }],
    ['daily quota used', refusal(45009), { kind: 'wait_until', at: Date.parse('2026-11-21T00:00:00+08:00') }],
    ['wrong openid', refusal(40003), { kind: 'failed', alert: false }],
    ['no right', refusal(48001), { kind: 'failed', alert: true }],
    ['cut off', new WechatNetworkError('/x', 'reset', { maybeSent: true }), { kind: 'unknown' }],
    ['never reached', new WechatNetworkError('/x', 'refused', { maybeSent: false }), { kind: 'retry' }],
  ])('%s', async (_, failure, outcome) => {
    expect(await carryOut(failure)).toMatchObject(outcome);
  });

  it('throws on what is a fault of ours', async () => {
    await expect(carryOut(new TypeError('oops'))).rejects.toThrow('oops');
  });
});

it('gives back to the window what was tried and surely not sent', async () => {
  let tries = 0;
  const sends = handler(
    () => {
      tries += 1;
      return tries < 4 ? { kind: 'retry', afterMs: 1, code: '45011', reason: '太频繁' } : { kind: 'sent' };
    },
    { windowed: true },
  );
  const { worker, put, window, settled, clock, store } = await openWorker({ send: sends.made });
  await window();
  await worker.start();
  await put('a');
  for (let round = 0; round < 4; round += 1) {
    await settled();
    clock.advance(60_000);
  }
  expect((await settled())[0]).toMatchObject({ status: 'sent', attempts: 4 });
  expect((await readQuotas(store.reader, ['oA'], clock.now())).get('oA')?.left).toBe(LIMITS.perMessage - 1);
});
