import { DateTime } from 'luxon';
import { stringify } from 'yaml';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { Reader } from '../kernel/transaction';
import { learnPersonalData, type PersonalData, type SlotKind, sampleForAnswer } from './personal-data';
import { type Moment, readTalk, type Said, type Talk } from './talk';

type TurnMoment = Extract<Moment, { kind: 'turn' }>;
type CaseTurn = Record<string, unknown>;

/** Pauses shorter than this are how people type; the player makes its own. */
const PAUSE_MS = 60_000;
const LINKS = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^"&]*)&msgmenuid=([^"&]*)">/g;

export interface ExportOptions {
  kindOfSlot: SlotKind;
  /** Full names of the units that are shipped. */
  shippedUnits: ReadonlySet<string>;
}

/**
 * A follower's stored conversation as a conversation test (docs/conversation-tests.md), with samples in the place of
 * personal data and expectations taken from what happened. Undefined when nothing is stored of the follower.
 */
export async function exportCase(
  reader: Reader,
  followerId: string,
  options: ExportOptions,
): Promise<string | undefined> {
  const talk = await readTalk(reader, followerId);
  if (talk === undefined) return undefined;
  const data = learnPersonalData(talk, options.kindOfSlot, options.shippedUnits);
  learnTicketNumbers(talk, data);
  const { turns, cut } = new Scribe(data, options.kindOfSlot).write(talk);
  const startedAt = (talk.moments[0]?.at ?? 0) - 1000;
  const profile = writeProfile(talk.profile, data);
  const suite = {
    suite: 'a conversation of the sandbox',
    ...flowOf(talk),
    clock: DateTime.fromMillis(startedAt, { zone: BUSINESS_ZONE }).toISO({ suppressMilliseconds: false }),
    given: { agents_online: agentsOnline(talk) },
    cases: [
      {
        name: 'goes as it went',
        ...(Object.keys(profile).length === 0 ? {} : { given: { profile } }),
        talk: turns,
      },
    ],
  };
  const head = [
    '# Written by the sandbox: personal data was replaced by samples. Read it before you pass it on: what people say in',
    '# free words may still name somebody. Keep the expectations that matter and give the case a name.',
    ...(cut === undefined ? [] : [`# It ends before the conversation did: ${cut}.`]),
  ];
  return `${head.join('\n')}\n${stringify(suite, { lineWidth: 0, defaultStringType: 'PLAIN' })}`;
}

/** Writes moment after moment, and keeps what the player will know: the menus shown and the time that passed. */
class Scribe {
  private readonly turns: CaseTurn[] = [];
  private readonly menus: { content: string; id: string }[][] = [];
  private last: number | undefined;

  constructor(
    private readonly data: PersonalData,
    private readonly kindOf: SlotKind,
  ) {}

  write(talk: Talk): { turns: CaseTurn[]; cut: string | undefined } {
    for (const moment of talk.moments) {
      const cut = this.add(moment);
      if (cut !== undefined) return { turns: this.turns, cut };
    }
    return { turns: this.turns, cut: talk.cut };
  }

  /** Why the talk cannot go on as it did, if so. */
  private add(moment: Moment): string | undefined {
    if (moment.kind === 'staff') {
      this.pause(moment.at);
      this.turns.push({ agent: { say: this.data.mask(moment.text) } });
      return undefined;
    }
    if (moment.event.t === 'timer') {
      this.addTimer(moment);
      return undefined;
    }
    const action = this.actionOf(moment);
    if (typeof action === 'string') return action;
    this.pause(moment.at);
    this.turns.push({ ...action, ...this.expectationsOf(moment) });
    this.see(moment.reply);
    return undefined;
  }

  /** What a timer did belongs to the time that passed before it. */
  private addTimer(moment: TurnMoment): void {
    const gap = moment.at - (this.last ?? moment.at);
    this.last = moment.at;
    this.turns.push({ advance: `${Math.max(1, Math.ceil(gap / 1000))}s`, ...this.expectationsOf(moment) });
    this.see(moment.reply);
  }

  private pause(at: number): void {
    const gap = at - (this.last ?? at);
    if (gap >= PAUSE_MS) this.turns.push({ advance: `${Math.floor(gap / 1000) - 1}s` });
    this.last = at;
  }

  private actionOf(moment: TurnMoment): CaseTurn | string {
    const { event } = moment;
    switch (event.t) {
      case 'text':
        return { user: this.wordsOf(moment, event.text) };
      case 'tap':
        return this.tapOf(event) ?? { user: this.data.mask(event.text) };
      case 'media':
        if (event.kind === 'file') return 'the follower sent a file, which the player cannot';
        return {
          media: event.kind,
          ...(event.recognition === undefined ? {} : { recognition: event.recognition }),
        };
      case 'click':
        return { click: event.key };
      case 'location':
        return { location: event.label };
      case 'subscribe':
      case 'unsubscribe':
        return { event: event.t };
      case 'agent':
        return this.agentOf(event.op);
      default:
        return `the player has no word for what happened then (${event.t})`;
    }
  }

  private agentOf(op: Extract<TurnMoment['event'], { t: 'agent' }>['op']): CaseTurn | string {
    switch (op.kind) {
      case 'claimed':
        return { agent: 'claim' };
      case 'handed_back':
        return { agent: 'hand_back' };
      case 'closed':
        return { agent: 'close' };
      case 'fill_slot':
        return { agent: { fill_slot: op.values } };
      default:
        return `the player has no word for what the agent did then (${op.kind})`;
    }
  }

