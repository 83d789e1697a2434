import { z } from 'zod';
import { type Profile, readProfile } from '../../customers';
import type { EffectResult } from '../../dialogue';
import {
  type AgentService,
  type Chat,
  type ChatService,
  groupFor,
  levelOf,
  type RatingService,
} from '../../handoff';
import { viewHours } from '../../hours';
import type { Json } from '../../kernel/json';
import type { Transaction } from '../../kernel/transaction';
import type { ServiceCodeService } from '../../service-codes';
import type { TicketService } from '../../tickets';
import type { GroupHours } from '../group-hours';
import type { InlineEffects } from '../inline-effects';

export interface HandoffEffectDeps {
  chats: ChatService;
  agents: AgentService;
  ratings: RatingService;
  hours: GroupHours;
  agentsOnline: () => number;
  /** The platform's own agents answer (HANDOFF_MODE=wechat): nobody knows the place in their queue. */
  elsewhere?: boolean;
  /** Gives a waiting chat to an agent who has room, when chats are handed out automatically. */
  assign?: (tx: Transaction, chat: Chat, now: number) => Promise<{ name: string } | undefined>;
  /** Absent where there are no flows. */
  features?: { tickets: TicketService; serviceCodes: ServiceCodeService } | undefined;
}

const enqueueArgs = z.object({
  reason: z.string(),
  form: z.object({ filled: z.array(z.object({ slot: z.string(), value: z.unknown() })) }).optional(),
});
const noteArgs = z.object({ text: z.string() });
const codeArgs = z.object({ code: z.string() });
const starsArgs = z.object({ chat: z.string(), stars: z.number().int().min(1).max(5) });
const commentArgs = z.object({ chat: z.string(), text: z.string() });

/** What somebody filed lately is what they probably ask about. */
const LATELY_MS = 30 * 86_400_000;

const done = (data: Json = {}): EffectResult => ({ ok: true, data });
const refused = (code: string): EffectResult => ({ ok: false, code });

/** Waiting for people, leaving words for them, and rating them. */
export function handoffEffects(deps: HandoffEffectDeps): InlineEffects {
  const { chats, agents, ratings, features } = deps;

  /** What a waiting follower is told: the place, and when people answer. */
  const placeOf = async (tx: Transaction, chat: Pick<Chat, 'id' | 'level' | 'groupId'>, now: number) => {
    const { open, opensAt } = viewHours(await deps.hours.of(tx, chat), now);
    const position = deps.elsewhere === true ? 0 : await chats.position(tx, chat.id);
    const agentsOnline = deps.elsewhere === true ? 1 : deps.agentsOnline();
    return { position, open, opensAt, agentsOnline, level: chat.level, elsewhere: deps.elsewhere === true };
  };

  return {
    'handoff.enqueue': async (tx, args, { followerId, now }) => {
      const { reason, form } = enqueueArgs.parse(args);
      const profile = await readProfile(tx, followerId, now);
      const filled = form?.filled.find(({ slot }) => slot === 'product')?.value;
      const product =
        typeof filled === 'string'
          ? filled
          : ((await features?.tickets.latestProduct(tx, followerId, now - LATELY_MS)) ?? null);
      const queued = await chats.enqueue(tx, {
        followerId,
        reason,
        now,
        product,
        level: levelOf({ reason, vip: profile.vip }),
        serviceCode: profile.vip ? profile.unit_code : null,
        groupId: groupFor(product, await agents.groups(tx))?.id ?? null,
      });
      const chat = await chats.find(tx, queued.chatId);
      if (chat === undefined) throw new Error('a chat vanished inside its own unit');
      const staff = queued.alreadyQueued ? undefined : await deps.assign?.(tx, chat, now);
      return done({
        chatId: chat.id,
        already: queued.alreadyQueued,
        ...(staff === undefined ? {} : { staffName: staff.name }),
        ...(await placeOf(tx, chat, now)),
      });
    },
    'handoff.position': async (tx, _args, { followerId, now }) => {
      const chat = await chats.openChatOf(tx, followerId);
      return chat === undefined ? refused('NOT_QUEUED') : done(await placeOf(tx, chat, now));
    },
    'handoff.leave_queue': async (tx, _args, { followerId, now }) => {
      await chats.leaveQueue(tx, { followerId, now });
      return done();
    },
    'handoff.end': async (tx, _args, { followerId, now }) => {
      const ended = await chats.endByFollower(tx, { followerId, now });
      return done(ended !== undefined && (await ratings.ask(tx, ended.id, now)) ? { rate: ended.id } : {});
    },
    'handoff.leave_note': async (tx, args, { followerId, effectKey, now }) => {
      if (features === undefined) return refused('NO_TICKETS');
      const profile = await readProfile(tx, followerId, now);
      const note = { ...noteArgs.parse(args), ...whoWrites(profile) };
      const left = await features.tickets.leaveNote(tx, { followerId, effectKey, now }, note);
      if (left.ok) return done({ ticket_no: left.ticket.number });
      return left.code === 'TOO_LONG' ? { ok: false, code: left.code, data: { max: left.max } } : left;
    },
    'handoff.show_code': async (tx, args, { followerId, now }) => {
      const chat = await chats.openChatOf(tx, followerId);
      if (chat?.state !== 'queued' || features === undefined) return refused('NOT_QUEUED');
      const { code } = codeArgs.parse(args);
      const verified = await features.serviceCodes.verify(tx, { followerId, code, now });
      if (!verified.ok) return verified;
      await chats.promote(tx, { chatId: chat.id, level: 'vip', serviceCode: code });
      return done(await placeOf(tx, chat, now));
    },
    'rating.give': async (tx, args, { followerId, now }) => {
      const { chat: chatId, stars } = starsArgs.parse(args);
      const given = await ratings.rate(tx, { chatId, followerId, stars, now });
      return given.ok ? done() : given;
    },
    'rating.comment': async (tx, args, { followerId, now }) => {
      const { chat: chatId, text } = commentArgs.parse(args);
      const given = await ratings.comment(tx, { chatId, followerId, text, now });
      return given.ok ? done() : given;
    },
  };
}

/** Who left a note, as far as it is known. */
function whoWrites({ name, phone, bound_phone, email, org_name, unit_name }: Profile) {
  return {
    customerName: unit_name ?? org_name ?? '',
    contact: { name: name ?? '', phone: bound_phone ?? phone ?? '', email },
  };
}
