import { AppointmentDesk } from '../appointments';
import { type Catalog, loadCatalog } from '../catalog';
import { type ApplicationService, type PhoneCodeService, readProfile } from '../customers';
import { AgentService, ChatService, RatingService } from '../handoff';
import { calendarWarnings, describeSchedules, scheduleOf } from '../hours';
import { clearTimer } from '../jobs/outbox';
import type { TimerHandler } from '../jobs/timer-worker';
import { EntryDesk, GapDesk, type Golden, KnowledgeBase, readGolden } from '../kb';
import { StaffService } from '../staff';
import { type SuggestionService, TicketDesk } from '../tickets';
import { type TurnDeps, TurnRunner } from '../turns';
import { noteScans } from '../turns/agent-scan';
import { AutoAssign } from '../turns/auto-assign';
import { ChatWatch, watchChat } from '../turns/chat-watch';
import { handleDueTimers } from '../turns/due-timers';
import { eraseFollower } from '../turns/erase-follower';
import { FlowLibrary } from '../turns/flow-library';
import { FormDesk } from '../turns/form-desk';
import { GroupHours } from '../turns/group-hours';
import { readHandedOffChats } from '../turns/handed-off-chats';
import { personalWords } from '../turns/personal-words';
import { PlatformAgents } from '../turns/platform-agents';
import { standardEffects } from '../turns/standard-effects';
import type { CoreOptions } from './core-options';
import { createFeatures, TIMERS } from './features';
import { settingsForFlows } from './flow-settings';
import { loadSeeds } from './load-seeds';

/** The product without its edges: features, knowledge and turns around one store. */
export interface Core {
  knowledge: KnowledgeBase;
  entries: EntryDesk;
  gaps: GapDesk;
  golden: () => readonly Golden[];
  chats: ChatService;
  agents: AgentService;
  ratings: RatingService;
  turns: TurnRunner;
  forms: FormDesk;
  /** Hands out waiting chats; does nothing unless the settings want it. */
  assignChats: () => Promise<void>;
  flows: FlowLibrary;
  tickets: TicketDesk;
  suggestions: SuggestionService;
  appointments: AppointmentDesk;
  catalog: () => Catalog;
  codes: PhoneCodeService;
  /** Does what a timer is for when it is due. */
  onTimer: TimerHandler;
  applications: ApplicationService;
  /** Erases what is known of a follower. */
  eraseFollower: (followerId: string) => Promise<void>;
}

