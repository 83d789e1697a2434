import type { Json } from '../kernel/json';

interface TextRule {
  /**
   * `status`: a remark on the side, which leaves 重复 and 更多 as they were; `closing`: the last line of a message, never
   * cut; `menu`: stands above a numbered menu and is never cut either; `prompt`: the question of a form, with or without
   * a menu, stands last and is never cut.
   */
  place?: 'status' | 'closing' | 'menu' | 'prompt';
  /** The values that a text may use, with an example of each: every text is rendered with them when it is loaded. */
  sample: Record<string, Json>;
}

const place = { position: 2, open: true, opensAt: '9:00', agentsOnline: 1, level: 'normal' };
const hours = {
  channels: [{ name: '服务热线', hours: '周一至周五 9:00–18:00', open: true }],
  handoffHours: '每天 0:00–24:00',
};
const contact = {
  company: '示例科技有限公司',
  need: 'urgent',
  handoffOpen: true,
  channels: [
    {
      name: '服务热线',
      purpose: '紧急故障、商务咨询',
      entry: '400-000-0000',
      onlyFor: null,
      phoneMenu: ['1 商务咨询', '2 硬件产品'],
      hours: '周一至周五 9:00–18:00',
      open: false,
      opensAt: '明天 9:00',
      anyTime: true,
      replyTime: '接通即答',
      recommended: true,
    },
  ],
};

const outlet = {
  name: '上海服务中心',
  address: '浦东新区示例路 100 号',
  phone: '021-0000-0001',
  hours: '周一至周六 8:00–17:30',
  open: false,
  opensAt: '明天 8:00',
  km: 3.4,
};

const document = {
  title: '星云安装手册',
  product: '星云',
  size: '64 页',
  publishedOn: '2026-08-15',
  link: null,
  onlyFor: 'vip',
};

const title = '提交工单';
const hint = { label: '联系电话' };
const booking = { number: '261120-00001', when: '11月23日 周一 9:00–10:00', resource: '设备技术支持' };

