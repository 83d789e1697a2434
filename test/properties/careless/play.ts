import type { BusinessData } from '../../../src/catalog';
import {
  compose,
  type DialogueEvent,
  type DialogueState,
  type Effect,
  type EffectResult,
  type Flow,
  type Frame,
  initialState,
  knowledgeText,
  type Menu,
  type Reply,
  readEvent,
  type World,
} from '../../../src/dialogue';
import { formOf } from '../../../src/dialogue/frame/form';
import { judgeValue } from '../../../src/dialogue/frame/judge-value';
import { readOptions } from '../../../src/dialogue/frame/options';
import { placeOf } from '../../../src/dialogue/texts';
import type { Json } from '../../../src/kernel/json';
import { byteLength } from '../../../src/kernel/text';
import { type Advanced, advance, hashState } from '../../../src/turns/advance';
import { type Business, type Dice, must } from './business';
import { look } from './knowledge';
import type { Person } from './person';
import type { WatchedFlows } from './watched-flows';

export const START = Date.parse('2026-11-20T10:00:00+08:00');
const MAX_BYTES = 2_000;
const MAX_STATE_BYTES = 200_000;
const MAX_DEPTH = 3;

/** The time, which all followers share. */
export interface Time {
  now: number;
}

export interface Heard {
  text: string;
  replies: Reply[];
  /** The slot or question that closes the message. */
  asks: string | undefined;
  effects: Effect[];
}

export interface PlayOptions {
  watched: WatchedFlows;
  business: Business;
  data: BusinessData;
  settings: Record<string, Json>;
  person: Person;
  /** Whose data must not be seen here. */
  others: Person[];
  time: Time;
  /** Whether #人工 was tried already from a place like this. */
  tried: Set<string>;
}

/** One follower's conversation with the shipped flows: turn by turn, with a check after each. */
export class Play {
  state: DialogueState = initialState();
  /** Every menu that was shown, for taps that come late. */
  readonly menus: Menu[] = [];
  heard: Heard | undefined;
  /** What was asked last. */
  asks: string | undefined;
  turns = 0;
  /** The talk so far, for people who look for what went wrong. */
  private readonly transcript: string[] = [];
  private readonly keys = new Set<string>();
  private readonly saidFreely = new Set<string>();

  constructor(readonly options: PlayOptions) {}

  get frame(): Frame | undefined {
    return this.state.stack.at(-1);
  }

  get flow(): Flow | undefined {
    return this.frame === undefined ? undefined : this.options.watched.content.flows.get(this.frame.flow);
  }

  get world(): World {
    const { watched, data, settings, person, time } = this.options;
    return {
      now: time.now,
      content: watched.content,
      catalog: data.catalog,
      profile: person.profile(time.now),
      settings,
    };
  }

  /** One turn. What breaks a promise is told with the conversation that led to it. */
  async take(event: DialogueEvent, dice: Dice): Promise<Heard> {
    this.transcript.push(`${this.options.person.id} ${this.state.mode}: ${JSON.stringify(event)}`);
    try {
      return await this.turn(event, dice);
    } catch (error) {
      if (error instanceof Error) error.message += `\n${this.transcript.join('\n')}`;
      throw error;
    }
  }

