import { z } from 'zod';
import type { Json } from '../kernel/json';
import { missedSearch, waysOn } from './answers';
import type { EffectResult } from './event';
import { isInForm, listEntries } from './hot-questions';
import { noteQuestion } from './last-question';
import type { MenuItem } from './menu';
import { shortenLabel } from './menu';
import { type Reading, readText } from './read-text';
import type { Decision, Turn } from './turn';

/** The most hits that are listed. */
const MAX_HITS = 5;
/** `打不开 @云ERP`, `@云ERP 打不开`. */
const PRODUCT_LAST = /^([^@＠]*[^@＠\s])\s*[@＠]\s*([^@＠]+)$/u;
const PRODUCT_FIRST = /^[@＠]\s*(\S+)\s*([^@＠]*)$/u;

interface Wanted {
  text: string;
  product: string | null;
}

/** What a search is for: words, and perhaps the product that they are about (S3-22). */
export function readSearch(argument: string): Wanted {
  const [, words = '', product = ''] = PRODUCT_LAST.exec(argument) ?? [];
  if (words !== '') return { text: words, product: product.trim() };
  const [, first = '', rest = ''] = PRODUCT_FIRST.exec(argument) ?? [];
  return first === '' ? { text: argument, product: null } : { text: rest.trim(), product: first };
}

/** 搜 关键词 @产品. Without words it asks for them. Returns why, for the record. */
export function search(turn: Turn, argument: string | undefined): string {
  const wanted = readSearch(argument ?? '');
  if (wanted.text === '') {
    if (!isInForm(turn)) {
      turn.state.searchAskedIn = { turn: turn.state.turn, product: wanted.product };
    }
    turn.say('search_ask', { product: wanted.product });
    return 'asks what to search for';
  }
  turn.call({ kind: 'kb.find', ...wanted }, { ...wanted, limit: MAX_HITS, without: smallTalk(turn) });
  return `searches${wanted.product === null ? '' : ' within a product'}`;
}

/** The words of a search that were asked for in the last message. */
export function searchAsked(turn: Turn, reading: Reading): Decision | undefined {
  const asked = turn.state.searchAskedIn;
  delete turn.state.searchAskedIn;
  if (asked?.turn !== turn.state.turn - 1 || reading.norm === '' || reading.number !== undefined)
    return undefined;
  const about = asked.product === null ? '' : ` @${asked.product}`;
  return { rule: 4, command: 'search', why: search(turn, `${reading.words}${about}`) };
}

const foundSchema = z.object({
  product: z.string().nullable(),
  sure: z.boolean(),
  entries: z.array(z.object({ id: z.string(), question: z.string() })),
});
const unknownSchema = z.object({ products: z.array(z.string()) });

/** Says what was found. In a form only an answer is given, or titles to read: digits answer the form. */
export function settleSearch(turn: Turn, { text, product }: Wanted, result: EffectResult): void {
  if (!result.ok) {
    const unknown = unknownSchema.safeParse(result.data);
    sayUnknownProduct(turn, { text, product }, unknown.success ? unknown.data.products : []);
    return;
  }
  const found = foundSchema.parse(result.data);
  const params = { text, product: found.product, count: found.entries.length };
  const [best] = found.entries;
  if (best === undefined) {
    missedSearch(turn, text);
    if (isInForm(turn)) turn.say('search_none', params);
    else turn.sayWithMenu('search_none', waysOn(turn), params);
    return;
  }
  turn.state.counters.unknownInRow = 0;
  if (isInForm(turn) && found.sure) {
    turn.call({ kind: 'kb.entry' }, { id: best.id });
    return;
  }
  if (!isInForm(turn)) noteQuestion(turn, readText(text, turn.content.words), 'open');
  listEntries(turn, 'search_hits', found.entries, params);
}

/** Says which products there are, each ready to be searched in. */
function sayUnknownProduct(turn: Turn, { text, product }: Wanted, products: string[]): void {
  const params: Record<string, Json> = { product: product ?? '', products };
  const items = products.map(
    (one): MenuItem => ({ label: shortenLabel(one), action: { kind: 'say', text: `搜 ${text} @${one}` } }),
  );
  if (isInForm(turn) || items.length === 0) turn.say('search_product', params);
  else turn.sayWithMenu('search_product', items, { ...params, products: [] });
}

function smallTalk({ content }: Turn): string {
  return content.settings.smallTalkCategory;
}