/** Every text of `system.yaml` under `texts`. `businessName` and `canSend` may be used in all of them. */
export const TEXTS = {
  welcome: { place: 'menu', sample: {} },
  greeting: { place: 'menu', sample: {} },
  menu: { place: 'menu', sample: {} },
  questions: { place: 'menu', sample: {} },
  outlets_near: { sample: { label: '人民广场', outlets: [outlet] } },
  outlets_in_city: { sample: { outlets: [outlet] } },
  outlets_ask: { place: 'menu', sample: { words: '拉萨', cities: ['北京', '上海'], in_form: false } },
  outlets_none: { place: 'status', sample: {} },
  documents_found: { sample: { list: 'documents', words: '安装', documents: [document] } },
  documents_none: { place: 'menu', sample: { list: 'documents', words: '安装' } },
  search_ask: { place: 'status', sample: { product: '星云' } },
  search_hits: { place: 'menu', sample: { text: '发票', product: '星云', count: 2, titles: [] } },
  search_none: { place: 'menu', sample: { text: '发票', product: '星云', count: 0 } },
  search_product: { place: 'menu', sample: { product: '云', products: [] } },
  /** `titles`: in a form, where the list has no numbers. */
  hot: { place: 'menu', sample: { titles: [] } },
  help: { sample: { queued: false } },

  answer: { sample: { question: '怎么开发票', answer: '在订单页申请。' } },
  answer_tasks: { place: 'menu', sample: {} },
  small_talk: { place: 'status', sample: { answer: '不客气。' } },
  suggest: { place: 'menu', sample: { count: 3 } },
  entry_gone: { place: 'status', sample: {} },
  vote_offer: { place: 'closing', sample: {} },
  vote_thanks: { place: 'status', sample: { queued: false } },
  vote_sorry: { place: 'status', sample: { queued: false } },
  none_of_these: { place: 'menu', sample: { queued: false } },
  fallback: { place: 'menu', sample: { queued: false } },
  fallback_again: { place: 'menu', sample: { queued: false } },
  handoff_offer: { place: 'menu', sample: { answered: true } },

  handoff_queued: { place: 'status', sample: { ...place, already: false } },
  handoff_slow: { place: 'status', sample: {} },
  handoff_served: { place: 'status', sample: {} },
  handoff_failed: { place: 'status', sample: {} },
  queue_line: { place: 'closing', sample: place },
  left_queue: { place: 'status', sample: {} },
  not_queued: { place: 'status', sample: {} },
  back_to_bot: { place: 'status', sample: {} },
  already_bot: { place: 'status', sample: {} },
  agent_scanned: { place: 'status', sample: { staffName: '小李' } },
  agent_joined: { place: 'status', sample: { staffName: '小李' } },
  agent_transferred: { place: 'status', sample: { staffName: '小李' } },
  agent_lost: { place: 'status', sample: {} },
  agent_regrouped: { place: 'status', sample: { groupName: '设备支持组' } },
  /** Said in place of silence where a person's words wait for the follower's next message. */
  agent_waits: { place: 'status', sample: {} },
  agent_left: { place: 'status', sample: {} },
  agent_left_idle: { place: 'status', sample: {} },

  rating_ask: { place: 'menu', sample: {} },
  /** The same without a menu, beside the question of a form. */
  rating_line: { place: 'status', sample: {} },
  rating_thanks: { place: 'status', sample: { stars: 5 } },
  rating_noted: { place: 'status', sample: {} },
  rating_already: { place: 'status', sample: {} },
  rating_gone: { place: 'status', sample: {} },

  note_ask: { place: 'status', sample: { queued: false } },
  note_done: { place: 'status', sample: { number: '261120-00001' } },
  note_too_long: { place: 'status', sample: { max: 500 } },
  note_limited: { place: 'status', sample: {} },
  note_failed: { place: 'status', sample: {} },
  code_accepted: { place: 'status', sample: { position: 1 } },
  code_refused: { place: 'status', sample: {} },
  code_limited: { place: 'status', sample: {} },

  contact: { place: 'menu', sample: { ...contact, in_form: false } },
  contact_channels: { sample: contact },
  hours: { sample: hours },
  contact_failed: { place: 'status', sample: {} },

  /** With the first question of a form that collects personal data. */
  privacy_notice: { sample: { text: '您的电话只用于办理本业务。' } },
  privacy: { sample: { text: '我们只收集办理业务需要的信息。', version: '2026-11' } },
  privacy_none: { place: 'status', sample: {} },

  number_out_of_range: { place: 'status', sample: { last: 3 } },
  number_without_menu: { place: 'status', sample: {} },
  nothing_running: { place: 'status', sample: { command: 'cancel' } },
  more: { sample: { text: '……' } },
  /** Behind a part of what waited for this reply. */
  waiting_more: { place: 'closing', sample: {} },
  more_none: { place: 'status', sample: {} },
  more_hint: { place: 'closing', sample: {} },
  repeat_none: { place: 'status', sample: {} },

  media_image: { place: 'status', sample: { in_form: false } },
  media_voice: { place: 'status', sample: { in_form: false } },
  media_video: { place: 'status', sample: { in_form: false } },
  media_file: { place: 'status', sample: { in_form: false } },
  media_for_agent: { place: 'status', sample: { kind: 'image' } },
  location: { place: 'status', sample: { label: '人民广场' } },
  link: { place: 'status', sample: { queued: false } },
  card: { place: 'status', sample: { queued: false } },
  sticker: { place: 'status', sample: { in_form: false } },

  /** What a form says in the words of its flow. */
  flow_text: { sample: { text: '请核对' } },
  flow_prompt: { place: 'prompt', sample: { text: '联系电话是多少？' } },
  form_answer: { place: 'prompt', sample: { label: '联系电话' } },
  form_choose: { place: 'prompt', sample: { label: '产品' } },
  form_send_media: { place: 'prompt', sample: { label: '照片' } },
  form_more_media: { place: 'prompt', sample: { label: '照片' } },
  form_confirm: { place: 'prompt', sample: {} },
  form_cancel: { place: 'prompt', sample: { title, filled: 4, total: 8 } },
  form_edit: { place: 'prompt', sample: { title } },
  form_clarify: { place: 'prompt', sample: { title, label: '问题描述', question: '指示灯闪红灯是什么意思' } },
  form_resume: { place: 'prompt', sample: { title, filled: 4, total: 8 } },
  form_exhausted: { place: 'prompt', sample: { title, label: '联系电话' } },

  form_old_value: { sample: { label: '联系电话', value: '138****1234' } },
  form_suggested: { sample: { label: '问题描述', value: '指示灯闪红灯是什么意思' } },
  form_noted: { sample: { items: [{ label: '联系电话', value: '138****1234' }] } },
  corrected: { sample: { label: '联系电话', value: '138****1234' } },
  labels_unknown: { sample: { labels: '部门、传真' } },
  attachment_added: { sample: { count: 2 } },
  attachments_full: { sample: { max: 9 } },
  option_gone: { sample: { label: '型号' } },
  form_help: {
    sample: { title, label: '联系电话', help: '查询要用', example: '13800001234', optional: true },
  },
  form_progress: {
    sample: {
      title,
      filled: 1,
      total: 2,
      done: [{ label: '联系电话', value: '138****1234' }],
      missing: [{ label: '邮箱', optional: true }],
    },
  },
  form_unrecognised: { sample: { label: '联系电话', example: '13800001234', choice: false } },
  form_invalid: { sample: { label: '联系电话' } },
  form_too_long: { sample: { label: '问题描述', max: 500 } },
  form_skipped: { sample: { label: '邮箱' } },
  form_locked: { sample: { label: '联系电话' } },
  form_not_understood: { sample: {} },
  form_no_answer: { sample: {} },
  form_person_hint: { sample: {} },
  skip_required: { sample: { label: '联系电话', help: '查询要用' } },
  skip_nothing: { sample: {} },
  back_none: { sample: {} },
  terms_none: { sample: {} },
  stale_choice: { sample: {} },
  form_waiting: { sample: { title } },
  form_back: { sample: { title } },
  form_resumed: { sample: { title } },
  form_busy: { sample: { title } },
  form_busy_same: { sample: { title } },
  form_over: { sample: { title } },
  form_cancelled: { sample: { title } },
  form_denied: { sample: { title } },
  form_expired: { sample: { title, kept: true } },
  form_reminder: { sample: { title, filled: 4, total: 8 } },
  form_exhausted_end: { sample: { title } },
  form_too_deep: { sample: {} },
  form_gone: { sample: {} },
  form_fault: { sample: {} },

  /** What extractors ask back; each stands above the choice when there is one. */
  yes_no_unclear: { sample: {} },
  choice_ambiguous: { place: 'prompt', sample: { title, label: '产品' } },
  given_twice: { place: 'prompt', sample: { title, label: '联系电话' } },
  email_typo: { place: 'prompt', sample: { title, label: '邮箱' } },
  date_which_day: { place: 'prompt', sample: { title, label: '日期' } },
  date_passed: { place: 'prompt', sample: { title, label: '日期' } },
  time_morning_or_afternoon: { place: 'prompt', sample: { title, label: '时段' } },

  /** Why an extractor found nothing. */
  phone_too_short: { sample: hint },
  phone_too_long: { sample: hint },
  phone_not_mobile: { sample: hint },
  phone_landline: { sample: hint },
  phone_foreign: { sample: hint },
  email_no_at: { sample: hint },
  email_incomplete: { sample: hint },
  choice_out_of_range: { sample: hint },
  name_has_digits: { sample: hint },
  name_too_long: { sample: hint },
  name_is_unit: { sample: hint },
  date_past: { sample: hint },
  date_invalid: { sample: hint },
  date_vague: { sample: hint },
  date_range: { sample: hint },
  time_invalid: { sample: hint },
  serial_too_short: { sample: hint },
  serial_too_long: { sample: hint },
  serial_no_digit: { sample: hint },
  ticket_no_format: { sample: hint },
  service_code_format: { sample: hint },
  code_format: { sample: hint },
  text_empty: { sample: hint },

  /** Sent beside the dialogue, when the time has come or staff did something. */
  appointment_reminder: { sample: booking },
  goods_requested: { sample: { number: '261120-00001', note: '示例市示例路 1 号 售后部 400-000-0000' } },
  goods_withdrawn: { sample: { number: '261120-00001', note: null } },
  goods_received: { sample: { number: '261120-00001', note: null } },
  goods_returned: { sample: { number: '261120-00001', note: null } },
  document_added: { sample: { number: '261120-00001', note: '维修报告' } },
  appointment_cancelled: { sample: { ...booking, result: null } },

  /** Said in place of a turn that failed: no state, no values. */
  apology: { place: 'status', sample: {} },
  flood: { place: 'status', sample: {} },
  not_taken: { place: 'status', sample: {} },
} as const satisfies Record<string, TextRule>;

export type TextKey = keyof typeof TEXTS;

export const TEXT_KEYS = Object.keys(TEXTS) as TextKey[];

export function placeOf(key: TextKey): TextRule['place'] {
  const rule: TextRule = TEXTS[key];
  return rule.place;
}

export function sampleOf(key: TextKey): Record<string, Json> {
  return TEXTS[key].sample;
}

/** Whether a stored reply, maybe of an older version, can still be said: its text exists and its values are there. */
export function canBeSaid(reply: { key: string; params: Record<string, Json> }): boolean {
  return (
    Object.hasOwn(TEXTS, reply.key) &&
    Object.keys(sampleOf(reply.key as TextKey)).every((name) => Object.hasOwn(reply.params, name))
  );
}
