import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config/config';
import { type BotContent, createCore, readBotContent } from './core';
import { openAuditKey, readRemarks } from './customers';
import { Presence, type Publish } from './handoff';
import { createStaffApi, EventHub } from './http/api';
import { createApp } from './http/app';
import { listen, stopListening } from './http/listen';
import { mediaRoutes } from './http/media-routes';
import { Metrics } from './http/metrics';
import { startMetricsServer } from './http/metrics-server';
import { createOperationRouter } from './http/operation-routes';
import { createWebhookRouter } from './http/webhook-route';
import { startChores } from './jobs/chores';
import { MediaStore } from './jobs/media-store';
import { nextDueAt } from './jobs/next-due';
import { OutboxDesk } from './jobs/outbox-desk';
import { OutboxWorker } from './jobs/outbox-worker';
import { readQuotas } from './jobs/send-window';
import { smsHandlers } from './jobs/sms';
import { TimerWorker } from './jobs/timer-worker';
import { unreadyParts } from './jobs/unready-parts';
import { wechatHandlers } from './jobs/wechat-handlers';
import { type Clock, systemClock } from './kernel/clock';
import { randomId } from './kernel/ids';
import type { Logger } from './kernel/logger';
import { createFirstAdministrator, hasRole, SessionService, SignIn, StaffAudit, StaffService } from './staff';
import { openStore, type Store } from './store';
import { appendNote, appendOutgoing, appendStaffMessage, readMessages } from './turns';
import { AbsentAgents } from './turns/absent-agents';
import { tellCancellation } from './turns/booking-texts';
import { tellGoods } from './turns/goods-texts';
import { recentConversations } from './turns/recent-conversations';
import { applyRetention } from './turns/retention';
import { Receiver, WechatApi } from './wechat';

export interface RunningServer {
  /** Where it listens, `http://127.0.0.1:3000`. */
  url: string;
  sandbox: boolean;
  /** When one was made now with a generated password. */
  firstAdministrator: { username: string; password: string } | undefined;
  metricsPort: number | undefined;
  /** Finishes what is under way and lets everything go. */
  close(): Promise<void>;
}

const CHECKPOINT_EVERY_MS = 30_000;
const REFRESH_EVERY_MS = 2_000;
const SWEEP_EVERY_MS = 5_000;
const FORGET_EVERY_MS = 3_600_000;
const ABSENCE_EVERY_MS = 30_000;
/** On its way the sandbox's clock waits no longer than this for messages that are being sent. */
const SENDING_WITHIN_MS = 3_000;

/** Read only when it is switched on: without it not a line of it is loaded. */
const loadSandbox = () => require('./server-sandbox') as typeof import('./server-sandbox');

