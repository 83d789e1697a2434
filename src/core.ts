import fs from 'node:fs';
import path from 'node:path';
import {
  AppointmentDesk,
  AppointmentService,
  checkResources,
  loadResources,
  type ResourceSeed,
  seedResourcesWhenEmpty,
  type TimerRows,
} from './appointments';
import {
  type BusinessData,
  type Catalog,
  loadBusinessData,
  loadCatalog,
  seedCatalogWhenEmpty,
} from './catalog';
import {
  ApplicationService,
  LookupGuard,
  type LookupLimits,
  type LookupSubject,
  PhoneCodeService,
  readProfile,
  seedUnitsWhenEmpty,
  UnitBindingService,
} from './customers';
import { type Content, loadContent, loadFlows, withFlows } from './dialogue';
import {
  AgentService,
  ChatService,
  type HandoffSettings,
  loadHandoffSettings,
  type Publish,
  RatingService,
} from './handoff';
import { calendarWarnings, loadDirectory, type ServiceDirectory, scheduleOf } from './hours';
import { clearTimer, setTimer } from './jobs/outbox';
import type { QuotaLimits } from './jobs/send-window';
import type { TimerHandler } from './jobs/timer-worker';
import { EntryDesk, GapDesk, type Golden, KnowledgeBase, readGolden, seedWhenEmpty } from './kb';
import type { Clock } from './kernel/clock';
import { AppError } from './kernel/errors';
import type { NewId } from './kernel/ids';
import type { Json } from './kernel/json';
import type { Logger } from './kernel/logger';
import type { Reader } from './kernel/transaction';
import { ServiceCodeService } from './service-codes';
import type { Store } from './store';
import { SuggestionService, TicketDesk, TicketService } from './tickets';
import { type InlineEffects, type TurnDeps, TurnRunner } from './turns';
import { AutoAssign, type PresentAgent } from './turns/auto-assign';
import { ChatWatch, watchChat } from './turns/chat-watch';
import { handleDueTimers } from './turns/due-timers';
import type { FeatureEffectDeps } from './turns/effects';
import { eraseFollower } from './turns/erase-follower';
import { FlowLibrary } from './turns/flow-library';
import { FormDesk } from './turns/form-desk';
import { readHandedOffChats } from './turns/handed-off-chats';
import { personalWords } from './turns/personal-words';
import { PlatformAgents } from './turns/platform-agents';
import { standardEffects } from './turns/standard-effects';

/** What the product says and knows, read from its content folders. */
export interface BotContent {
  content: Content;
  directory: ServiceDirectory;
  business: BusinessData;
  /** How chats with people are handed out. */
  handoff: HandoffSettings;
  /** What can be booked. */
  resources: ResourceSeed[];
}

/** The bot's own texts; every other file of the folder is a flow. */
const SYSTEM_FILE = 'system.yaml';

/** Reads the content folders. Throws FLOW_INVALID or SEED_INVALID with file, line and remedy. */
export function readBotContent(folders: { botFlowsDir: string; kbSeedDir: string }): BotContent {
  const file = path.join(folders.botFlowsDir, SYSTEM_FILE);
  if (!fs.existsSync(file)) {
    throw new AppError(
      'FLOW_INVALID',
      `${file} is missing: it holds the bot's own texts and menus. Restore it, or set BOT_FLOWS_DIR.`,
    );
  }
  const flows = fs
    .readdirSync(folders.botFlowsDir)
    .filter((name) => name.endsWith('.yaml') && name !== SYSTEM_FILE)
    .sort()
    .map((name) => path.join(folders.botFlowsDir, name))
    .map((name) => ({ name, text: fs.readFileSync(name, 'utf8') }));
  const data = path.join(folders.kbSeedDir, 'data');
  const directory = loadDirectory(data);
  const business = loadBusinessData(data);
  return {
    content: withFlows(loadContent(fs.readFileSync(file, 'utf8'), file), loadFlows(flows)),
    directory,
    business,
    handoff: loadHandoffSettings(data),
    resources: loadResources(data, {
      schedules: new Set(directory.schedules.keys()),
      products: new Set(business.catalog.products.map(({ value }) => value)),
    }),
  };
}

/** Everybody, or only administrators of a unit with VIP service. */
export type BookingOpenTo = 'everyone' | 'vip_admin';

