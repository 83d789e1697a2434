import { SHIPPED } from '../../../src/flow-tests/content-folders';
import { loadDirectory } from '../../../src/hours';
import { isOpen, moveGoods, type Ticket, type TicketPatch, triage } from '../../../src/tickets';
import { moveTo, patchForm } from '../../../src/tickets/ticket-moves';
import { type ChannelsAsked, describeChannels } from '../../../src/turns/contact-memo';
import { APPOINTMENT_MODELS } from './appointment-models';
import { type Business, type Call, type Dice, failed, fields, type Model, ok, text } from './business';
import { CUSTOMER_MODELS } from './customer-models';
import { ENTRIES, near } from './knowledge';

const channelsAt = describeChannels(loadDirectory(`${SHIPPED.kbSeedDir}/data`));

const OUTLET = {
  name: '上海服务中心',
  address: '浦东新区示例路 100 号',
  phone: '021-0000-0001',
  hours: '周一至周六 8:00–17:30',
  open: true,
  opensAt: null,
  km: 3.4,
};

const DOCUMENT = {
  title: '星云快速入门',
  product: '星云',
  size: '12 页',
  publishedOn: '2026-09-01',
  link: 'https://www.example.com/docs/xingyun-start.pdf',
  onlyFor: null,
};
const GATED = { ...DOCUMENT, title: '星云安装手册', link: null, onlyFor: 'vip' };

const place = ({ pick }: Dice) => ({
  position: 1 + (pick % 3),
  open: pick % 4 > 0,
  opensAt: pick % 2 === 0 ? '9:00' : null,
  agentsOnline: pick % 3,
});

/** A change of a ticket by its follower, when its state allows it. */
function change(
  business: Business,
  call: Call,
  may: 'edit' | 'cancel' | 'followUp',
  apply: (ticket: Ticket) => void,
) {
  const ticket = business.ticketOf(call);
  if (ticket === undefined) return failed('MISS');
  if (!business.allowed(ticket, call.now)[may]) return failed('NOT_ALLOWED');
  apply(ticket);
  return ok({ ticket: business.view(ticket, call.now) });
}

function moveGoodsOf(business: Business, call: Call, action: 'send' | 'confirm') {
  const ticket = business.ticketOf(call);
  if (ticket === undefined) return failed('MISS');
  const to = moveGoods(ticket, action);
  if (to === undefined) return failed('NOT_ALLOWED');
  ticket.goods = to;
  return ok({ ticket: business.view(ticket, call.now) });
}