/** Starts the whole product with this configuration. Throws AppError with what the operator has to change. */
export async function startServer(
  config: Config,
  { logger, clock = systemClock }: { logger: Logger; clock?: Clock },
): Promise<RunningServer> {
  const bot = readBotContent(config, config.wechat);

  const store = await openStore(config.database, { logger });
  try {
    return await serve(config, { logger, wallClock: clock, bot, store });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Foundation {
  logger: Logger;
  wallClock: Clock;
  bot: BotContent;
  store: Store;
}

async function serve(config: Config, { logger, wallClock, bot, store }: Foundation): Promise<RunningServer> {
  const { unitOfWork, reader } = store;
  const sandboxPart = config.sandbox ? loadSandbox() : undefined;
  const travel = sandboxPart?.openTimeTravel(config, wallClock);
  // The sandbox moves the product's clock. What hangs on open connections, sessions and presence, stays with real time.
  const clock = travel?.clock ?? wallClock;
  const staff = new StaffService(randomId);
  const sessions = new SessionService(unitOfWork, reader, wallClock);
  const administrator = await createFirstAdministrator(unitOfWork, staff, { ...config.admin, clock });
  const hub = new EventHub(wallClock);
  const handOut = () =>
    void core
      .assignChats()
      .catch((error: unknown) => logger.error({ err: error }, 'waiting chats could not be handed out'));
  const publish: Publish = (event) => {
    hub.publish(event);
    // Somebody waits, or an agent has room again.
    if (event.type === 'chat.changed') handOut();
  };
  const presence = new Presence(wallClock);
  const core = await createCore({
    store,
    clock,
    logger,
    newId: randomId,
    bot,
    kbSeedDir: config.kbSeedDir,
    bookingOpenTo: config.bookingOpenTo,
    auditKey: openAuditKey(config.dataDir),
    quota: config.wechat.quota,
    customSend: config.wechat.customSend,
    smsAvailable: config.sms.kind !== 'off',
    handoffElsewhere: config.handoffMode === 'wechat',
    publish,
    agentsOnline: () => presence.onlineAgents(),
    presentAgents: async (rows) =>
      (await staff.list(rows)).filter(
        (one) => !one.disabled && hasRole(one, ['agent']) && presence.isOnline(one.id),
      ),
    onOutbox: () => outbox.wake(),
    onTurn: (turn) => metrics.observeTurn(turn),
    onLookupAlarm: (subject) => metrics.countLookupAlarm(subject),
  });
  const {
    knowledge,
    entries,
    gaps,
    golden,
    chats,
    agents,
    ratings,
    turns,
    forms,
    assignChats,
    tickets,
    suggestions,
    appointments,
    catalog,
    codes,
    onTimer,
    flows,
  } = core;
  const { applications } = core;

  let url = '';
  const apiBase = () => config.wechat.apiBase ?? `${url}${sandboxPart?.PLATFORM_PREFIX ?? ''}`;
  const { appId, appSecret } = config.wechat;
  const wechatApi = new WechatApi({ baseUrl: apiBase, appId, appSecret, clock });
  const media = new MediaStore(path.join(config.dataDir, 'media'), unitOfWork, reader);

  const desk = new OutboxDesk({ unitOfWork, reader, clock, logger, wake: () => outbox.wake() });
  const metrics = new Metrics({
    outboxDepths: () => desk.depths(),
    chatsByState: () => chats.countByState(reader),
    agentsOnline: () => presence.onlineAgents(),
    kbEntries: () => knowledge.size,
  });
  const outbox = new OutboxWorker({
    unitOfWork,
    reader,
    clock,
    logger,
    handlers: {
      ...wechatHandlers({ api: wechatApi, media, clock }),
      ...smsHandlers(
        config,
        { codes, unitOfWork, reader, clock, logger, bot },
        () => outbox.wake(),
        (phone, text) => sandbox?.inbox.receive(phone, text),
      ),
    },
    onChange: (item, status) => {
      metrics.countSettled(item.kind, status);
      if (item.followerId !== null) announceDelivery(item.followerId);
    },
  });
  /** Pages show how each message fared: tell them to look again. */
  const announceDelivery = (followerId: string) => {
    chats.openChatOf(reader, followerId).then(
      (chat) => chat !== undefined && publish({ type: 'chat.changed', chatId: chat.id, followerId }),
      (error: unknown) => logger.warn({ err: error }, 'a delivery could not be announced'),
    );
  };
  const absentAgents = new AbsentAgents({
    reader,
    clock: wallClock,
    chats,
    turns,
    presence,
    lastSeenAt: (staffId) => sessions.lastSeenAt(staffId),
  });
  presence.onEnded((staffId) => {
    absentAgents
      .takeBackChats(staffId)
      .catch((error: unknown) =>
        logger.error({ err: error, staffId }, 'the chats of an agent who left could not be taken back'),
      );
  });
  const timers = new TimerWorker({
    reader,
    clock,
    logger,
    handle: onTimer,
  });

  const sandbox =
    travel &&
    sandboxPart?.openSandbox(config, {
      travel,
      logger,
      webhookUrl: () => `${url}/wechat`,
      reader,
      flows,
      shippedUnits: bot.business.units.map(({ name }) => name),
    });
  const staffApi = createStaffApi(
    {
      unitOfWork,
      reader,
      clock,
      logger,
      publicUrl: config.publicUrl,
      staff,
      signIn: new SignIn(unitOfWork, reader, sessions),
      sessions,
      audit: new StaffAudit(unitOfWork, reader, clock),
      chats,
      agents,
      schedules: [...bot.directory.schedules.keys()],
      ratings,
      presence,
      hub,
      act: (followerId, work) => turns.act(followerId, work),
      appendStaffMessage: async (tx, message) => {
        const appended = await appendStaffMessage(tx, message, config.wechat.customSend);
        tx.afterCommit(() => outbox.wake());
        return appended;
      },
      appendNote,
      forms,
      recentConversations,
      readMessages,
      // Without the right to send nothing is left, whatever the follower does.
      quotaOf: async (from, followerIds) =>
        config.wechat.customSend ? readQuotas(from, followerIds, clock.now()) : new Map(),
      remarksOf: readRemarks,
      outbox: desk,
    },
    {
      more: mediaRoutes(media),
      kb: { knowledge, entries, gaps, golden },
      features: {
        tickets,
        suggestions,
        appointments,
        textOfCancellation: (appointment) => tellCancellation(bot.content, appointment),
        textOfGoods: (what, ticket, note) => tellGoods(bot.content, what, ticket, note),
        applications,
        eraseFollower: core.eraseFollower,
        catalog,
        sayToFollower: async (tx, message) => {
          await appendOutgoing(tx, { ...message, from: 'staff' }, config.wechat.customSend);
          tx.afterCommit(() => outbox.wake());
        },
      },
    },
  );
  const app = createApp({
    logger,
    trustProxy: config.trustProxy,
    webhook: createWebhookRouter({
      receiver: new Receiver(config.wechat),
      clock,
      logger,
      receive: (message, delivery) => turns.receive(message, delivery),
      replyTaken: (turnId) => turns.replyTaken(turnId),
      onRefused: (code) => metrics.countRefusal(code),
      kfAccount: config.wechat.kfAccount,
    }),
    routers: [
      createOperationRouter({
        registry: metrics.registry,
        metricsToken: config.metrics.token,
        unready: unreadyParts(store),
      }),
      staffApi,
      ...(sandbox === undefined ? [] : [sandbox.router]),
    ],
  });

  const server = http.createServer(app.callback());
  url = await listen(server, config);
  const metricsServer = await startMetricsServer(config.metrics.port, metrics.registry, logger);
  await outbox.start();
  timers.start();
  const sent = () => Promise.race([outbox.quiet(), sleep(SENDING_WITHIN_MS, undefined, { ref: false })]);
  travel?.carries({
    idle: async () => {
      await turns.idle();
      await sent();
    },
    nextDueAt: (after) => nextDueAt(reader, after),
    runDue: async () => {
      await timers.wake();
      outbox.wake();
      await sent();
    },
  });
  const chores = startChores(
    [
      [CHECKPOINT_EVERY_MS, () => store.checkpoint()],
      [REFRESH_EVERY_MS, () => knowledge.refreshIfChanged(reader)],
      [SWEEP_EVERY_MS, async () => presence.sweep()],
      [SWEEP_EVERY_MS, assignChats],
      [ABSENCE_EVERY_MS, () => absentAgents.sweep()],
      [
        FORGET_EVERY_MS,
        () => applyRetention(unitOfWork, reader, bot.business.settings.retention, clock.now()),
      ],
    ],
    logger,
  );

  return {
    url,
    sandbox: config.sandbox,
    firstAdministrator:
      administrator.generatedPassword === undefined
        ? undefined
        : { username: administrator.username, password: administrator.generatedPassword },
    metricsPort: metricsServer?.port,
    close: async () => {
      for (const chore of chores) clearInterval(chore);
      await sandbox?.close();
      hub.close();
      await stopListening(server);
      await turns.idle();
      await timers.stop();
      await outbox.stop();
      await metricsServer?.close();
      await store.close();
    },
  };
}
