import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseConfig } from '../../src/config/config';
import { ManualClock } from '../../src/kernel/clock';
import { randomId } from '../../src/kernel/ids';
import type { SendOutcome } from '../../src/sandbox/fake-platform';
import { startServer } from '../../src/server';
import type { Role } from '../../src/staff';
import { startFakePlatform } from './fake-platform';
import { captureLog } from './log';
import { PASSWORD, PROJECT, testEnvironment } from './server';
import { StaffClient } from './staff-client';

/** 2026-11-20 10:00 in Shanghai, a Friday. */
export const TEN_O_CLOCK = Date.parse('2026-11-20T10:00:00+08:00');

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Body = any;

export interface AgentClient extends StaffClient {
  id: string;
}

/**
 * The whole server in this process, the platform played over real HTTP beside it, and one clock for both that a test
 * moves.
 */
export async function startOffice(folder: string, environment: Record<string, string> = {}) {
  const clock = new ManualClock(TEN_O_CLOCK);
  let url = '';
  const started = await startFakePlatform({ webhookUrl: () => `${url}/wechat`, clock });
  const { platform } = started;
  const settings = testEnvironment(folder, { WECHAT_API_BASE: started.url, ...environment });
  const { logger, lines } = captureLog();
  let server = await startServer(parseConfig(settings, PROJECT), { logger, clock });
  url = server.url;
  const admin = await StaffClient.signIn(() => url, 'admin', PASSWORD);

  return {
    clock,
    platform,
    admin,
    log: lines,
    url: () => url,
    /** Creates an account and signs it in. */
    hire: async (username: string, ...roles: Role[]): Promise<AgentClient> => {
      const account = { username, name: `客服${username}`, password: PASSWORD, roles };
      const created = await admin.post('/api/staff', account);
      if (created.status !== 201) throw new Error(`${username}: ${JSON.stringify(created.body)}`);
      const client = await StaffClient.signIn(() => url, username, PASSWORD);
      return Object.assign(client, { id: (created.body as { id: string }).id });
    },
    signIn: (username: string) => StaffClient.signIn(() => url, username, PASSWORD),
    /** Opens an agent's event stream, which makes them present; returns the function that closes it. */
    comeIn: async (agent: StaffClient): Promise<() => void> => {
      const page = new AbortController();
      const response = await fetch(`${url}/api/events`, { headers: agent.headers, signal: page.signal });
      if (response.status !== 200) throw new Error(`the event stream answered ${response.status}`);
      response.body?.pipeTo(new WritableStream()).catch(() => undefined);
      return () => page.abort();
    },
    /** What the account answers, in words; empty for nothing. */
    say: async (openid: string, text: string): Promise<string> =>
      wordsOf(await platform.sendText(openid, text)),
    chatOf: async (openid: string, state = 'queued'): Promise<Body> => {
      const { items } = await admin.get<{ items: Body[] }>(`/api/chats?state=${state}`);
      const chat = items.find(({ follower }) => follower.id === openid);
      if (chat === undefined) throw new Error(`${openid} has no chat that is ${state}`);
      return chat;
    },
    restart: async () => {
      await server.close();
      server = await startServer(parseConfig(settings, PROJECT), { logger, clock });
      url = server.url;
    },
    close: async () => {
      await server.close();
      await started.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof startOffice>>;

function wordsOf(outcome: SendOutcome): string {
  if (outcome.kind === 'reply' && outcome.content.type === 'text') return outcome.content.text;
  return outcome.kind === 'empty' ? '' : `[${outcome.kind}]`;
}

/** Waits until the work no longer throws; then its value. For what the server does on its own time. */
export async function eventually<T>(work: () => Promise<T> | T): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 300) throw error;
      await pause(50);
    }
  }
}

/** The shipped content below `folder`, with other settings in `handoff.yaml`. */
export function seedsWith(folder: string, settings: Record<string, string | number | boolean>): string {
  const seeds = path.join(folder, randomId());
  fs.cpSync(path.join(PROJECT, 'kb-seed'), seeds, { recursive: true });
  const file = path.join(seeds, 'data/handoff.yaml');
  let text = fs.readFileSync(file, 'utf8');
  for (const [name, value] of Object.entries(settings)) {
    const line = new RegExp(`^${name}: .*$`, 'm');
    if (!line.test(text)) throw new Error(`handoff.yaml has no ${name}`);
    text = text.replace(line, `${name}: ${value}`);
  }
  fs.writeFileSync(file, text);
  return seeds;
}
