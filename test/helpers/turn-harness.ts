import fs from 'node:fs';
import path from 'node:path';
import { loadContent } from '../../src/dialogue';
import { ChatService } from '../../src/handoff';
import { ManualClock } from '../../src/kernel/clock';
import { randomId } from '../../src/kernel/ids';
import { openStore } from '../../src/store';
import type { TurnDeps } from '../../src/turns';
import { type InlineEffects, TurnRunner } from '../../src/turns';
import type { Found } from '../../src/turns/turn-deps';
import { type InboundMessage, toInboundMessage } from '../../src/wechat';
import { silentLogger } from './log';
import { tempFolder } from './temp-folder';

const CONTENT_FILE = path.resolve(__dirname, '../../bot-flows/system.yaml');
export const NOON = Date.parse('2026-11-20T12:00:00+08:00');

let messages = 0;

/** A message as the platform would deliver it; every call is a message of its own. */
export function textMessage(
  from: string,
  content: string,
  fields: Record<string, string> = {},
): InboundMessage {
  messages += 1;
  return toInboundMessage({
    ToUserName: 'gh_test',
    FromUserName: from,
    CreateTime: String(Math.floor(NOON / 1000)),
    MsgType: 'text',
    Content: content,
    MsgId: String(24_000_000_000_000_000n + BigInt(messages)),
    ...fields,
  });
}

export function eventMessage(
  from: string,
  event: string,
  fields: Record<string, string> = {},
): InboundMessage {
  messages += 1;
  return toInboundMessage({
    ToUserName: 'gh_test',
    FromUserName: from,
    CreateTime: String(Math.floor(NOON / 1000) + messages),
    MsgType: 'event',
    Event: event,
    ...fields,
  });
}

/** A delivery whose connection a test can cut. */
export function delivery(arrivedAt: number) {
  let open = true;
  return {
    arrivedAt,
    isOpen: () => open,
    cut: () => {
      open = false;
    },
  };
}

/** The real store, dialogue and chat service around a turn runner, with a knowledge base of one's own. */
export async function startTurns(overrides: Partial<TurnDeps> & { effects?: Partial<InlineEffects> } = {}) {
  const folder = tempFolderOnce();
  const store = await openStore(
    { kind: 'sqlite', file: path.join(folder, `${randomId()}.db`) },
    { logger: silentLogger },
  );
  opened.push(() => store.close());
  const clock = new ManualClock(NOON);
  const chats = new ChatService(randomId, () => {});
  const yaml = fs.readFileSync(CONTENT_FILE, 'utf8');
  const seen: { id: number; followerId: string; chatId: string | null }[] = [];
  const place = async (position: number) => ({ position, open: true, opensAt: null, agentsOnline: 1 });
  const { effects, ...rest } = overrides;
  const deps: TurnDeps = {
    unitOfWork: store.unitOfWork,
    reader: store.reader,
    clock,
    logger: silentLogger,
    content: loadContent(yaml, CONTENT_FILE),
    searchKnowledge,
    inlineEffects: {
      'handoff.enqueue': async (tx, _args, { followerId, now }) => {
        const queued = await chats.enqueue(tx, { followerId, reason: 'asked', now });
        return {
          ok: true,
          data: { chatId: queued.chatId, already: queued.alreadyQueued, ...(await place(queued.position)) },
        };
      },
      'handoff.position': async () => ({ ok: true, data: await place(1) }),
      'handoff.leave_queue': async (tx, _args, { followerId, now }) => {
        await chats.leaveQueue(tx, { followerId, now });
        return { ok: true, data: {} };
      },
      'handoff.end': async (tx, _args, { followerId, now }) => {
        await chats.endByFollower(tx, { followerId, now });
        return { ok: true, data: {} };
      },
      'kb.miss': async () => ({ ok: true, data: {} }),
      ...effects,
    } as InlineEffects,
    openChatId: async (tx, followerId) => (await chats.openChatOf(tx, followerId))?.id ?? null,
    heardFollower: async (tx, followerId, now) => (await chats.heardFollower(tx, followerId, now)) ?? null,
    onMessage: (message) => seen.push(message),
    onOutbox: () => {},
    quota: { perMessage: 5, perClick: 3 },
    customSend: true,
    ...rest,
  };
  const runner = new TurnRunner(deps);
  const receive = (message: InboundMessage) => runner.receive(message, delivery(clock.now()));
  const say = async (from: string, text: string) => (await receive(textMessage(from, text))).text;
  const rows = <Row = Record<string, unknown>>(sql: string) => store.reader.query<Row>(sql);
  return { store, clock, chats, deps, runner, receive, say, rows, seen };
}

/** Two entries: enough to tell an answer from none. 那周末呢 leans on whatever answered last. */
function searchKnowledge(text: string, after?: string): Found {
  const entries = [
    { id: 'invoice', question: '怎么开发票', answer: '在订单页申请电子发票。', category: '支付' },
    { id: 'hours', question: '周末上班吗', answer: '周六 10:00–16:00 在线。', category: '服务' },
  ];
  const leans = text === '那周末呢' && after !== undefined;
  const entry = leans ? entries[1] : entries.find((candidate) => text.includes(candidate.question));
  return {
    ...(leans ? { leansOn: { entry: after, text: '周末怎么开发票' } } : {}),
    finding: entry === undefined ? { kind: 'none' } : { kind: 'answer', entry, score: 1 },
  };
}

const opened: (() => Promise<void>)[] = [];
let folder: string | undefined;

/** `afterAll` can only be registered while a test file is read, so the folder is made then. */
export function useTurns(): void {
  folder = tempFolder();
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
  });
}

function tempFolderOnce(): string {
  if (folder === undefined) throw new Error('call useTurns() at the top of the test file');
  return folder;
}
