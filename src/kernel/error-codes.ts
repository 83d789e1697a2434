/**
 * Every error code of the product, in one place: `docs/errors.md` is checked against it.
 * `status` is the HTTP status where a code reaches an HTTP client, `text` what a person reads there (Chinese),
 * `remedy` what the operator does about it.
 */
interface ErrorEntry {
  status: number;
  text: string;
  remedy: string;
}

export const ERROR_CODES = {
  CONFIG_INVALID: {
    status: 500,
    text: '配置有误',
    remedy:
      'The message lists every wrong setting; correct them in the environment or in .env and start again.',
  },
  BAD_REQUEST: {
    status: 400,
    text: '请求格式不正确',
    remedy: 'The message names the field; /api/openapi.json describes the shape.',
  },
  UNAUTHENTICATED: { status: 401, text: '请先登录', remedy: 'Sign in with POST /api/session.' },
  WRONG_CREDENTIALS: {
    status: 401,
    text: '用户名或密码不正确',
    remedy: 'Check the user name; an administrator can set a new password.',
  },
  FORBIDDEN: { status: 403, text: '没有权限', remedy: 'The account lacks the role that this call needs.' },
  CSRF: {
    status: 403,
    text: '页面已过期，请刷新后重试',
    remedy:
      'Send the csrfToken of GET /api/session in the x-csrf-token header; behind a proxy, set PUBLIC_URL to the address people open.',
  },
  NOT_FOUND: { status: 404, text: '没有找到', remedy: 'The address or the id does not exist.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    text: '不支持这种请求',
    remedy: 'See /api/openapi.json for the methods.',
  },
  CONFLICT: {
    status: 409,
    text: '内容已变化，请刷新',
    remedy: 'Somebody else changed it first; read it again.',
  },
  CHAT_TAKEN: {
    status: 409,
    text: '这个会话不归您处理',
    remedy: 'Another agent claimed the chat first, or it is no longer in a state that allows the action.',
  },
  AGENT_BUSY: {
    status: 409,
    text: '接待的会话已达上限，请先结束一些会话',
    remedy:
      'The agent serves as many chats as they may: end some, or raise the capacity at PATCH /api/agents/{id}.',
  },
  TOO_LARGE: { status: 413, text: '内容太大', remedy: 'Send a smaller body.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    text: '操作太频繁，请稍后再试',
    remedy: 'Wait; Retry-After says how long.',
  },
  INTERNAL: {
    status: 500,
    text: '系统出了点问题，请稍后再试',
    remedy: 'A fault of the product: the log has the stack under the request id.',
  },
  WECHAT_SIGNATURE: {
    status: 403,
    text: '签名不正确',
    remedy: 'WECHAT_TOKEN differs from the token configured at WeChat, or the caller is not WeChat.',
  },
  WECHAT_APP_ID: {
    status: 403,
    text: '公众号不匹配',
    remedy: 'WECHAT_APP_ID differs from the account that sent the message.',
  },
  WECHAT_DECRYPT: {
    status: 400,
    text: '消息无法解密',
    remedy: 'WECHAT_ENCODING_AES_KEY differs from the key configured at WeChat.',
  },
  WECHAT_MALFORMED: {
    status: 400,
    text: '消息格式不正确',
    remedy: 'The body is not a WeChat message; nothing to do unless it comes from WeChat.',
  },
  WECHAT_API: {
    status: 502,
    text: '微信接口返回错误',
    remedy:
      'The platform refused a call; the message has its errcode (see docs/operations.md, platform errors).',
  },
  WECHAT_NETWORK: {
    status: 502,
    text: '暂时连不上微信',
    remedy: 'The platform could not be reached: check the outbound network and WECHAT_API_BASE.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    text: '系统繁忙，请稍后再试',
    remedy: 'The database did not take the write: check disk space and permissions of DATA_DIR.',
  },
  MIGRATION_NEEDED: {
    status: 500,
    text: '数据库版本不匹配',
    remedy: 'Run npm run migrate with this version, or start the version that wrote the database.',
  },
  KB_REGRESSION: {
    status: 409,
    text: '这项修改会让标准问题答得更差，已拒绝',
    remedy:
      'details lists the golden questions that would be answered worse: improve the entries, or repeat the call with force: true and a reason.',
  },
  SEED_INVALID: {
    status: 400,
    text: '知识文件有误',
    remedy:
      'The message lists each bad line as file:line; nothing was imported. Correct them and import again.',
  },
  FLOW_INVALID: {
    status: 500,
    text: '流程文件有误',
    remedy: 'The message names the file, the place and the remedy; npm run flows -- lint shows all of them.',
  },
  SANDBOX_EXPOSED: {
    status: 500,
    text: '沙盒只能在本机使用',
    remedy:
      'The sandbox runs on loopback only: set HOST=127.0.0.1, or configure a real account, or set SANDBOX=off.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;
