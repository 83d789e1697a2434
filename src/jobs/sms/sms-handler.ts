import { z } from 'zod';
import type { PhoneCodeService } from '../../customers';
import type { Clock } from '../../kernel/clock';
import type { Reader, Transaction, UnitOfWork } from '../../kernel/transaction';
import type { OutboxHandler, SendOutcome } from '../send-outcome';
import type { SmsSender } from './sms-sender';

export interface SmsHandlerDeps {
  codes: PhoneCodeService;
  sender: SmsSender;
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  businessName: string;
  /** Writes a message to the follower with the unit; the same key is the same message. */
  tellFollower: (
    tx: Transaction,
    message: { followerId: string; text: string; key: string; at: number },
  ) => Promise<void>;
}

const argsSchema = z.object({ code: z.number().int() });
const RETRY_AFTER_MS = 2_000;
const MAX_ATTEMPTS = 3;

/**
 * Sends one-time codes. A code is made for the moment of sending and stands in no row; sent twice, it is the same one.
 * When it cannot be sent the follower is told, with the change that makes the code worthless.
 */
export function smsHandler(deps: SmsHandlerDeps): OutboxHandler {
  const { codes, sender, unitOfWork, reader, clock, businessName } = deps;

  const giveUp = async (
    id: number,
    followerId: string,
    code: string,
    detail: string,
  ): Promise<SendOutcome> => {
    await unitOfWork.run(async (tx) => {
      if (!(await codes.fail(tx, id))) return;
      await deps.tellFollower(tx, {
        followerId,
        text: '抱歉，验证码短信没有发出去。请核对手机号，稍后回复 重发；也可以回复 #人工 转人工客服。',
        key: `sms:${id}:failed`,
        at: clock.now(),
      });
    });
    return { kind: 'failed', code, reason: '验证码短信没有发出', alert: code === 'SMS_UNREACHABLE', detail };
  };

  return {
    windowed: false,
    repeatable: true,
    carryOut: async (item) => {
      const { code: id } = argsSchema.parse(item.args);
      const outgoing = await codes.read(reader, id, clock.now());
      if (outgoing === undefined)
        return { kind: 'failed', code: 'OUTDATED', reason: '验证码已经用过或过期', alert: false };
      const { followerId, phone, code, minutes } = outgoing;
      const text = `【${businessName}】验证码 ${code}，${minutes} 分钟内有效。请勿告诉他人。`;
      const outcome = await sender.send({ phone, code, minutes, text });
      switch (outcome.kind) {
        case 'sent':
          return outcome;
        case 'refused':
          return giveUp(id, followerId, 'SMS_REFUSED', outcome.detail);
        case 'retry':
          return item.attempts + 1 < MAX_ATTEMPTS
            ? {
                kind: 'retry',
                afterMs: RETRY_AFTER_MS,
                code: 'SMS_UNREACHABLE',
                reason: '短信通道暂时不可用',
                detail: outcome.detail,
              }
            : giveUp(id, followerId, 'SMS_UNREACHABLE', outcome.detail);
      }
    },
  };
}
