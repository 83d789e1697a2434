import { type DialogueState, initialState } from '../dialogue';
import type { TurnDeps, WorldValues } from './turn-deps';
import { readConversation, StaleConversation } from './turn-store';

/** A conversation as a turn finds it. */
export interface LoadedConversation {
  state: DialogueState;
  /** The stored state, as it was; null for a follower who never wrote before. */
  json: string | null;
  version: number;
  world: WorldValues;
}

/** Reads what a turn begins with, outside its unit. */
export async function loadConversation(
  deps: Pick<TurnDeps, 'reader' | 'readWorld'>,
  followerId: string,
): Promise<LoadedConversation> {
  const stored = await readConversation(deps.reader, followerId);
  const world = (await deps.readWorld?.(followerId)) ?? {};
  return stored === undefined
    ? { state: initialState(), json: null, version: 0, world }
    : { state: JSON.parse(stored.json) as DialogueState, json: stored.json, version: stored.version, world };
}

const MAX_RERUNS = 3;

/** Runs a turn again, from reading on, when another process changed the conversation meanwhile. */
export async function rerunWhenStale<T>(run: () => Promise<T>): Promise<T> {
  for (let rerun = 0; ; rerun += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StaleConversation) || rerun >= MAX_RERUNS) throw error;
    }
  }
}
