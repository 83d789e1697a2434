import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../../src/kernel/errors';
import { replayTurn } from '../../../src/turns';
import { sendLateReply } from '../../../src/turns/late-reply';
import { delivery, eventMessage, NOON, startTurns, textMessage, useTurns } from '../../helpers/turn-harness';

useTurns();

describe('a turn', () => {
  it('stores message, reply, state and turn together before it answers', async () => {
    const { say, rows } = await startTurns();
    expect(await say('oA', '怎么开发票')).toContain('在订单页申请电子发票');
    expect(await rows('SELECT sender, type FROM message ORDER BY id')).toEqual([
      { sender: 'follower', type: 'text' },
      { sender: 'bot', type: 'text' },
    ]);
    expect(await rows('SELECT outcome, reply IS NOT NULL AS replied FROM turn')).toEqual([
      { outcome: 'done', replied: 1 },
    ]);
    expect(await rows('SELECT mode, version FROM conversation')).toEqual([{ mode: 'bot', version: 1 }]);
    expect(await rows('SELECT id, subscribed FROM follower')).toEqual([{ id: 'oA', subscribed: 1 }]);
  });

  it('keeps agents’ copy of a menu free of links', async () => {
    const { receive, rows } = await startTurns();
    const reply = await receive(eventMessage('oA', 'subscribe'));
    expect(reply.text).toContain('weixin://bizmsgmenu');
    const [stored] = await rows<{ text: string }>(`SELECT text FROM message WHERE sender = 'bot'`);
    expect(stored?.text).not.toContain('<a');
    expect(stored?.text).toContain('1 ');
  });

  it('gives a repeat of an answered message the stored reply and does nothing again', async () => {
    const { receive, rows } = await startTurns();
    const message = textMessage('oA', '#人工');
    const first = await receive(message);
    const second = await receive(message);
    expect(second.text).toBe(first.text);
    expect(await rows('SELECT COUNT(*) AS n FROM chat')).toEqual([{ n: 1 }]);
    expect(await rows('SELECT COUNT(*) AS n FROM turn')).toEqual([{ n: 1 }]);
  });

  it('lets a repeat that comes while the first runs wait for the same turn', async () => {
    const { receive, rows } = await startTurns({
      effects: {
        'handoff.enqueue': async () => {
          await pause(50);
          return { ok: false, code: 'DOWN' };
        },
      },
    });
    const message = textMessage('oA', '#人工');
    const replies = await Promise.all([receive(message), receive(message), receive(message)]);
    expect(new Set(replies.map((reply) => reply.turnId)).size).toBe(1);
    expect(await rows('SELECT COUNT(*) AS n FROM turn')).toEqual([{ n: 1 }]);
  });

  it('runs the messages of one follower in their order', async () => {
    const { say, rows } = await startTurns();
    await Promise.all(['一', '二', '三', '四'].map((text) => say('oA', text)));
    const stored = await rows<{ text: string }>(
      `SELECT text FROM message WHERE sender = 'follower' ORDER BY id`,
    );
    expect(stored.map((row) => row.text)).toEqual(['一', '二', '三', '四']);
  });

  it('keeps different followers apart', async () => {
    const { say, rows } = await startTurns();
    await Promise.all([say('oA', '#人工'), say('oB', '怎么开发票')]);
    expect(await rows('SELECT follower_id, mode FROM conversation ORDER BY follower_id')).toEqual([
      { follower_id: 'oA', mode: 'queued' },
      { follower_id: 'oB', mode: 'bot' },
    ]);
  });

  it('records what needs no dialogue and answers nothing', async () => {
    const { receive, rows } = await startTurns();
    const reply = await receive(
      eventMessage('oA', 'TEMPLATESENDJOBFINISH', { MsgID: '1', Status: 'success' }),
    );
    expect(reply.text).toBeNull();
    expect(await rows('SELECT outcome FROM turn')).toEqual([{ outcome: 'ignored' }]);
  });

  it('closes the window and drops what was still to be sent when the follower leaves', async () => {
    const { say, receive, rows, store } = await startTurns();
    await say('oA', '你好');
    await store.unitOfWork.run((tx) =>
      tx.execute(
        `INSERT INTO outbox (key, kind, follower_id, args, status, attempts, next_at, created_at, updated_at)
         VALUES ('k', 'wechat.send_text', 'oA', '{}', 'pending', 0, 0, 0, 0)`,
      ),
    );
    await receive(eventMessage('oA', 'unsubscribe'));
    expect(await rows('SELECT status, error_code FROM outbox')).toEqual([
      { status: 'failed', error_code: 'UNSUBSCRIBED' },
    ]);
    expect(await rows('SELECT SUM(allowed - used) AS n FROM send_window')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT subscribed FROM follower')).toEqual([{ subscribed: 0 }]);
    await receive(eventMessage('oA', 'subscribe'));
    expect(await rows('SELECT subscribed FROM follower')).toEqual([{ subscribed: 1 }]);
  });
});

describe('a turn that fails', () => {
  const broken = { effects: { 'handoff.enqueue': async () => Promise.reject(new Error('a fault')) } };

  it('is rolled back, recorded and answered with an apology that offers a human', async () => {
    const { say, rows } = await startTurns(broken);
    const text = await say('oA', '#人工');
    expect(text).toContain('#人工');
    expect(await rows('SELECT outcome FROM turn')).toEqual([{ outcome: 'failed' }]);
    expect(await rows('SELECT COUNT(*) AS n FROM conversation')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT sender FROM message ORDER BY id')).toEqual([
      { sender: 'follower' },
      { sender: 'bot' },
    ]);
  });

  it('gives a repeat the same apology', async () => {
    const { receive } = await startTurns(broken);
    const message = textMessage('oA', '#人工');
    expect((await receive(message)).text).toBe((await receive(message)).text);
  });

  it('does not stop the conversation', async () => {
    const { say } = await startTurns(broken);
    await say('oA', '#人工');
    expect(await say('oA', '怎么开发票')).toContain('电子发票');
  });

  it('makes the platform try again when nothing can be stored, and tells the follower at its last try', async () => {
    const down = { run: () => Promise.reject(new AppError('STORE_UNAVAILABLE', 'disk full')) };
    const { runner, clock } = await startTurns({ unitOfWork: down });
    const message = textMessage('oA', '你好');
    const attempt = () => runner.receive(message, delivery(clock.now()));
    await expect(attempt()).rejects.toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
    clock.advance(5_000);
    await expect(attempt()).rejects.toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
    clock.advance(5_000);
    expect((await attempt()).text).toContain('没有收到');
  });
});

