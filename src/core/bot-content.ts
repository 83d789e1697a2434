import fs from 'node:fs';
import path from 'node:path';
import { loadResources, type ResourceSeed } from '../appointments';
import { type BusinessData, loadBusinessData } from '../catalog';
import { type Content, loadContent, loadFlows, withFlows } from '../dialogue';
import { type DocumentFields, loadDocuments } from '../documents';
import { type HandoffSettings, loadHandoffSettings } from '../handoff';
import { loadDirectory, type ServiceDirectory } from '../hours';
import { type EngineData, readEngineData } from '../kb';
import { AppError } from '../kernel/errors';
import { loadOutlets, type Outlet } from '../outlets';

/** What the product says and knows, read from its content folders. */
export interface BotContent {
  content: Content;
  directory: ServiceDirectory;
  business: BusinessData;
  /** How chats with people are handed out. */
  handoff: HandoffSettings;
  /** What can be booked. */
  resources: ResourceSeed[];
  /** What the knowledge engine has of this business: product names, words of one meaning, what was learned. */
  engine: EngineData;
  /** Where people are served. */
  outlets: Outlet[];
  /** What can be read and downloaded. */
  documents: DocumentFields[];
}

/** The bot's own texts; every other file of the folder is a flow. */
const SYSTEM_FILE = 'system.yaml';

/** Reads the content folders. Throws FLOW_INVALID or SEED_INVALID with file, line and remedy. */
export function readBotContent(
  folders: { botFlowsDir: string; kbSeedDir: string },
  account: { customSend: boolean } = { customSend: true },
): BotContent {
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
  const content = withFlows(loadContent(fs.readFileSync(file, 'utf8'), file), loadFlows(flows));
  return {
    content: { ...content, settings: { ...content.settings, canSend: account.customSend } },
    directory,
    business,
    handoff: loadHandoffSettings(data, new Set(directory.schedules.keys())),
    engine: readEngineData(folders.kbSeedDir),
    outlets: loadOutlets(data, new Set(directory.schedules.keys())),
    documents: loadDocuments(data),
    resources: loadResources(data, {
      schedules: new Set(directory.schedules.keys()),
      products: new Set(business.catalog.products.map(({ value }) => value)),
    }),
  };
}
