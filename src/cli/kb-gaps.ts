import type { Config } from '../config/config';
import { loadConfig } from '../config/load';
import { readProfile } from '../customers';
import {
  EntryDesk,
  GapDesk,
  type GapResult,
  type GapView,
  KnowledgeBase,
  type ProposalView,
  readEngineData,
  readGolden,
} from '../kb';
import { systemClock } from '../kernel/clock';
import type { Store } from '../store';
import { readHandedOffChats } from '../turns/handed-off-chats';
import { personalWords } from '../turns/personal-words';
import { hasDatabase, withStore } from './kb-store';

interface GapOptions {
  limit: string;
  add?: string;
  text?: string;
  draft?: true;
  dismiss?: true;
  chats?: true;
  key?: string;
  force?: true;
  reason?: string;
}

const MARK = {
  none: '',
  none_of_these: ' (refused what was offered)',
  suggested: '',
  unhelpful: ' (没用)',
  handoff: ' (asked for a person)',
};

/** Lists what the bot could not answer, or does something about one of it. */
export async function knowledgeGaps(id: string | undefined, options: GapOptions): Promise<void> {
  const config = loadConfig();
  if (!hasDatabase(config)) throw new Error('there is no database yet: nothing was asked');
  await withStore(config, async (store) => {
    const desk = await openDesk(config, store);
    if (id === undefined) await list(desk, options);
    else await handle(desk, id, options);
  });
}

async function openDesk(config: Config, store: Store): Promise<GapDesk> {
  const { unitOfWork, reader } = store;
  const clock = systemClock;
  const knowledge = new KnowledgeBase(clock, new Map(), readEngineData(config.kbSeedDir));
  await knowledge.load(reader);
  const golden = () => readGolden(config.kbSeedDir).questions;
  const entries = new EntryDesk({ unitOfWork, reader, clock, knowledge, golden });
  return new GapDesk({
    unitOfWork,
    reader,
    clock,
    knowledge,
    entries,
    readChats: (page) => readHandedOffChats(reader, page),
    personalOf: async (followerId) => personalWords(await readProfile(reader, followerId, clock.now())),
  });
}

async function list(desk: GapDesk, options: GapOptions): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new Error(`--limit ${options.limit}: a whole number from 1`);
  if (options.chats === true) {
    const proposals = await desk.proposals(limit);
    if (proposals.length === 0) process.stdout.write('no agent answered what the bot does not know\n');
    for (const proposal of proposals) process.stdout.write(showProposal(proposal));
    return;
  }
  const gaps = await desk.list(limit);
  if (gaps.length === 0) process.stdout.write('every question was answered\n');
  for (const gap of gaps) process.stdout.write(showGap(gap));
}

async function handle(desk: GapDesk, id: string, options: GapOptions): Promise<void> {
  const number = Number(id);
  if (!Number.isInteger(number)) throw new Error(`${id}: give the number that the list shows`);
  const reason = options.reason?.trim() ?? '';
  if (options.force === true && reason === '') throw new Error('--force needs --reason "…"');
  const edit = {
    editor: { staffId: null, name: 'kb gaps', reason },
    force: options.force === true,
  };
  const given = { ...edit, key: options.key };
  const chosen = [options.add !== undefined, options.draft === true, options.dismiss === true].filter(
    Boolean,
  );
  if (chosen.length !== 1) throw new Error('say what to do with it: --add ENTRY, --draft or --dismiss');
  if (options.dismiss === true) {
    const known = options.chats ? await desk.dismissProposal(number, null) : await desk.dismiss(number, null);
    if (!known) throw new Error(`there is no open gap ${id}`);
    process.stdout.write(`${id} will not be listed again\n`);
  } else if (options.add !== undefined) {
    if (options.chats === true)
      throw new Error('--add is for questions; make a draft of what an agent answered');
    tell(
      await desk.addTo(number, options.add, { ...edit, text: options.text }),
      id,
      'has it as another wording now',
    );
  } else {
    const result = await (options.chats ? desk.draftProposal(number, given) : desk.draft(number, given));
    tell(result, id, 'is a draft now: write its answer and publish it in the console');
  }
}

function tell(result: GapResult, id: string, done: string): void {
  if (result.ok) {
    process.stdout.write(`${result.entry.key} ${done}\n`);
    return;
  }
  switch (result.code) {
    case 'NO_GAP':
      throw new Error(`there is no open gap ${id}`);
    case 'NOT_FOUND':
      throw new Error('there is no entry with this key');
    case 'TAKEN':
      throw new Error('the key is taken: give another one with --key');
    case 'DUPLICATE':
      throw new Error(`“${result.text}” is a wording of ${result.key} already`);
    case 'REGRESSION':
      throw new Error(
        `golden questions would be answered worse; nothing was changed:\n${[
          ...result.gate.broken,
          ...result.gate.weaker,
        ]
          .map(({ ask, before, after }) => `  ${ask} → ${after}, was ${before}`)
          .join('\n')}\nGive another --text, or --force --reason "…"`,
      );
    default:
      throw new Error('somebody else changed the entry: try again');
  }
}

function showGap(gap: GapView): string {
  const [first] = gap.questions;
  const others = gap.questions.slice(1).map(({ text, reason }) => `        ${text}${MARK[reason]}\n`);
  const near = gap.nearest.map(({ key, score }) => `${key} ${score.toFixed(2)}`).join(', ');
  return [
    `${String(gap.id).padStart(5)}  ${gap.question}${first === undefined ? '' : MARK[first.reason]}   ${people(gap)}\n`,
    ...others.slice(0, 5),
    ...(others.length > 5 ? [`        … and ${others.length - 5} more\n`] : []),
    `       nearest: ${near || 'none'}\n`,
    `       wording: ${gap.draftSimilar}\n`,
  ].join('');
}

function people({ followers, times }: GapView): string {
  return `${followers} ${followers === 1 ? 'follower' : 'followers'}, ${times} times`;
}

function showProposal({ id, question, answer, nearest }: ProposalView): string {
  const near = nearest.map(({ key, score }) => `${key} ${score.toFixed(2)}`).join(', ');
  const lines = answer.split('\n').map((line) => `        ${line}\n`);
  return [`${String(id).padStart(5)}  ${question}\n`, ...lines, `       nearest: ${near || 'none'}\n`].join(
    '',
  );
}
