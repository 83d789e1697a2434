import { z } from 'zod';
import { RESERVED_COMMANDS } from './commands';
import { MAX_MENU_ITEMS } from './menu';
import { TEXT_KEYS } from './texts';

const text = z.string().min(1, 'must not be empty');
const label = text.max(30, 'must have at most 30 characters');
const command = z.enum(RESERVED_COMMANDS, { error: `must be one of: ${RESERVED_COMMANDS.join(', ')}` });

const menuItem = z.union(
  [z.strictObject({ label, say: text }), z.strictObject({ label, command }), z.strictObject({ say: label })],
  { error: 'must be { say }, { label, say } or { label, command }, the label with at most 30 characters' },
);

const contactNeed = z.strictObject({ label, say: label, words: z.array(text).min(1) });

/** The form of `system.yaml`; what needs more than one place to judge is checked in `loadContent`. */
export const contentSchema = z.strictObject({
  schema: z.literal(1, { error: 'must be 1, the only version of this file there is' }),
  settings: z.strictObject({
    /** Used in texts when the deployment names no business of its own. */
    business_name: text,
    /** UTF-8 bytes of one message; longer ones are refused (error 45002), from 2048 on as far as known. */
    max_reply_bytes: z.number().int().min(1500).max(2048).default(2000),
    /** Entries of this category are answered and never suggested. */
    small_talk_category: text.default('闲聊'),
  }),
  /** Synonyms of the reserved words, as whole messages. */
  words: z.partialRecord(command, z.array(text)).default({}),
  /** Keys of the account's menu buttons → what a click says. */
  clicks: z.record(z.string().min(1).max(128), text).default({}),
  home_menu: z.array(menuItem).min(1).max(MAX_MENU_ITEMS),
  /** What 更多问题 shows. */
  questions: z.array(menuItem).min(1).max(MAX_MENU_ITEMS),
  /** What 联系我们 may be about: the item of its menu, what it says, and words that mean it. */
  contact_needs: z.strictObject({ urgent: contactNeed, general: contactNeed, suggestion: contactNeed }),
  /** Words of the items that the engine adds to menus by itself. */
  labels: z.strictObject({
    handoff: label,
    menu: label,
    none_of_these: label,
    submit: label,
    edit: label,
    cancel: label,
    continue_form: label,
    cancel_form: label,
    drop_form: label,
    more_options: label,
    use_suggestion: label,
    is_question: label,
    is_value: label,
    /** The choices of a rating, one star first. */
    stars: z.array(label).length(5, 'must have five labels, one star first'),
    helpful: label,
    unhelpful: label,
  }),
  texts: z.record(z.enum(TEXT_KEYS), text),
});

export type ContentFile = z.output<typeof contentSchema>;
export type ContentFileItem = z.output<typeof menuItem>;
