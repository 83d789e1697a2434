import type { DialogueState } from '../dialogue';
import type { Moment, Talk } from './talk';

export type PersonalKind = 'name' | 'phone' | 'email' | 'org' | 'id';

/** What kind of personal data a slot of a flow's revision holds; undefined when none. */
export type SlotKind = (flow: string, revision: string, slot: string) => PersonalKind | undefined;

const NAMES = ['王小明', '李小红', '张小刚', '陈小丽', '刘大强', '赵小芳'];
const ORGS = ['样例科技一有限公司', '样例科技二有限公司', '样例科技三有限公司', '样例科技四有限公司'];
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const PHONE = /(?<!\d)(?:(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)/g;
const ID_CARD = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const NUMBER = /^\d{6}-\d{5,}$/;

/** Takes the place of a person's values by samples: the same value always by the same sample. */
export class PersonalData {
  private readonly samples = new Map<string, string>();
  private readonly counts: Record<PersonalKind, number> = { name: 0, phone: 0, email: 0, org: 0, id: 0 };

  /** `shipped`: names of units that come with the product; they are nobody's data, and look-ups depend on them. */
  constructor(private readonly shipped: ReadonlySet<string>) {}

  /** The sample for a value; the value itself when it is nobody's. */
  sampleOf(kind: PersonalKind, value: string): string {
    const key = kind === 'phone' ? value.replace(/[^\d]/g, '').replace(/^86(?=1)/, '') : value;
    const known = this.samples.get(key);
    if (known !== undefined) return known;
    if (value === '' || this.shipped.has(value) || NUMBER.test(value)) return value;
    this.counts[kind] += 1;
    const sample = makeSample(kind, value, this.counts[kind]);
    this.samples.set(key, sample);
    return sample;
  }

  /** Whatever else is known to be a person's, such as the numbers of tickets. */
  replace(value: string, sample: string): void {
    this.samples.set(value, sample);
  }

  /** The text with every known value, phone number, address and identity number replaced. */
  mask(text: string): string {
    const masked = text
      .replace(EMAIL, (found) => this.sampleOf('email', found))
      .replace(ID_CARD, (found) => this.sampleOf('id', found))
      .replace(PHONE, (found) => this.sampleOf('phone', found));
    const known = [...this.samples].filter(([value]) => [...value].length > 1 && masked.includes(value));
    known.sort(([a], [b]) => b.length - a.length);
    // In one pass, or a sample could be replaced in its turn.
    if (known.length === 0) return masked;
    const pattern = new RegExp(known.map(([value]) => escapePattern(value)).join('|'), 'g');
    return masked.replace(pattern, (found) => this.samples.get(found) ?? found);
  }
}

/** Learns what the forms and the profile of this talk hold. */
export function learnPersonalData(talk: Talk, kindOf: SlotKind, shipped: ReadonlySet<string>): PersonalData {
  const data = new PersonalData(shipped);
  const kinds: Record<string, PersonalKind> = {
    name: 'name',
    phone: 'phone',
    email: 'email',
    org_name: 'org',
  };
  for (const [key, kind] of Object.entries(kinds)) {
    const value = talk.profile[key];
    if (typeof value === 'string') data.sampleOf(kind, value);
  }
  for (const moment of talk.moments) {
    if (moment.kind !== 'turn') continue;
    for (const state of [moment.before, moment.after]) {
      for (const { kind, value } of personalSlots(state, kindOf)) data.sampleOf(kind, value);
    }
  }
  return data;
}

/** The sample for the whole of an answer whose value was read in other words than it is kept. */
export function sampleForAnswer(
  moment: Extract<Moment, { kind: 'turn' }>,
  data: PersonalData,
  kindOf: SlotKind,
): string | undefined {
  const before = new Set(personalSlots(moment.before, kindOf).map(({ slot, value }) => `${slot} ${value}`));
  const fresh = personalSlots(moment.after, kindOf).filter(
    ({ slot, value }) => !before.has(`${slot} ${value}`),
  );
  const [only] = fresh;
  return fresh.length === 1 && only !== undefined ? data.sampleOf(only.kind, only.value) : undefined;
}

function personalSlots(state: DialogueState | undefined, kindOf: SlotKind) {
  return (state?.stack ?? []).flatMap(({ flow, revision, slots }) =>
    Object.entries(slots).flatMap(([slot, { value }]) => {
      const kind = kindOf(flow, revision, slot);
      return kind === undefined || typeof value !== 'string' ? [] : [{ slot, kind, value }];
    }),
  );
}

function makeSample(kind: PersonalKind, value: string, count: number): string {
  switch (kind) {
    case 'name':
      return NAMES[count - 1] ?? `王小${count}`;
    case 'phone':
      return value.startsWith('0')
        ? `021-6000${String(count).padStart(4, '0')}`
        : `1380000${String(count).padStart(4, '0')}`;
    case 'email':
      return `person${count}@example.com`;
    case 'org':
      return ORGS[count - 1] ?? `样例科技第${count}有限公司`;
    case 'id':
      return `${value.slice(0, 2).replace(/\d/g, '1')}${String(count).padStart(Math.max(1, value.length - 2), '0')}`;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
