import { z } from 'zod';
import type { EffectResult } from '../dialogue';
import type { ChatService } from '../handoff';
import { type ServiceDirectory, scheduleOf, viewHours } from '../hours';
import { type KnowledgeBase, recordMiss } from '../kb';
import type { Json } from '../kernel/json';
import type { Transaction } from '../kernel/transaction';
import { describeChannels } from './contact-memo';
import { type FeatureEffectDeps, featureEffects } from './effects';
import type { InlineEffects } from './inline-effects';

export interface StandardEffectDeps {
  chats: ChatService;
  knowledge: KnowledgeBase;
  directory: ServiceDirectory;
  agentsOnline: () => number;
  /** What flows ask for; absent where there are no flows. */
  features?: FeatureEffectDeps;
}

const reason = z.object({ reason: z.string() });
const entryId = z.object({ id: z.string() });
const miss = z.object({
  text: z.string(),
  norm: z.string(),
  reason: z.enum(['none', 'none_of_these']),
  best: z.object({ id: z.string(), score: z.number() }).optional(),
});

const done = (data: Json = {}): EffectResult => ({ ok: true, data });

/** The inline effects of the dialogue, each bound to the feature that does it. */
export function standardEffects(deps: StandardEffectDeps): InlineEffects {
  const { chats } = deps;
  const channelsAt = describeChannels(deps.directory);

  /** What a waiting follower is told: the place, and when people answer. */
  const placeOf = async (tx: Transaction, chatId: string, now: number) => {
    const { open, opensAt } = viewHours(scheduleOf(deps.directory, 'handoff'), now);
    return { position: await chats.position(tx, chatId), open, opensAt, agentsOnline: deps.agentsOnline() };
  };

  return {
    ...(deps.features === undefined ? {} : featureEffects(deps.features)),
    'handoff.enqueue': async (tx, args, { followerId, now }) => {
      const queued = await chats.enqueue(tx, { followerId, reason: reason.parse(args).reason, now });
      return done({
        chatId: queued.chatId,
        already: queued.alreadyQueued,
        ...(await placeOf(tx, queued.chatId, now)),
      });
    },
    'handoff.position': async (tx, _args, { followerId, now }) => {
      const chat = await chats.openChatOf(tx, followerId);
      return chat === undefined ? { ok: false, code: 'NOT_QUEUED' } : done(await placeOf(tx, chat.id, now));
    },
    'handoff.leave_queue': async (tx, _args, { followerId, now }) => {
      await chats.leaveQueue(tx, { followerId, now });
      return done();
    },
    'handoff.end': async (tx, _args, { followerId, now }) => {
      await chats.endByFollower(tx, { followerId, now });
      return done();
    },
    'kb.entry': async (_tx, args) => {
      const entry = deps.knowledge.entry(entryId.parse(args).id);
      return entry === undefined ? { ok: false, code: 'NOT_FOUND' } : done({ ...entry });
    },
    'kb.miss': async (tx, args, { followerId, now }) => {
      const { best, ...missed } = miss.parse(args);
      await recordMiss(tx, { ...missed, followerId, now, ...(best === undefined ? {} : { best }) });
      return done();
    },
    'channels.describe': async (_tx, _args, { now }) => done(channelsAt(now)),
  };
}