  private wordsOf(moment: TurnMoment, text: string): string {
    const masked = this.data.mask(text);
    if (masked !== text) return masked;
    const sample = sampleForAnswer(moment, this.data, this.kindOf);
    // Short: a whole sentence holds more than the value, and was read for it.
    return sample !== undefined && [...text].length <= 40 ? sample : text;
  }

  private tapOf({ nonce, item, text }: { nonce: string; item: number; text: string }): CaseTurn | undefined {
    for (let back = 0; back < this.menus.length; back += 1) {
      const menu = this.menus.at(-1 - back) ?? [];
      const place = menu.findIndex(({ id, content }) => id === `${nonce}.${item}` && content === text);
      if (place !== -1) return { tap: back === 0 ? place + 1 : { item: place + 1, back } };
    }
    return undefined;
  }

  private see(reply: string | null): void {
    const links = [...(reply ?? '').matchAll(LINKS)].map(([, content = '', id = '']) => ({
      content: decodeURIComponent(content),
      id: decodeURIComponent(id),
    }));
    if (links.length > 0) this.menus.push(links);
  }

  private expectationsOf({ said, reply, results, before, after, event }: TurnMoment): CaseTurn {
    const effects = results
      .filter(({ kind }) => !kind.startsWith('timer.'))
      .map(({ kind, result }) => (result.ok ? { kind, ok: true } : { kind, ok: false, code: result.code }));
    const mode = after?.mode;
    return {
      bot: reply === null && said.length === 0 ? 'none' : this.spoken(said, reply, event.t === 'timer'),
      ...(effects.length === 0 ? {} : { effects }),
      ...(mode === undefined || mode === (before?.mode ?? 'bot') ? {} : { mode }),
    };
  }

  private spoken(said: readonly Said[], reply: string | null, late: boolean): CaseTurn {
    const keys = [...new Set(said.map(({ key, from }) => from ?? key))];
    const asks = said.flatMap((one) => one.asks ?? []).at(-1);
    const menu = said.findLast((one) => one.menu !== undefined)?.menu;
    const answer = said.some(({ key }) => key === 'answer') ? firstWords(reply) : undefined;
    return {
      ...(asks === undefined ? {} : { asks }),
      ...(keys.length === 0 ? {} : { text_key: keys }),
      ...(menu === undefined || menu.length === 0
        ? {}
        : { menu: menu.map((label) => this.data.mask(label)) }),
      ...(answer === undefined ? {} : { contains: answer }),
      ...(late ? {} : { messages: reply === null ? 0 : 1 }),
    };
  }
}

/** The first words of an answer, which come from the knowledge base and from nobody else. */
function firstWords(reply: string | null): string | undefined {
  const words = (reply ?? '')
    .split('\n')[0]
    ?.replace(/<[^>]*>/g, '')
    .trim()
    .slice(0, 20);
  return words === '' ? undefined : words;
}

/** Numbers of the tickets that were filed: the player's are the first of its day. */
function learnTicketNumbers(talk: Talk, data: PersonalData): void {
  const counts = new Map<string, number>();
  for (const moment of talk.moments) {
    if (moment.kind !== 'turn') continue;
    for (const { kind, result } of moment.results) {
      const number =
        result.ok && kind.endsWith('.create') ? (result.data as { number?: unknown })?.number : undefined;
      if (typeof number !== 'string') continue;
      const [day = ''] = number.split('-');
      const count = (counts.get(`${kind} ${day}`) ?? 0) + 1;
      counts.set(`${kind} ${day}`, count);
      data.replace(number, `${day}-${String(count).padStart(5, '0')}`);
    }
  }
}

function writeProfile(profile: Record<string, unknown>, data: PersonalData): Record<string, unknown> {
  const texts = ['name', 'phone', 'email', 'org_name', 'bound_phone'] as const;
  const kinds = {
    name: 'name',
    phone: 'phone',
    email: 'email',
    org_name: 'org',
    bound_phone: 'phone',
  } as const;
  const told = texts.flatMap((key) => {
    const value = profile[key];
    return typeof value === 'string' ? [[key, data.sampleOf(kinds[key], value)] as const] : [];
  });
  const rights = ['unit_admin', 'internal', 'tad'].filter((key) => profile[key] === true);
  const { privacy_version: version } = profile;
  return {
    ...Object.fromEntries(told),
    ...Object.fromEntries(rights.map((key) => [key, true])),
    ...(typeof version === 'string' ? { privacy_version: version } : {}),
  };
}

function flowOf(talk: Talk): { flow?: string } {
  for (const moment of talk.moments) {
    const flow = moment.kind === 'turn' ? moment.after?.stack[0]?.flow : undefined;
    if (flow !== undefined) return { flow };
  }
  return {};
}

/** How many agents there were when a person was called for; one when nobody called. */
function agentsOnline(talk: Talk): number {
  for (const moment of talk.moments) {
    if (moment.kind !== 'turn') continue;
    for (const { result } of moment.results) {
      const online = result.ok ? (result.data as { agentsOnline?: unknown } | null)?.agentsOnline : undefined;
      if (typeof online === 'number') return online;
    }
  }
  return 1;
}
