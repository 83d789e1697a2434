import { setTimeout as pause } from 'node:timers/promises';
import { KeyedQueue } from '../../../src/kernel/keyed-queue';

describe('a keyed queue', () => {
  it('runs tasks of a key in order and tasks of different keys side by side', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    const task = (name: string, ms: number) => async () => {
      order.push(`${name} begins`);
      await pause(ms);
      order.push(`${name} ends`);
    };
    await Promise.all([
      queue.run('a', task('a1', 30)),
      queue.run('a', task('a2', 1)),
      queue.run('b', task('b1', 1)),
    ]);
    expect(order).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('goes on after a task that fails, and fails only its caller', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', async () => Promise.reject(new Error('broken')));
    const next = queue.run('a', async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });

  it('forgets keys that are done', async () => {
    const queue = new KeyedQueue();
    const running = queue.run('a', () => pause(1));
    expect(queue.length('a')).toBe(1);
    await running;
    await queue.idle();
    expect(queue.length('a')).toBe(0);
  });
});
