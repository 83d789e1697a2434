import type { ErrorCode } from '../kernel/error-codes';
import { AppError } from '../kernel/errors';

/**
 * Why a callback is refused, with the number that the platform's own samples use for the same failure
 * (消息加解密说明 › 错误码), so that an operator can look it up.
 */
const REFUSALS = {
  signature: { platformCode: -40001, code: 'WECHAT_SIGNATURE' },
  malformed: { platformCode: -40002, code: 'WECHAT_MALFORMED' },
  appId: { platformCode: -40005, code: 'WECHAT_APP_ID' },
  padding: { platformCode: -40007, code: 'WECHAT_DECRYPT' },
  frame: { platformCode: -40008, code: 'WECHAT_DECRYPT' },
  base64: { platformCode: -40010, code: 'WECHAT_DECRYPT' },
} as const satisfies Record<string, { platformCode: number; code: ErrorCode }>;

/** The error of a refused callback. `detail` is for the operator and holds nothing that a follower wrote. */
export function refusal(reason: keyof typeof REFUSALS, detail: string): AppError {
  const { platformCode, code } = REFUSALS[reason];
  return new AppError(code, `${platformCode} ${detail}`);
}
