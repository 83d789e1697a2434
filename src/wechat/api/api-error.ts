import { AppError } from '../../kernel/errors';
import { maskText } from '../../kernel/mask';
import { type ErrorAction, ruleOf, SYSTEM_BUSY } from './errcodes';

const MAX_ERRMSG_LENGTH = 200;

export interface Refused {
  /** The path of the call, without query. */
  path: string;
  errcode: number;
  errmsg: string;
  /** Texts that must not appear in the message, such as the access token. */
  secrets: readonly string[];
  /** Whether the call asked for a token. */
  tokenCall: boolean;
}

/** The platform said no: the call arrived, and `action` says what to do about it. */
export class WechatApiError extends AppError {
  readonly errcode: number;
  /** As the platform sent it, without secrets. */
  readonly errmsg: string;
  readonly action: ErrorAction;
  /** Whether an operator has to know. */
  readonly alert: boolean;
  /** True when the platform may have done the work all the same (errcode −1), so that a repeat could do it twice. */
  readonly maybeSent: boolean;
  /** The platform's own request id, for its support and the call openapi/rid/get. */
  readonly rid: string | undefined;

  constructor({ path, errcode, errmsg, secrets, tokenCall }: Refused) {
    const safe = hideSecrets(errmsg, secrets);
    const { action, alert, retryAfterSeconds } = ruleOf(errcode, { tokenCall });
    super(
      'WECHAT_API',
      `${path} was refused with errcode ${errcode}: ${safe}`,
      retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
    );
    this.name = 'WechatApiError';
    this.errcode = errcode;
    this.errmsg = safe;
    this.action = action;
    this.alert = alert;
    this.maybeSent = errcode === SYSTEM_BUSY && !tokenCall;
    this.rid = /\brid:\s*([\w-]+)/.exec(safe)?.[1];
  }
}

/** The call or its answer got lost on the way. */
export class WechatNetworkError extends AppError {
  /** False only when it is certain that nothing reached the platform, so that even a send may be repeated. */
  readonly maybeSent: boolean;

  constructor(path: string, problem: string, options: { maybeSent: boolean; cause?: unknown }) {
    super('WECHAT_NETWORK', `${path} failed: ${problem}`, { cause: options.cause });
    this.name = 'WechatNetworkError';
    this.maybeSent = options.maybeSent;
  }
}

function hideSecrets(errmsg: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')),
    errmsg,
  );
  return maskText(hidden).slice(0, MAX_ERRMSG_LENGTH);
}
