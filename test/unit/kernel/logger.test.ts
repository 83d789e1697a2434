import { QueryFailedError } from 'typeorm';
import { AppError } from '../../../src/kernel/errors';
import { captureLog } from '../../helpers/log';

describe('the log', () => {
  it('hides texts, names, phone numbers, addresses and secrets wherever they stand', () => {
    const { logger, lines } = captureLog();
    logger.info(
      {
        message: {
          content: '我家的暗号',
          Content: '我家的暗号',
          from: { name: '王小明', phone: '13800001234' },
        },
        list: [{ email: 'wang@example.com' }, '请打13800001234'],
        headers: { cookie: 'weikefu_session=abc', authorization: 'Bearer abc' },
        access_token: 'TOKEN',
      },
      '电话 13800001234 邮箱 wang@example.com',
    );
    const line = lines.join('');
    for (const secret of [
      '暗号',
      '王小明',
      '13800001234',
      'wang@example.com',
      'session=abc',
      'Bearer abc',
      'TOKEN',
    ]) {
      expect(line).not.toContain(secret);
    }
    expect(line).toContain('138****1234');
  });

  it('writes an error without the parameters of its query', () => {
    const { logger, lines } = captureLog();
    const failed = new QueryFailedError(
      'INSERT INTO message (text) VALUES (?)',
      ['我家的暗号'],
      new Error('UNIQUE constraint failed'),
    );
    logger.error({ err: new AppError('INTERNAL', 'a turn failed', { cause: failed }) }, 'failed');
    const line = lines.join('');
    expect(line).not.toContain('暗号');
    expect(line).toContain('UNIQUE constraint failed');
    expect(JSON.parse(line).err).toMatchObject({
      type: 'AppError',
      code: 'INTERNAL',
      cause: { type: 'QueryFailedError' },
    });
  });

  it('survives deep and circular values', () => {
    const { logger, lines } = captureLog();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    logger.info({ circular, big: 12345678901234567890n, bytes: Buffer.from('我家的暗号') }, 'odd');
    expect(lines.join('')).toContain('"msg":"odd"');
    expect(lines.join('')).not.toContain('暗号');
  });
});