  private async turn(event: DialogueEvent, dice: Dice): Promise<Heard> {
    const { business, person, watched, time } = this.options;
    const { state: before, world } = this;
    const reading = readEvent(event, world.content);
    const searched = knowledgeText(before, event, reading, world);
    const signals = searched === undefined ? {} : look(searched, watched.flows, dice.luck);
    const start = { state: before, event, signals, world };
    const results = new Map<string, EffectResult>();
    const effects: Effect[] = [];
    const advanced = await advance(start, async (effect) => {
      effects.push(effect);
      const result = business.call(effect, person, time.now, dice);
      results.set(effect.key, result);
      return result;
    });
    const composed = compose(advanced.state, advanced.replies, world);
    if (dice.pick % 16 === 0) {
      // The platform sends the same event again, or the turn is replayed: the same comes of it.
      const again = await advance(start, async ({ key }) => results.get(key) ?? { ok: false, code: 'NEW' });
      const repeated = compose(again.state, again.replies, world);
      must(repeated.text === composed.text, 'the same event on the same state gets the same reply');
      const states = [repeated, composed].map((one) => hashState(JSON.stringify(one.state)));
      must(states[0] === states[1], 'the same event leads to the same state');
    }
    // A conversation is stored between turns.
    const stored = JSON.stringify(composed.state);
    this.state = JSON.parse(stored) as DialogueState;
    this.turns += 1;
    const heard: Heard = {
      text: composed.plain,
      replies: advanced.replies,
      asks: advanced.replies.findLast(({ asks }) => asks !== undefined)?.asks,
      effects: [...effects, ...advanced.later],
    };
    this.heard = heard;
    this.transcript.push(`    ${heard.replies.map(({ key, from }) => from ?? key).join(' ')}: ${heard.text}`);
    if (heard.asks !== undefined) this.asks = heard.asks;
    for (const { menu } of advanced.replies) if (menu !== undefined) this.menus.push(menu);
    this.noteAsked(heard);
    must(stored.length <= MAX_STATE_BYTES, 'the state stays small');
    this.check(before, event, heard, advanced);
    if (dice.pick % 4 === 0) this.checkSlots();
    await this.tryPerson();
    return heard;
  }

  private noteAsked({ asks }: Heard): void {
    if (asks !== undefined && this.flow?.slots.has(asks) === true)
      this.options.watched.asked(this.flow, asks);
  }

  private check(
    before: DialogueState,
    event: DialogueEvent,
    heard: Heard,
    { faults, decision }: Advanced,
  ): void {
    const { state, world } = this;
    const { chats } = this.options.business;
    const { person, others } = this.options;
    const count = (is: (reply: Reply) => boolean) => heard.replies.filter(is).length;
    must(byteLength(heard.text) <= MAX_BYTES, `a message has at most ${MAX_BYTES} bytes`);
    must(count(({ key }) => placeOf(key) === 'prompt') <= 1, 'one question closes a message');
    must(count(({ asks }) => asks !== undefined) <= 1, 'one thing is asked at a time');
    must(count(({ menu }) => menu !== undefined) <= 1, 'one menu a message');
    must(state.stack.length <= MAX_DEPTH, `${MAX_DEPTH} forms at most`);
    must(Object.keys(state.calls.open).length === 0, 'no effect is left waiting');
    must(faults.length === 0, `no flow has a fault: ${faults.join('; ')}`);
    for (const { key } of heard.effects) {
      must(!this.keys.has(key), `the effect key ${key} comes once`);
      this.keys.add(key);
    }

    const consent = heard.effects.filter(({ kind }) => kind === 'privacy.consent').length;
    must(consent === 0 || before.noticed !== undefined, 'nobody agrees to what they have not seen');
    must(
      consent + count(({ key }) => key === 'privacy_notice') <= 1,
      'the notice is shown, or agreed to, once',
    );

    const fromFollower = event.t !== 'agent' && event.t !== 'timer' && event.t !== 'unsubscribe';
    const backToBot = readEvent(event, world.content).command === 'back_to_bot';
    if (before.mode === 'human' && event.t !== 'agent') {
      must(heard.text === '' || backToBot, 'the bot is silent while a person answers');
    } else if (fromFollower) {
      // Pictures for the agent, and events that mean nothing, are kept without a word.
      must(heard.text !== '' || decision.command === 'silent', 'a follower is answered');
    }
    const chat = chats.get(person.id);
    const expected = state.mode === 'queued' || state.mode === 'human' ? state.mode : undefined;
    must(chat === expected, `the mode ${state.mode} is that of the chat: ${chat ?? 'none'}`);

    const waits = state.mode === 'bot' && state.stack.length > 0 && heard.text !== '' && event.t !== 'timer';
    const hasMenu = heard.replies.some(({ menu }) => menu !== undefined);
    must(!waits || hasMenu || heard.asks !== undefined, 'a form that waits has asked');

    for (const { secrets } of others) {
      const seen = secrets.find((secret) => heard.text.includes(secret));
      must(seen === undefined, `nobody sees what belongs to somebody else: ${seen}`);
    }
    this.checkMasks(heard);
    this.checkReserved();
  }

