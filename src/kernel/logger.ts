import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { maskText } from './mask';

export type Logger = PinoLogger;

/** Keys whose values never reach a log, wherever they stand: texts of people, names, secrets. */
const HIDDEN_KEYS = new Set(
  [
    'text',
    'content',
    'label',
    'question',
    'reply',
    'replies',
    'body',
    'xml',
    'raw',
    'norm',
    'recognition',
    'name',
    'contactName',
    'customerName',
    'remark',
    'nickname',
    'address',
    'phone',
    'email',
    'password',
    'passwordHash',
    'secret',
    'token',
    'csrfToken',
    'accessToken',
    'access_token',
    'appSecret',
    'aesKey',
    'encodingAesKey',
    'cookie',
    'authorization',
    'set-cookie',
    'parameters',
    'query',
    'driverError',
  ].map((key) => key.toLowerCase()),
);

const MAX_DEPTH = 6;

/** A copy of `value` that is safe to write to a log. Errors become type, code, message and stack. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return describeError(value, depth);
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  const safe: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    safe[key] = HIDDEN_KEYS.has(key.toLowerCase()) ? '[hidden]' : redact(item, depth + 1);
  }
  return safe;
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: maskText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: maskText(error.stack) }),
    ...(cause === undefined || depth >= MAX_DEPTH ? {} : { cause: redact(cause, depth + 1) }),
  };
}

/** The process log: JSON lines on standard output (or `destination`), everything masked. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // pino's own error serializer would copy every property, the parameters of a failed query included.
      serializers: { err: (error) => error, error: (error) => error },
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((arg) => (typeof arg === 'string' ? maskText(arg) : arg)) as typeof args,
          );
        },
      },
    },
    destination ?? standardOutput(),
  );
}

/** Lines that wait while standard output takes none, in bytes; what comes after them is lost. */
const MAX_WAITING_BYTES = 1024 * 1024;

const RETRY_AFTER_MS = 1_000;

/** Standard output as a log. When the disk behind it is full the service goes on, and lines wait or are lost. */
function standardOutput(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: false, maxLength: MAX_WAITING_BYTES });
  let retry: NodeJS.Timeout | undefined;
  // Without a listener the first line that cannot be written would end the process.
  stream.on('error', () => {
    retry ??= setTimeout(() => {
      retry = undefined;
      stream.write('');
    }, RETRY_AFTER_MS).unref();
  });
  const { flushSync } = stream;
  // pino calls it when the process ends, and then it would try for ever.
  stream.flushSync = () => {
    if (retry === undefined) flushSync.call(stream);
  };
  return stream;
}