/** Builds the features and the turn runner; loads the seeds where a table is empty. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { store, clock, logger, bot, publish } = options;
  const { unitOfWork, reader } = store;
  for (const warning of calendarWarnings(bot.directory.calendar, clock.now())) {
    logger.warn({ warning }, 'the holiday calendar is incomplete');
  }
  await loadSeeds(options);
  logger.info({ engine: bot.engine.sources }, 'the knowledge engine is ready to be filled');
  const knowledge = new KnowledgeBase(clock, describeSchedules(bot.directory), bot.engine);
  await knowledge.load(reader);
  knowledge.setTriggers(
    [...bot.content.flows.values()].map(({ id, title, triggers }) => ({
      flow: id,
      title,
      phrases: triggers.phrases,
    })),
  );
  const flows = await FlowLibrary.open([...bot.content.flows.values()], {
    unitOfWork,
    reader,
    now: clock.now(),
  });
  const catalogNow = await loadCatalog(reader);
  const catalog = () => catalogNow;

  // Whoever waits in the platform's own tool hears nothing of us.
  const handoff = options.handoffElsewhere ? { ...bot.handoff, noAnswerMs: 0 } : bot.handoff;
  const chats = new ChatService(options.newId, publish, {
    settings: handoff,
    onChange: (tx, chat) => watchChat(tx, chat, handoff),
  });
  const agents = new AgentService(options.newId, handoff);
  const hours = new GroupHours(bot.directory, agents);
  const ratings = new RatingService(handoff);
  const { presentAgents } = options;
  const assigner =
    handoff.autoAssign && presentAgents !== undefined
      ? new AutoAssign({ reader, clock, chats, agents, presentAgents })
      : undefined;
  const features = createFeatures(options, catalog, knowledge);
  const flowSettings = settingsForFlows(bot.business.settings, options.bookingOpenTo);
  const turnDeps: TurnDeps = {
    unitOfWork,
    reader,
    clock,
    logger,
    content: bot.content,
    searchKnowledge: (text, after) => knowledge.understand(text, after),
    readWorld: async (followerId) => ({
      flow: (id, revision) => (revision === undefined ? flows.current.get(id) : flows.find(id, revision)),
      catalog: catalogNow,
      profile: { ...(await readProfile(reader, followerId, clock.now())) },
      settings: flowSettings,
    }),
    inlineEffects: (options.wrapEffects ?? ((effects) => effects))(
      standardEffects({
        chats,
        agents,
        ratings,
        knowledge,
        directory: bot.directory,
        hours,
        outlets: bot.outlets,
        products: () => catalog().products,
        agentsOnline: options.agentsOnline,
        elsewhere: options.handoffElsewhere === true,
        ...(assigner === undefined ? {} : { assign: (tx, chat, now) => assigner.assign(tx, chat, now) }),
        features,
      }),
    ),
    openChatId: async (tx, followerId) => (await chats.openChatOf(tx, followerId))?.id ?? null,
    scanned: noteScans(new StaffService(options.newId), handoff),
    platformAgents: options.handoffElsewhere
      ? new PlatformAgents(chats, scheduleOf(bot.directory, 'handoff'))
      : undefined,
    heardFollower: async (tx, followerId, now) => (await chats.heardFollower(tx, followerId, now)) ?? null,
    onMessage: ({ id, followerId, chatId }) =>
      publish({ type: 'message.created', followerId, messageId: id, ...(chatId === null ? {} : { chatId }) }),
    onOutbox: options.onOutbox,
    ...(options.onTurn === undefined ? {} : { onTurn: options.onTurn }),
    quota: options.quota,
    customSend: options.customSend,
  };
  const turns = new TurnRunner(turnDeps);
  const golden = () => readGolden(options.kbSeedDir).questions;
  const entries = new EntryDesk({ unitOfWork, reader, clock, knowledge, golden });
  const gaps = new GapDesk({
    unitOfWork,
    reader,
    clock,
    knowledge,
    entries,
    readChats: (page) => readHandedOffChats(reader, page),
    personalOf: async (followerId) => personalWords(await readProfile(reader, followerId, clock.now())),
  });
  const { settings } = bot.business;
  const erase = (followerId: string, timerKey?: string) =>
    turns.erase(followerId, async (tx, now) => {
      if (timerKey !== undefined) await clearTimer(tx, timerKey);
      await eraseFollower(tx, features, { followerId, now });
      tx.afterCommit(options.onOutbox);
    });
  const onTimer = handleDueTimers({
    turns,
    erase,
    chatWatch: new ChatWatch({ clock, chats, ratings, turns, hours }),
    appointments: features.appointments,
    content: bot.content,
    unitOfWork,
    clock,
    logger,
    customSend: options.customSend,
    onOutbox: options.onOutbox,
    publish,
  });
  return {
    knowledge,
    entries,
    gaps,
    golden,
    chats,
    agents,
    ratings,
    turns,
    forms: new FormDesk(turnDeps, turns),
    assignChats: async () => assigner?.run(turns),
    flows,
    tickets: new TicketDesk(settings.ticket),
    suggestions: features.suggestions,
    appointments: new AppointmentDesk({ settings: settings.appointment, timers: TIMERS }),
    catalog,
    codes: features.binding.codes,
    onTimer,
    applications: features.applications,
    eraseFollower: erase,
  };
}