describe('a late reply', () => {
  it('leaves a timer with the turn when nobody listens any more', async () => {
    const { runner, clock, rows } = await startTurns();
    const gone = delivery(clock.now());
    gone.cut();
    const reply = await runner.receive(textMessage('oA', '怎么开发票'), gone);
    expect(reply.late).toBe(true);
    expect(await rows('SELECT name, due_at FROM timer')).toEqual([
      { name: 'late_reply', due_at: NOON + 15_000 },
    ]);
  });

  it('leaves a timer when everybody hung up during the commit', async () => {
    const { runner, clock, rows, deps, store } = await startTurns();
    const hungUp = delivery(clock.now());
    deps.unitOfWork = {
      run: async (work) => {
        const result = await store.unitOfWork.run(work);
        hungUp.cut();
        return result;
      },
    };
    const reply = await runner.receive(textMessage('oA', '怎么开发票'), hungUp);
    expect(reply.late).toBe(true);
    expect(await rows('SELECT name FROM timer')).toEqual([{ name: 'late_reply' }]);
  });

  it('is called off by a delivery that takes it', async () => {
    const { runner, clock, rows } = await startTurns();
    const gone = delivery(clock.now());
    gone.cut();
    const message = textMessage('oA', '怎么开发票');
    await runner.receive(message, gone);
    clock.advance(5_000);
    const repeat = await runner.receive(message, delivery(clock.now()));
    expect(repeat).toMatchObject({ text: expect.stringContaining('电子发票'), late: true });
    await runner.replyTaken(repeat.turnId ?? 0);
    expect(await rows('SELECT COUNT(*) AS n FROM timer')).toEqual([{ n: 0 }]);
  });

  it('goes to the outbox once when no delivery came, and shows there in the log', async () => {
    const { runner, clock, rows, store } = await startTurns();
    const gone = delivery(clock.now());
    gone.cut();
    const reply = await runner.receive(textMessage('oA', '怎么开发票'), gone);
    clock.advance(15_000);
    await runner.sendLate('oA', reply.turnId ?? 0);
    await store.unitOfWork.run((tx) =>
      sendLateReply(tx, { turnId: reply.turnId ?? 0, followerId: 'oA', now: clock.now(), customSend: true }),
    );
    expect(await rows('SELECT kind, status FROM outbox')).toEqual([
      { kind: 'wechat.send_text', status: 'pending' },
    ]);
    expect(await rows(`SELECT outbox_id FROM message WHERE sender = 'bot'`)).toEqual([{ outbox_id: 1 }]);
    expect(await rows('SELECT COUNT(*) AS n FROM timer')).toEqual([{ n: 0 }]);
  });
});

