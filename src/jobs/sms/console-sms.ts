import type { Logger } from '../../kernel/logger';
import type { SmsSender } from './sms-sender';

/** For the sandbox: the message is written to the log, and shown by whoever `show`s it. Not for real numbers. */
export function consoleSms(logger: Logger, show?: (phone: string, text: string) => void): SmsSender {
  return {
    send: async ({ phone, text }) => {
      logger.info({ to: phone, sms: text }, 'an SMS of the sandbox');
      show?.(phone, text);
      return { kind: 'sent' };
    },
  };
}
