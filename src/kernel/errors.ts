import { ERROR_CODES, type ErrorCode } from './error-codes';

interface AppErrorOptions {
  cause?: unknown;
  /** What a person reads instead of the code's own text (Chinese). */
  userText?: string;
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** More about it, for programs: reaches HTTP clients as `error.details`. */
  details?: unknown;
}

/**
 * A failure with a stable code. The message is for the operator and holds no secret and no text of a follower;
 * `userText` is for people. Expected outcomes (slot taken, no answer found) are returned, not thrown.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userText: string;
  readonly retryAfterSeconds: number | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userText = options.userText ?? ERROR_CODES[code].text;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** Makes a `switch` over a closed set fail to compile when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
