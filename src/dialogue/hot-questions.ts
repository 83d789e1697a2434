import { z } from 'zod';
import type { EffectResult } from './event';
import { activeForm } from './frame/form';
import { MAX_LIST_ITEMS, type MenuItem, shortenLabels } from './menu';
import type { TextKey } from './texts';
import type { Turn } from './turn';

/** 热点问题: what followers read most (S3-19). Returns why, for the record. */
export function askHot(turn: Turn): string {
  const without = turn.content.settings.smallTalkCategory;
  turn.call({ kind: 'kb.hot' }, { limit: MAX_LIST_ITEMS, without });
  return 'asks what others read most';
}

const entriesSchema = z.object({ entries: z.array(z.object({ id: z.string(), question: z.string() })) });
export type ListedEntry = z.output<typeof entriesSchema>['entries'][number];

/** The list; while nobody has read anything, the questions that content chose. */
export function settleHot(turn: Turn, result: EffectResult): void {
  const hot = result.ok ? entriesSchema.safeParse(result.data) : undefined;
  if (hot?.success && hot.data.entries.length > 0) listEntries(turn, 'hot', hot.data.entries);
  else listItems(turn, 'hot', turn.content.questions);
}

/** A list of entries to choose from. */
export function listEntries(
  turn: Turn,
  key: TextKey,
  entries: readonly ListedEntry[],
  params: Record<string, string | number | null> = {},
): void {
  const labels = shortenLabels(entries.map(({ question }) => question));
  const items = entries.map(
    ({ id, question }, place): MenuItem => ({
      label: labels[place] ?? question,
      action: { kind: 'entry', id },
    }),
  );
  if (isInForm(turn)) turn.say(key, { ...params, titles: entries.map(({ question }) => question) });
  else turn.sayWithMenu(key, items, { ...params, titles: [] });
}

function listItems(turn: Turn, key: TextKey, items: readonly MenuItem[]): void {
  if (isInForm(turn)) turn.say(key, { titles: items.map(({ label }) => label) });
  else turn.sayWithMenu(key, items, { titles: [] });
}

/** There digits answer the form: a list is only read, and its titles are typed. */
export function isInForm(turn: Turn): boolean {
  return activeForm(turn.state, turn.world) !== undefined;
}
