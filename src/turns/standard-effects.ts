import { z } from 'zod';
import { readProfile } from '../customers';
import type { EffectResult } from '../dialogue';
import type { ServiceDirectory } from '../hours';
import { type KnowledgeBase, recordMiss, recordVote } from '../kb';
import type { Json } from '../kernel/json';
import type { Outlet } from '../outlets';
import { describeChannels } from './contact-memo';
import { type FeatureEffectDeps, featureEffects } from './effects';
import { documentEffects } from './effects/document-effects';
import { type HandoffEffectDeps, handoffEffects } from './effects/handoff-effects';
import { outletEffects } from './effects/outlet-effects';
import { type SearchedProduct, searchEffects } from './effects/search-effects';
import type { InlineEffects } from './inline-effects';

export interface StandardEffectDeps extends Omit<HandoffEffectDeps, 'features'> {
  directory: ServiceDirectory;
  knowledge: KnowledgeBase;
  /** Where people are served. */
  outlets?: readonly Outlet[];
  /** What searches can be limited to. */
  products?: () => readonly SearchedProduct[];
  /** What flows ask for; absent where there are no flows. */
  features?: FeatureEffectDeps;
}

const entryId = z.object({ id: z.string() });
const miss = z.object({
  text: z.string(),
  norm: z.string(),
  reason: z.enum(['none', 'none_of_these', 'handoff']),
  best: z.object({ id: z.string(), score: z.number() }).optional(),
});

const vote = z.object({ id: z.string(), helpful: z.boolean(), text: z.string(), norm: z.string() });

const channels = z.object({
  about: z.enum(['contact', 'hours']),
  need: z.enum(['urgent', 'general', 'suggestion']).nullable(),
});

const done = (data: Json = {}): EffectResult => ({ ok: true, data });

/** The inline effects of the dialogue, each bound to the feature that does it. */
export function standardEffects(deps: StandardEffectDeps): InlineEffects {
  const channelsAt = describeChannels(deps.directory);

  return {
    ...(deps.features === undefined ? {} : featureEffects(deps.features)),
    ...handoffEffects(deps),
    ...outletEffects(deps.directory, deps.outlets ?? []),
    ...documentEffects,
    ...searchEffects(deps.knowledge, deps.products ?? (() => [])),
    'kb.entry': async (_tx, args) => {
      const entry = deps.knowledge.entry(entryId.parse(args).id);
      return entry === undefined ? { ok: false, code: 'NOT_FOUND' } : done({ ...entry });
    },
    'kb.miss': async (tx, args, { followerId, now }) => {
      const { best, ...missed } = miss.parse(args);
      await recordMiss(tx, { ...missed, followerId, now, ...(best === undefined ? {} : { best }) });
      return done();
    },
    'kb.vote': async (tx, args, { followerId, now }) => {
      const { id, helpful, text, norm } = vote.parse(args);
      const counted = await recordVote(tx, { key: id, followerId, helpful, now });
      if (!helpful && counted !== 'same' && norm !== '') {
        await recordMiss(tx, { norm, text, followerId, reason: 'unhelpful', best: { id, score: 1 }, now });
      }
      return done();
    },
    'channels.describe': async (tx, args, { followerId, now }) => {
      const asked = channels.parse(args);
      const { roles } = await readProfile(tx, followerId, now);
      return done(channelsAt(now, { ...asked, roles }));
    },
  };
}
