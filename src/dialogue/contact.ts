import { z } from 'zod';
import { CONTACT_NEEDS, readNeed } from './contact-needs';
import type { EffectResult } from './event';
import { activeForm } from './frame/form';
import type { MenuItem } from './menu';
import type { Turn } from './turn';

/** 联系我们: the channels for what it is about, or an overview that asks. Returns why, for the record. */
export function askContact(turn: Turn, words: string | undefined): string {
  const need = words === undefined ? undefined : readNeed(turn.content.contactNeeds, words);
  turn.call({ kind: 'channels.describe', about: 'contact' }, { about: 'contact', need: need ?? null });
  return need === undefined ? 'asks for contact' : `asks for contact: ${need}`;
}

const channel = z.object({
  name: z.string(),
  purpose: z.string(),
  /** Null: not for this follower; `onlyFor` says for whom. */
  entry: z.string().nullable(),
  onlyFor: z.string().nullable(),
  phoneMenu: z.array(z.string()),
  hours: z.string(),
  open: z.boolean(),
  opensAt: z.string().nullable(),
  /** Closed, and answered in an emergency all the same. */
  anyTime: z.boolean(),
  replyTime: z.string(),
  recommended: z.boolean(),
});
const channelsSchema = z.object({
  company: z.string(),
  need: z.enum(CONTACT_NEEDS).nullable(),
  handoffOpen: z.boolean(),
  channels: z.array(channel),
});
const hoursSchema = z.object({
  channels: z.array(z.object({ name: z.string(), hours: z.string(), open: z.boolean() })),
  handoffHours: z.string(),
});

/** Says what `channels.describe` found. */
export function settleChannels(turn: Turn, about: 'contact' | 'hours', result: EffectResult): void {
  if (about === 'hours') {
    const hours = result.ok ? hoursSchema.safeParse(result.data) : undefined;
    if (hours?.success) turn.say('hours', hours.data);
    else turn.say('contact_failed');
    return;
  }
  const contact = result.ok ? channelsSchema.safeParse(result.data) : undefined;
  if (!contact?.success) turn.say('contact_failed');
  else if (contact.data.need !== null) turn.say('contact_channels', contact.data);
  else {
    // In a form digits answer the form: there the overview only says what to type.
    const inForm = activeForm(turn.state, turn.world) !== undefined;
    const params = { ...contact.data, in_form: inForm };
    if (inForm) turn.say('contact', params);
    else turn.sayWithMenu('contact', needItems(turn), params);
  }
}

function needItems({ content }: Turn): MenuItem[] {
  return CONTACT_NEEDS.map((need) => content.contactNeeds[need]).map(({ label, say }) => ({
    label,
    action: { kind: 'say', text: say },
  }));
}
