/**
 * What to do about an errcode of the platform's API (全局返回码, and the pages of each call):
 * `retry` later by itself, `refresh_token` once and try once more, `wait_user` until the follower acts again,
 * `wait_tomorrow` until 00:00 Beijing time, `give_up` because it will fail again, `alert` because an operator must act.
 */
export type ErrorAction = 'retry' | 'refresh_token' | 'wait_user' | 'wait_tomorrow' | 'give_up' | 'alert';

export interface ErrorRule {
  action: ErrorAction;
  /** Whether an operator has to know, besides what the action says. */
  alert: boolean;
  /** How long to wait at least before a retry. */
  retryAfterSeconds?: number;
}

interface Row {
  /** A code, or the first and the last of a range. */
  codes: number | [first: number, last: number];
  meaning: string;
  action: ErrorAction;
  alert?: true;
  retryAfterSeconds?: number;
}

/** The platform answers −1 when it is busy, sometimes after it has done the work. */
export const SYSTEM_BUSY = -1;

export const ERRCODE_TABLE: readonly Row[] = [
  { codes: SYSTEM_BUSY, meaning: 'system busy', action: 'retry', retryAfterSeconds: 1 },
  { codes: 40001, meaning: 'access token invalid or not the latest', action: 'refresh_token' },
  { codes: 40002, meaning: 'wrong grant type', action: 'give_up' },
  { codes: 40003, meaning: 'openid of another account, or not a follower', action: 'give_up' },
  { codes: [40004, 40006], meaning: 'media type or size', action: 'give_up' },
  { codes: 40007, meaning: 'media id invalid or expired', action: 'give_up' },
  { codes: 40008, meaning: 'message type', action: 'give_up' },
  { codes: [40009, 40012], meaning: 'media size', action: 'give_up' },
  { codes: 40013, meaning: 'app id invalid', action: 'alert' },
  { codes: 40014, meaning: 'access token invalid', action: 'refresh_token' },
  { codes: [40016, 40027], meaning: 'shape of the menu', action: 'give_up' },
  { codes: 40029, meaning: 'authorisation code invalid: start the authorisation again', action: 'give_up' },
  { codes: 40033, meaning: 'escaped characters in the body', action: 'give_up' },
  { codes: 40035, meaning: 'parameter invalid', action: 'give_up' },
  { codes: 40037, meaning: 'template id', action: 'give_up', alert: true },
  { codes: 40125, meaning: 'app secret invalid', action: 'alert' },
  { codes: 40163, meaning: 'authorisation code used: start the authorisation again', action: 'give_up' },
  { codes: 40164, meaning: 'this server is not on the IP white list', action: 'alert' },
  { codes: 40243, meaning: 'app secret frozen', action: 'alert' },
  { codes: [41001, 41009], meaning: 'parameter missing', action: 'give_up' },
  { codes: 42001, meaning: 'access token expired', action: 'refresh_token' },
  { codes: 42002, meaning: 'refresh token expired: authorise again', action: 'alert' },
  { codes: 42003, meaning: 'authorisation code expired: start the authorisation again', action: 'give_up' },
  { codes: 42007, meaning: 'password changed: authorise again', action: 'alert' },
  { codes: [43002, 43003], meaning: 'POST or https required', action: 'give_up' },
  { codes: 43004, meaning: 'the receiver does not follow', action: 'wait_user' },
  { codes: 43019, meaning: 'the follower is on our black list', action: 'give_up' },
  { codes: 43101, meaning: 'the follower refused the subscription', action: 'wait_user' },
  { codes: [44002, 44004], meaning: 'empty body or text', action: 'give_up' },
  { codes: [45001, 45008], meaning: 'size or length limit', action: 'give_up' },
  { codes: 45009, meaning: 'daily quota of the call used up', action: 'wait_tomorrow', alert: true },
  { codes: 45011, meaning: 'too frequent', action: 'retry', retryAfterSeconds: 60 },
  { codes: 45015, meaning: 'outside the reply window, or unsubscribed', action: 'wait_user' },
  { codes: 45047, meaning: 'customer-service messages of the window used up', action: 'wait_user' },
  { codes: 45065, meaning: 'client message id repeated', action: 'give_up' },
  { codes: 45066, meaning: 'mass messages too fast', action: 'retry', retryAfterSeconds: 60 },
  { codes: 45072, meaning: 'typing: wrong command', action: 'give_up' },
  { codes: [45080, 45081], meaning: 'typing: no recent message, or shown already', action: 'give_up' },
  { codes: 46003, meaning: 'no menu', action: 'give_up' },
  { codes: 46004, meaning: 'no such user', action: 'give_up' },
  { codes: [47001, 47003], meaning: 'JSON or template value invalid', action: 'give_up' },
  { codes: 48001, meaning: 'call not authorised for this account', action: 'alert' },
  { codes: 48002, meaning: 'the follower switched messages off', action: 'wait_user' },
  {
    codes: [48003, 48006],
    meaning: 'agreement, blocked call, material in use or clear_quota used up',
    action: 'alert',
  },
  { codes: 48008, meaning: 'no right to send this type', action: 'alert' },
  { codes: 50001, meaning: 'the follower did not authorise', action: 'wait_user' },
  { codes: 50002, meaning: 'follower or account restricted', action: 'give_up', alert: true },
  { codes: 50004, meaning: 'token call forbidden', action: 'alert' },
  { codes: 50005, meaning: 'not a follower', action: 'wait_user' },
  { codes: 50007, meaning: 'account frozen', action: 'alert' },
  { codes: 61003, meaning: 'not authorised to the component', action: 'alert' },
  { codes: 61007, meaning: 'call not authorised to the component', action: 'alert' },
  { codes: [61023, 61024], meaning: 'token of the component', action: 'alert' },
  { codes: 61450, meaning: 'customer-service accounts: system error', action: 'retry', retryAfterSeconds: 1 },
  { codes: [61451, 61457], meaning: 'customer-service accounts: parameter', action: 'give_up' },
  { codes: [65301, 65317], meaning: 'conditional menus', action: 'give_up' },
  { codes: [65400, 65417], meaning: 'customer-service sessions', action: 'give_up' },
  { codes: 76022, meaning: 'no quota for this path', action: 'give_up' },
  { codes: 87009, meaning: 'signature of an encrypted call', action: 'give_up' },
  { codes: [89501, 89503], meaning: 'the IP waits for the administrator', action: 'alert' },
  { codes: [89506, 89507], meaning: 'the administrator refused the IP for a time', action: 'alert' },
];

/** A code that nobody listed: trying again is a guess, so a person should look at it. */
const UNKNOWN_RULE: ErrorRule = { action: 'give_up', alert: true };

/** The rule for an errcode; `tokenCall` when it came from asking for a token, where a new token cannot help. */
export function ruleOf(errcode: number, { tokenCall = false } = {}): ErrorRule {
  const row = ERRCODE_TABLE.find(({ codes }) =>
    typeof codes === 'number' ? codes === errcode : codes[0] <= errcode && errcode <= codes[1],
  );
  if (row === undefined) return UNKNOWN_RULE;
  const action = tokenCall && row.action === 'refresh_token' ? 'alert' : row.action;
  const rule: ErrorRule = { action, alert: action === 'alert' || row.alert === true };
  return row.retryAfterSeconds === undefined ? rule : { ...rule, retryAfterSeconds: row.retryAfterSeconds };
}