  /** A phone number or an address of the follower's own is shown masked, wherever it comes from. */
  private checkMasks({ text, replies }: Heard): void {
    const { phone, email } = this.options.person;
    for (const secret of [phone, email]) {
      if (this.isSaidFreely(secret)) this.saidFreely.add(secret);
      // The choice between two spellings of an address has to show both.
      const excused = this.saidFreely.has(secret) || replies.some(({ key }) => key === 'email_typo');
      must(excused || !text.includes(secret), `${secret} is shown masked: ${text}`);
    }
  }

  /** The follower typed it where it is no personal data: into a description, say. */
  private isSaidFreely(secret: string): boolean {
    return this.state.stack.some((frame) => {
      const slots = this.options.watched.content.flows.get(frame.flow)?.slots;
      return Object.entries(frame.slots).some(
        ([name, { value }]) => slots?.get(name)?.pii === undefined && JSON.stringify(value).includes(secret),
      );
    });
  }

  /** What is reserved is known to a form that is open or put aside. */
  private checkReserved(): void {
    const { reserved } = this.options.business;
    if (reserved.size === 0) return;
    const known = new Set(
      this.state.stack.flatMap(({ results }) =>
        Object.values(results).flatMap(({ undo }) =>
          undo === undefined ? [] : [`${undo.kind}:${JSON.stringify(undo.args)}`],
        ),
      ),
    );
    for (const id of reserved.keys()) {
      if (this.owns(id)) must(known.has(id), `an open form knows of what is reserved: ${id}`);
    }
  }

  private owns(id: string): boolean {
    return this.options.business.reserved.get(id)?.person === this.options.person.id;
  }

  private checkSlots(): void {
    for (const frame of this.state.stack) {
      const form = formOf(frame, this.state, this.world);
      must(form !== 'gone', 'no flow is lost');
      for (const [name, slot] of Object.entries(frame.slots)) {
        const rule = form.flow.slots.get(name);
        must(rule !== undefined, `the flow has a slot ${name}`);
        // Options that have to be searched again are judged when they are there.
        if (rule.options !== undefined && readOptions(form, rule) === undefined) continue;
        must(
          judgeValue(form, rule, slot.value).kind === 'good',
          `the slot ${name} may hold ${JSON.stringify(slot.value)}`,
        );
      }
    }
  }

  /** `#人工` leads to a person in one turn, from every place that a play comes to. */
  private async tryPerson(): Promise<void> {
    const { tried } = this.options;
    const { frame, state } = this;
    const where = [
      state.mode,
      state.stack.length,
      frame?.flow,
      frame?.step,
      frame?.asking?.kind,
      frame?.focus,
      frame?.status,
    ].join(' ');
    if (tried.has(where)) return;
    tried.add(where);
    await this.mustReachPerson();
  }

  async mustReachPerson(words = '＃人工'): Promise<void> {
    const place = { position: 1, open: true, opensAt: null, agentsOnline: 1, already: false, chatId: 'c' };
    const event: DialogueEvent = { t: 'text', text: words };
    const { state } = await advance(
      { state: this.state, event, signals: {}, world: this.world },
      async () => ({
        ok: true,
        data: place,
      }),
    );
    must(
      state.mode === 'queued' || state.mode === 'human',
      `${words} leads to a person, not to ${state.mode}`,
    );
  }
}
