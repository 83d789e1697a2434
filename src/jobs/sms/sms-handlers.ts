import type { Config } from '../../config/config';
import type { Content } from '../../dialogue';
import type { Logger } from '../../kernel/logger';
import { appendOutgoing } from '../../turns';
import type { OutboxHandler } from '../send-outcome';
import { consoleSms } from './console-sms';
import { httpSms } from './http-sms';
import { type SmsHandlerDeps, smsHandler } from './sms-handler';
import type { SmsSender } from './sms-sender';

/** The outbox kind `sms.send`; none where no short messages can be sent. `show` puts those of the sandbox on its pages. */
export function smsHandlers(
  config: Pick<Config, 'sms' | 'wechat'>,
  parts: Omit<SmsHandlerDeps, 'sender' | 'businessName' | 'tellFollower'> & {
    logger: Logger;
    bot: { content: Content };
  },
  wake: () => void,
  show?: (phone: string, text: string) => void,
): Record<string, OutboxHandler> {
  const sender = openSms(config, parts.logger, show);
  if (sender === undefined) return {};
  const { businessName } = parts.bot.content.settings;
  const tellFollower: SmsHandlerDeps['tellFollower'] = async (tx, message) => {
    await appendOutgoing(tx, { ...message, from: 'system' }, config.wechat.customSend);
    tx.afterCommit(wake);
  };
  return { 'sms.send': smsHandler({ ...parts, sender, businessName, tellFollower }) };
}

function openSms(
  { sms }: Pick<Config, 'sms'>,
  logger: Logger,
  show?: (phone: string, text: string) => void,
): SmsSender | undefined {
  switch (sms.kind) {
    case 'console':
      return consoleSms(logger, show);
    case 'http':
      return httpSms(sms);
    case 'off':
      return undefined;
  }
}