export interface CoreOptions {
  store: Store;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  bot: BotContent;
  kbSeedDir: string;
  /** Who may book (S3-23); default: everyone. */
  bookingOpenTo?: BookingOpenTo;
  /** Keys the digests of the look-up audit (`openAuditKey`). */
  auditKey: Buffer;
  quota: QuotaLimits;
  customSend: boolean;
  /** Whether one-time codes can be sent. */
  smsAvailable: boolean;
  /** People answer in the platform's own agent tool. */
  handoffElsewhere?: boolean;
  publish: Publish;
  agentsOnline: () => number;
  /** Agents with an open page, for handing out chats automatically; absent where nobody is. */
  presentAgents?: (rows: Pick<Reader, 'manager' | 'query'>) => Promise<PresentAgent[]>;
  onOutbox: () => void;
  onTurn?: TurnDeps['onTurn'];
  /** Identity data is looked up more often than people do; it is logged too. */
  onLookupAlarm?: (subject: LookupSubject) => void;
  /** Puts something around the effects: tests watch them and let them fail. */
  wrapEffects?: (effects: InlineEffects) => InlineEffects;
}

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
  const knowledge = new KnowledgeBase(clock);
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

  const { handoff } = bot;
  const chats = new ChatService(options.newId, publish, {
    settings: handoff,
    onChange: (tx, chat) => watchChat(tx, chat, handoff),
  });
  const agents = new AgentService(options.newId, handoff);
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
    searchKnowledge: (text) => knowledge.understand(text),
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
        agentsOnline: options.agentsOnline,
        elsewhere: options.handoffElsewhere === true,
        ...(assigner === undefined ? {} : { assign: (tx, chat, now) => assigner.assign(tx, chat, now) }),
        features,
      }),
    ),
    openChatId: async (tx, followerId) => (await chats.openChatOf(tx, followerId))?.id ?? null,
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
    chatWatch: new ChatWatch({ clock, chats, ratings, turns }),
    appointments: features.appointments,
    content: bot.content,
    unitOfWork,
    clock,
    logger,
    customSend: options.customSend,
    onOutbox: options.onOutbox,
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

const TIMERS: TimerRows = { set: setTimer, clear: clearTimer };

/** What flows see as `settings`: the file, and what the environment decides. */
export function settingsForFlows(
  { appointment, ...rest }: BusinessData['settings'],
  bookingOpenTo: CoreOptions['bookingOpenTo'] = 'everyone',
): Record<string, Json> {
  const settings = { ...rest, appointment: { ...appointment, open_to: bookingOpenTo } };
  return settings as unknown as Record<string, Json>;
}

/** What the content folders hold goes into empty tables; afterwards the tables are the truth. */
async function loadSeeds({ store, clock, bot, kbSeedDir, newId }: CoreOptions): Promise<void> {
  await store.unitOfWork.run(async (tx) => {
    await seedWhenEmpty(tx, kbSeedDir, clock.now());
    await seedCatalogWhenEmpty(tx, bot.business.catalog);
    await seedUnitsWhenEmpty(tx, bot.business.units, clock.now());
    await new AgentService(newId, bot.handoff).seedGroupsWhenEmpty(tx, bot.handoff.groups, clock.now());
    await seedResourcesWhenEmpty(tx, bot.resources);
    await checkResources(tx, new Set(bot.directory.schedules.keys()));
  });
}

function createFeatures(
  { bot, auditKey, logger, newId, smsAvailable, onLookupAlarm }: CoreOptions,
  catalog: () => Catalog,
  knowledge: KnowledgeBase,
): FeatureEffectDeps {
  const { settings } = bot.business;
  const guard = (subject: LookupSubject, limits: LookupLimits) =>
    new LookupGuard({
      subject,
      limits,
      auditKey,
      onAlarm: (alarm) => {
        logger.error(alarm, 'identity data is looked up more often than people do: see the audit');
        onLookupAlarm?.(alarm.subject);
      },
    });
  return {
    tickets: new TicketService({
      settings: settings.ticket,
      priority: settings.priority,
      catalog,
      guard: guard('ticket', settings.ticket.query_limits),
    }),
    suggestions: new SuggestionService(),
    serviceCodes: new ServiceCodeService(guard('service_code', settings.service_code.limits)),
    applications: new ApplicationService(),
    binding: {
      codes: new PhoneCodeService({ settings: settings.binding, key: auditKey, newNonce: newId }),
      units: new UnitBindingService(guard('unit', settings.service_code.limits)),
      smsAvailable,
    },
    appointments: new AppointmentService({
      settings: settings.appointment,
      scheduleOf: (name) => scheduleOf(bot.directory, name),
      timers: TIMERS,
    }),
    settings,
    searchKnowledge: (text) => knowledge.decide(text),
  };
}
