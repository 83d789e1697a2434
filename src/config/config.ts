import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../kernel/errors';

/** The account that the sandbox plays when no real one is configured. */
export const SANDBOX_ACCOUNT = {
  appId: 'wx0000000000sandbox',
  appSecret: 'sandbox-secret',
  token: 'sandboxtoken',
  originalId: 'gh_sandbox000000',
} as const;

const aesKey = z
  .string()
  .regex(
    /^[A-Za-z0-9]{43}$/,
    'must be the 43 letters and digits shown as EncodingAESKey in the WeChat settings',
  );
const token = z.string().regex(/^[A-Za-z0-9]{3,32}$/, 'must be 3 to 32 letters or digits');
const port = (fallback: number) =>
  z.coerce.number().int('must be a whole number').min(0).max(65_535).default(fallback);
const onOff = z.enum(['on', 'off'], { error: 'must be on or off' });
const url = z.string().regex(/^https?:\/\/[^\s]+$/, 'must begin with http:// or https://');

/** Each setting, as `.env.example` documents it. */
const environmentSchema = z.object({
  PORT: port(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  TRUST_PROXY: onOff.default('off'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:PATH or postgres://…')
    .optional(),
  WECHAT_APP_ID: z.string().optional(),
  WECHAT_APP_SECRET: z.string().optional(),
  WECHAT_TOKEN: token.optional(),
  WECHAT_ENCODING_AES_KEY: aesKey.optional(),
  WECHAT_TOKEN_PREVIOUS: token.optional(),
  WECHAT_ENCODING_AES_KEY_PREVIOUS: aesKey.optional(),
  WECHAT_MODE: z
    .enum(['plain', 'compatible', 'secure'], { error: 'must be plain, compatible or secure' })
    .optional(),
  WECHAT_API_BASE: url.optional(),
  WECHAT_CUSTOM_SEND: onOff.default('on'),
  WECHAT_MESSAGE_QUOTA: z.coerce.number().int().min(1).max(100).default(5),
  WECHAT_CLICK_QUOTA: z.coerce.number().int().min(0).max(100).default(3),
  WECHAT_KF_ACCOUNT: z.string().min(1).max(60).optional(),
  SANDBOX: onOff.optional(),
  BOT_FLOWS_DIR: z.string().default('bot-flows'),
  KB_SEED_DIR: z.string().default('kb-seed'),
  HANDOFF_MODE: z.enum(['console', 'wechat'], { error: 'must be console or wechat' }).default('console'),
  BOOKING_OPEN_TO: z
    .enum(['everyone', 'vip_admin'], { error: 'must be everyone or vip_admin' })
    .default('everyone'),
  SMS_PROVIDER: z.enum(['console', 'http', 'off'], { error: 'must be console, http or off' }).optional(),
  SMS_URL: url.optional(),
  SMS_TOKEN: z.string().optional(),
  ADMIN_USERNAME: z.string().min(1).default('admin'),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  METRICS_PORT: port(9464),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Environment = z.input<typeof environmentSchema>;

export type DatabaseConfig = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** The account as the protocol needs it. */
export interface WechatAccount {
  appId: string;
  appSecret: string;
  mode: 'plain' | 'compatible' | 'secure';
  /** All are accepted; a reply is signed with the one that proved the request. */
  tokens: string[];
  /** All are accepted; a reply is encrypted with the one that opened the request. Empty in plain mode without a key. */
  aesKeys: string[];
  /** Undefined: the sandbox, at the address this server turns out to listen on. */
  apiBase: string | undefined;
  /** Whether the account has the right to send customer-service messages. */
  customSend: boolean;
  /** Customer-service messages allowed per message (within 48 h) and per click, follow or scan (within 1 min). */
  quota: { perMessage: number; perClick: number };
  /** With HANDOFF_MODE=wechat: the one account of the agent tool that gets every chat. */
  kfAccount: string | undefined;
}

export interface Config {
  host: string;
  port: number;
  publicUrl: string | undefined;
  trustProxy: boolean;
  dataDir: string;
  database: DatabaseConfig;
  wechat: WechatAccount;
  sandbox: boolean;
  botFlowsDir: string;
  kbSeedDir: string;
  handoffMode: 'console' | 'wechat';
  bookingOpenTo: 'everyone' | 'vip_admin';
  /** How one-time codes leave: written to the log (sandbox only), through a gateway, or not at all. */
  sms: { kind: 'console' } | { kind: 'http'; url: string; token: string | undefined } | { kind: 'off' };
  admin: { username: string; password: string | undefined };
  metrics: { port: number; token: string | undefined };
  logLevel: string;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads every setting once. Relative paths are taken from `baseDir`.
 * Throws CONFIG_INVALID (or SANDBOX_EXPOSED) with all problems in one message, one a line.
 */
export function parseConfig(environment: Record<string, string | undefined>, baseDir: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const env = parsed.success ? parsed.data : ({ ...given } as unknown as z.output<typeof environmentSchema>);

  const sandbox = env.SANDBOX === undefined ? env.WECHAT_APP_ID === undefined : env.SANDBOX === 'on';
  const mode = env.WECHAT_MODE ?? (env.WECHAT_ENCODING_AES_KEY === undefined ? 'plain' : 'secure');
  if (!sandbox) {
    for (const name of ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN'] as const) {
      if (env[name] === undefined)
        problems.push(`${name}: is needed to serve a real account (or set SANDBOX=on)`);
    }
  }
  if (mode !== 'plain' && env.WECHAT_ENCODING_AES_KEY === undefined) {
    problems.push(`WECHAT_ENCODING_AES_KEY: is needed in ${mode} mode (or set WECHAT_MODE=plain)`);
  }
  const smsProvider = env.SMS_PROVIDER ?? (sandbox ? 'console' : 'off');
  if (smsProvider === 'http' && env.SMS_URL === undefined)
    problems.push('SMS_URL: is needed with SMS_PROVIDER=http');
  if (smsProvider === 'console' && !sandbox)
    problems.push(
      'SMS_PROVIDER: console writes codes to the log, which only the sandbox may do: use http or off',
    );
  if (problems.length > 0) {
    throw new AppError('CONFIG_INVALID', `Wrong settings, see .env.example:\n  ${problems.join('\n  ')}`);
  }
  if (sandbox && !LOOPBACK.has(env.HOST ?? '127.0.0.1')) {
    throw new AppError(
      'SANDBOX_EXPOSED',
      `The sandbox lets anybody play a follower, so it runs on loopback only, not on HOST=${env.HOST}: ` +
        'set HOST=127.0.0.1, or configure a real account with WECHAT_APP_ID, or set SANDBOX=off.',
    );
  }

  const from = (file: string) => path.resolve(baseDir, file);
  const present = (values: (string | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: env.TRUST_PROXY === 'on',
    dataDir: from(env.DATA_DIR),
    database: parseDatabase(env.DATABASE_URL, from(env.DATA_DIR), from),
    wechat: {
      appId: env.WECHAT_APP_ID ?? SANDBOX_ACCOUNT.appId,
      appSecret: env.WECHAT_APP_SECRET ?? SANDBOX_ACCOUNT.appSecret,
      mode,
      tokens: present([env.WECHAT_TOKEN ?? SANDBOX_ACCOUNT.token, env.WECHAT_TOKEN_PREVIOUS]),
      aesKeys: present([env.WECHAT_ENCODING_AES_KEY, env.WECHAT_ENCODING_AES_KEY_PREVIOUS]),
      apiBase:
        env.WECHAT_API_BASE?.replace(/\/+$/, '') ?? (sandbox ? undefined : 'https://api.weixin.qq.com'),
      customSend: env.WECHAT_CUSTOM_SEND === 'on',
      quota: { perMessage: env.WECHAT_MESSAGE_QUOTA, perClick: env.WECHAT_CLICK_QUOTA },
      kfAccount: env.WECHAT_KF_ACCOUNT,
    },
    sandbox,
    botFlowsDir: from(env.BOT_FLOWS_DIR),
    kbSeedDir: from(env.KB_SEED_DIR),
    handoffMode: env.HANDOFF_MODE,
    bookingOpenTo: env.BOOKING_OPEN_TO,
    sms:
      smsProvider === 'http'
        ? { kind: 'http', url: env.SMS_URL ?? '', token: env.SMS_TOKEN }
        : { kind: smsProvider },
    admin: { username: env.ADMIN_USERNAME, password: env.ADMIN_PASSWORD },
    metrics: { port: env.METRICS_PORT, token: env.METRICS_TOKEN },
    logLevel: env.LOG_LEVEL,
  };
}

function parseDatabase(
  url: string | undefined,
  dataDir: string,
  from: (file: string) => string,
): DatabaseConfig {
  if (url === undefined) return { kind: 'sqlite', file: path.join(dataDir, 'weikefu.db') };
  if (url.startsWith('sqlite:'))
    return { kind: 'sqlite', file: from(url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')) };
  return { kind: 'postgres', url };
}

/** The names of all settings, for the test that keeps `.env.example` complete. */
export const SETTING_NAMES = Object.keys(environmentSchema.shape);
