import { loadConfig } from './config/load';
import { AppError } from './kernel/errors';
import { createLogger } from './kernel/logger';
import { startServer } from './server';

/** Longer than a turn may take, shorter than a service manager waits. */
const STOP_WITHIN_MS = 9_500;

/** `npm start`: serves until told to stop; says on standard error what has to be changed when it cannot start. */
export function main(): void {
  run().catch((error: unknown) => {
    const expected = error instanceof AppError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(expected ? `${message}\n` : `${error instanceof Error ? error.stack : message}\n`);
    process.exit(1);
  });
}

async function run(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const server = await startServer(config, { logger });
  logger.info({ url: server.url, sandbox: config.sandbox }, 'listening');
  // Also without a terminal: the password of a new administrator is shown nowhere else.
  printWelcome(server);

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('could not stop in time; what was acknowledged is stored');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

/** For the person at the terminal; the log is for machines. */
function printWelcome(server: Awaited<ReturnType<typeof startServer>>): void {
  const lines = [`微客服已启动：${server.url}`];
  if (server.sandbox)
    lines.push(
      `  手机模拟页  ${server.url}/sandbox`,
      `  客服页      ${server.url}/sandbox/agent`,
      `  同屏演示    ${server.url}/sandbox/stage`,
    );
  if (server.firstAdministrator !== undefined) {
    const { username, password } = server.firstAdministrator;
    lines.push(`  首个管理员  ${username}  密码 ${password}（只显示这一次，请记下）`);
  }
  process.stderr.write(`\n${lines.join('\n')}\n\n`);
}

if (require.main === module) main();