describe('an account without the right to send', () => {
  it('puts what waits for the follower before the next reply, oldest first, once', async () => {
    const { runner, say, rows, deps } = await startTurns({ customSend: false });
    await say('oA', '#人工');
    const [chat] = await rows<{ id: string }>('SELECT id FROM chat');
    await runner.act('oA', async (tx) => {
      await deps.openChatId(tx, 'oA');
      expect(chat?.id).toBeDefined();
      return { value: undefined, event: { kind: 'claimed', staffName: '小李' } };
    });
    await runner.act('oA', async () => ({ value: undefined, event: { kind: 'handed_back' } }));
    const text = await say('oA', '怎么开发票');
    expect(text).toMatch(/小李[\s\S]*人工服务已结束[\s\S]*电子发票/);
    expect(await say('oA', '周末上班吗')).not.toContain('小李');
    expect(await rows(`SELECT DISTINCT status FROM outbox`)).toEqual([{ status: 'sent' }]);
  });
});

describe('an agent’s action', () => {
  it('changes the conversation and speaks through the outbox in one unit', async () => {
    const { runner, say, rows } = await startTurns();
    await say('oA', '#人工');
    await runner.act('oA', async () => ({ value: 'claimed', event: { kind: 'claimed', staffName: '小李' } }));
    expect(await rows('SELECT mode FROM conversation')).toEqual([{ mode: 'human' }]);
    const [row] = await rows<{ args: string; status: string }>('SELECT args, status FROM outbox');
    expect(row).toMatchObject({ status: 'pending', args: expect.stringContaining('小李') });
    expect(await say('oA', '你好')).toBeNull();
  });

  it('is rolled back whole when it throws', async () => {
    const { runner, say, rows } = await startTurns();
    await say('oA', '#人工');
    await expect(
      runner.act('oA', async (tx) => {
        await tx.execute(`UPDATE chat SET state = 'human'`);
        throw new AppError('CHAT_TAKEN', 'too late');
      }),
    ).rejects.toThrow(expect.objectContaining({ code: 'CHAT_TAKEN' }));
    expect(await rows('SELECT state FROM chat')).toEqual([{ state: 'queued' }]);
    expect(await rows('SELECT COUNT(*) AS n FROM outbox')).toEqual([{ n: 0 }]);
  });
});

describe('a flood', () => {
  it('is dropped after a note, without touching anybody else', async () => {
    const { say, rows } = await startTurns();
    const replies: (string | null)[] = [];
    // One after another would be slowed to a minute: all at once reaches the bound at once.
    await Promise.all(
      Array.from({ length: 70 }, async (_, index) => replies.push(await say('oA', `消息${index}`))),
    );
    expect(replies.filter((text) => text?.includes('太快'))).toHaveLength(1);
    expect(replies.filter((text) => text === null)).toHaveLength(9);
    expect(await rows('SELECT COUNT(*) AS n FROM turn')).toEqual([{ n: 60 }]);
    expect(await say('oB', '怎么开发票')).toContain('电子发票');
  });
});

describe('a stored turn', () => {
  it('replays to the same state from its row alone', async () => {
    const { say, receive, runner, rows, deps } = await startTurns();
    await receive(eventMessage('oA', 'subscribe'));
    for (const text of [
      '怎么开发票',
      '那周末呢',
      '1',
      '没有这种问题',
      '还是不懂',
      '#人工',
      '排到了吗',
      '取消排队',
      '菜单',
      '2',
    ])
      await say('oA', text);
    await runner.act('oA', async () => ({ value: 0, event: { kind: 'closed' } }));
    const turns = await rows<{ state_before: string | null; record: string }>(
      'SELECT state_before, record FROM turn ORDER BY id',
    );
    expect(turns).toHaveLength(12);
    expect(JSON.parse(turns[2]?.record ?? '').signals.leansOn).toEqual({
      entry: 'invoice',
      text: '周末怎么开发票',
    });
    for (const turn of turns) {
      expect(await replayTurn({ stateBefore: turn.state_before, record: turn.record }, deps.content)).toEqual(
        { kind: 'same' },
      );
    }
  });

  it('is noticed when it no longer replays to the same state', async () => {
    const { say, rows, deps } = await startTurns();
    await say('oA', '怎么开发票');
    await say('oA', '不知所云');
    const turns = await rows<{ state_before: string | null; record: string }>(
      'SELECT state_before, record FROM turn ORDER BY id',
    );
    const changed =
      turns[1]?.record.replace(
        '"kind":"none"',
        '"kind":"answer","score":1,"entry":{"id":"x","question":"q","answer":"a","category":"c"}',
      ) ?? '';
    expect(
      await replayTurn({ stateBefore: turns[1]?.state_before ?? null, record: changed }, deps.content),
    ).toMatchObject({ kind: 'different' });
  });
});
