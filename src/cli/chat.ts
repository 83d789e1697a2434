import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import { createLogger } from '../kernel/logger';
import { ChatSession } from '../sandbox/terminal/chat-session';
import { ControlClient } from '../sandbox/terminal/control-client';
import { startServer } from '../server';

interface ServerAtHand {
  url: string;
  close(): Promise<void>;
}

/** `npm run chat`: a follower at the terminal, or at the end of a pipe. */
export function main(): void {
  const program = new Command('npm run chat --')
    .description('在终端里和机器人聊天；默认启动一个使用临时数据的完整服务，结束后全部删除。')
    .option('--server <url>', '连接到已经运行的服务，例如 http://127.0.0.1:3000')
    .option('--as <name>', '粉丝的名字', '终端粉丝')
    .action((options: { server?: string; as: string }) => {
      chat(options).then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
          process.exit(1);
        },
      );
    });
  program.parse();
}

async function chat({ server: url, as: name }: { server?: string; as: string }): Promise<void> {
  // Lines typed or piped while the server starts wait in here.
  const terminal = readline.createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? process.stdout : undefined,
    prompt: '> ',
  });
  const lines = terminal[Symbol.asyncIterator]();
  terminal.on('SIGINT', () => terminal.close());
  const server = url === undefined ? await startTemporaryServer() : { url, close: async () => {} };
  try {
    const session = new ChatSession(new ControlClient(server.url), (text) => show(terminal, text));
    await session.open(name);
    if (process.stdin.isTTY) show(terminal, '（输入 /help 查看命令，Ctrl+D 结束）');
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      if (!(await session.run(next.value))) break;
      if (process.stdin.isTTY) terminal.prompt();
    }
    await session.close();
  } finally {
    terminal.close();
    await server.close();
  }
}

/** One message, followed by an empty line; the prompt moves below it. */
function show(terminal: readline.Interface, text: string): void {
  if (process.stdin.isTTY) {
    readline.cursorTo(process.stdout, 0);
    readline.clearLine(process.stdout, 0);
  }
  process.stdout.write(`${text}\n\n`);
  if (process.stdin.isTTY) terminal.prompt(true);
}

/** The whole product on a free port, with data that are deleted at the end and no account but the sandbox's. */
async function startTemporaryServer(): Promise<ServerAtHand> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-chat-'));
  const removeData = () => fs.rmSync(dataDir, { recursive: true, force: true });
  // An empty value means unset: nothing of a real account in .env reaches this server.
  const config = loadConfig({
    SANDBOX: 'on',
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    PUBLIC_URL: '',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    LOG_LEVEL: 'silent',
    WECHAT_APP_ID: '',
    WECHAT_APP_SECRET: '',
    WECHAT_TOKEN: '',
    WECHAT_TOKEN_PREVIOUS: '',
    WECHAT_ENCODING_AES_KEY: '',
    WECHAT_ENCODING_AES_KEY_PREVIOUS: '',
    WECHAT_MODE: '',
    WECHAT_API_BASE: '',
  });
  // Ctrl+C in a pipe, or a stop from outside: the data go all the same.
  process.once('exit', removeData);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const server = await startServer(config, { logger: createLogger('silent') });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      removeData();
    },
  };
}