/** By kind: those of flows, which the registry has, and those of the engine itself. */
export const MODELS: Readonly<Record<string, Model>> = {
  ...CUSTOMER_MODELS,
  ...APPOINTMENT_MODELS,

  'ticket.create': (business, { person, now, args }) => {
    const contact = fields(args.contact);
    const ticket = business.file(person, now, {
      customerName: text(args.customer_name),
      contact: { name: text(contact.name), phone: text(contact.phone), email: text(contact.email) },
      description: text(args.description),
      product: text(args.product),
      model: text(args.model),
      serviceType: text(args.service_type),
    });
    person.remember({ name: text(contact.name), phone: text(contact.phone) });
    return ok({ ticket_no: ticket.number, created_at: now, priority: ticket.priority, emergency: false });
  },
  'ticket.find': (business, { now, args }) => {
    const found = business.tickets.find(
      ({ number, contact }) => number === args.ticket_no && contact.phone === args.phone,
    );
    return found === undefined ? failed('MISS') : ok({ ticket: business.view(found, now) });
  },
  'ticket.list_mine': (business, { person, now, args }) => {
    const query = text(args.query);
    const mine = business.tickets.filter(
      ({ number, followerId }) => followerId === person.id && number.includes(query),
    );
    return ok({
      tickets: mine.slice(-business.settings.ticket.list_size).map((ticket) => business.view(ticket, now)),
    });
  },
  'ticket.triage': (business, { args }) => ok({ ...triage(text(args.text), business.settings.priority) }),
  'ticket.edit': (business, call) =>
    change(business, call, 'edit', (ticket) => {
      const patch = Object.fromEntries(
        Object.entries(fields(call.args.patch)).filter(([, value]) => value !== null),
      );
      const { contact_name: name, contact_phone: phone, contact_email: email } = patch;
      const contact = { name, phone, email } as TicketPatch['contact'] & object;
      Object.assign(
        ticket,
        patchForm(ticket, { description: text(patch.description) || ticket.description }),
      );
      ticket.contact = { ...ticket.contact, ...JSON.parse(JSON.stringify(contact)) };
    }),
  'ticket.cancel': (business, call) =>
    change(business, call, 'cancel', (ticket) => {
      Object.assign(ticket, moveTo(ticket, '已取消', business.settings.ticket).columns);
    }),
  'ticket.follow_up': (business, call) =>
    change(business, call, 'followUp', (ticket) => {
      const to = isOpen(ticket.status) ? ticket.status : '处理中';
      Object.assign(ticket, moveTo(ticket, to, business.settings.ticket).columns);
    }),
  'service_code.lookup': (_business, { args }) =>
    args.org === '示例科技有限公司'
      ? ok({ code: 'GS2026000001', valid_until: '2027-12-31' })
      : failed('MISS'),
  'ticket.list_goods': (business, { person, now, args }) => {
    const action = args.action === 'send' ? 'send' : 'confirm';
    const mine = business.tickets.filter(
      (ticket) => ticket.followerId === person.id && moveGoods(ticket, action) !== undefined,
    );
    return ok({ tickets: mine.slice(-5).map((ticket) => business.view(ticket, now)) });
  },
  'ticket.goods_sent': (business, call) => moveGoodsOf(business, call, 'send'),
  'ticket.goods_arrived': (business, call) => moveGoodsOf(business, call, 'confirm'),
  // Each ticket has a document; now and then it is taken away before it is read.
  'ticket.list_documents': (business, { person, args, luck }) => {
    const mine = business.tickets
      .filter(({ followerId }) => followerId === person.id)
      .map(({ number }, at) => ({ id: at + 1, ticket_no: number, title: `维修单 ${at + 1}` }))
      .map((one) => ({ ...one, content: 'https://example.com/d/1', day: '11-20 10:00' }));
    const asked = args.id === null || args.id === undefined ? undefined : Number(args.id);
    if (asked === undefined) return ok({ documents: mine.slice(-8) });
    return ok({ documents: luck === 6 ? [] : mine.filter(({ id }) => id === asked) });
  },
  // Whoever looks up their own phone has found their device.
  'warranty.lookup': (_business, { person, args, pick }) => {
    if (args.phone !== person.phone) return failed('MISS');
    const state = ['not_started', 'active', 'expired'][pick % 3] ?? 'active';
    const purchased = pick % 2 === 0 ? null : '2026-01-31';
    const told = { product: '星云', model: '星云一号', purchased_on: purchased, level: '标准保修' };
    return ok({ ...told, start: '2026-02-01', end: '2028-01-31', state, days: pick % 400 });
  },
  'suggestion.create': (business) => ok({ number: `S261120-${String(business.next()).padStart(5, '0')}` }),
  'kb.suggest': (_business, { args, luck }) => {
    const [best, ...more] = near(text(args.text), luck, args.near === true);
    return best === undefined ? failed('NONE') : ok({ ...best, answers: [best, ...more] });
  },

  'handoff.enqueue': ({ chats }, { person, ...dice }) => {
    const before = chats.get(person.id);
    if (before === undefined) chats.set(person.id, 'queued');
    const position = before === 'human' ? 0 : place(dice).position;
    return ok({ chatId: `chat-${person.id}`, already: before !== undefined, ...place(dice), position });
  },
  'handoff.position': ({ chats }, { person, ...dice }) =>
    chats.get(person.id) === 'queued' ? ok(place(dice)) : failed('NOT_QUEUED'),
  'handoff.leave_queue': ({ chats }, { person }) => ok({ left: chats.delete(person.id) }),
  'handoff.end': ({ chats }, { person }) => ok({ left: chats.delete(person.id) }),
  'kb.entry': (_business, { args, luck }) => {
    const entry = ENTRIES.find(({ id }) => id === args.id);
    return entry === undefined || luck === 0 ? failed('NOT_FOUND') : ok({ ...entry });
  },
  'outlets.near': (_business, { luck }) => ok({ outlets: luck === 0 ? [] : [OUTLET] }),
  'outlets.in_city': (_business, { args, luck }) =>
    ok({
      outlets: text(args.words).includes('上海') ? [OUTLET] : [],
      cities: luck === 0 ? [] : ['上海', '北京'],
    }),
  'documents.find': (_business, { pick }) =>
    ok({ documents: [[], [DOCUMENT], [GATED, DOCUMENT]][pick % 3] ?? [] }),
  'kb.find': (_business, { args, pick }) =>
    args.product !== null && pick % 3 === 0
      ? failed('UNKNOWN_PRODUCT', { products: ['星云', '睿目'] })
      : ok({
          product: args.product === null ? null : '星云',
          sure: pick % 2 === 0,
          entries: ENTRIES.slice(0, pick % 4).map(({ id, question }) => ({ id, question })),
        }),
  'kb.hot': (_business, { pick }) =>
    ok({
      entries: ENTRIES.slice(0, pick % (ENTRIES.length + 1)).map(({ id, question }) => ({ id, question })),
    }),
  'kb.miss': () => ok(),
  'kb.vote': () => ok(),
  'handoff.leave_note': (business, { person, now, args, luck }) => {
    if (luck === 0) return failed('TOO_LONG', { max: 500 });
    if (luck === 1) return failed('RATE_LIMITED');
    return ok({ ticket_no: business.file(person, now, { description: text(args.text) }).number });
  },
  'handoff.show_code': ({ chats }, { person, args, ...dice }) => {
    if (chats.get(person.id) !== 'queued') return failed('NOT_QUEUED');
    return args.code === 'GS2026000001' ? ok(place(dice)) : failed('MISS');
  },
  'rating.give': (_business, { luck }) => (luck % 7 === 0 ? failed('ALREADY') : ok()),
  'rating.comment': (_business, { luck }) => (luck % 7 === 0 ? failed('GONE') : ok()),
  'channels.describe': (_business, { person, now, args }) =>
    ok(
      channelsAt(now, {
        about: args.about as ChannelsAsked['about'],
        need: args.need as ChannelsAsked['need'],
        roles: person.profile(now).roles as string[],
      }),
    ),
  'timer.set': ({ timers }, { person, args }) => {
    const { name, frame, at } = args as { name: string; frame: string; at: number };
    timers.set(`${person.id} ${frame} ${name}`, { name, frame, at });
    return ok();
  },
  'timer.clear': ({ timers }, { person, args }) => {
    for (const key of [...timers.keys()])
      if (key.startsWith(`${person.id} ${text(args.frame)} `)) timers.delete(key);
    return ok();
  },
};
