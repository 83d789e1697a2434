import type { Flow, PiiClass, SlotRule, SlotType } from '../flow';

/** The kinds of personal data that a text may show only masked. */
export type PrivateKind = PiiClass;

/** The filters that hide each kind. */
export const MASKS: Record<PrivateKind, readonly string[]> = {
  phone: ['mask_phone', 'mask'],
  email: ['mask_email', 'mask'],
  name: ['mask_name'],
  org: ['mask_org'],
  id: ['mask_id'],
};

/** Types that say who somebody is, whatever the flow calls them. */
const IDENTITIES: Partial<Record<SlotType, PrivateKind>> = {
  phone_cn: 'phone',
  email: 'email',
  person_name: 'name',
  org_full_name: 'org',
  serial_no: 'id',
};

export function kindOfSlot(slot: SlotRule | undefined): PrivateKind | undefined {
  if (slot === undefined) return undefined;
  return slot.pii ?? IDENTITIES[slot.type];
}

/** Data whose kind only its name tells: results of effects, the profile, what earlier forms left. */
const BY_NAME: readonly [RegExp, PrivateKind][] = [
  [/(^|_)(phone|mobile|tel)$/, 'phone'],
  [/(^|_)e?mail$/, 'email'],
  [/(^|_)(contact|person|real|follower)_name$/, 'name'],
  [/(^|_)(customer|org|unit|company)_name$/, 'org'],
  [/(^|_)(id_card|id_no|serial_no)$/, 'id'],
];

/**
 * The kind of personal data at a path of a text, if it is any. `shown.x` is masked by the engine; `value` belongs to
 * the slot whose rule says the text.
 */
export function kindOfPath(
  flow: Flow,
  [root, name, ...rest]: readonly (string | undefined)[],
  judged: string | undefined,
): PrivateKind | undefined {
  if (root === 'shown' || root === 'settings' || root === 'businessName' || root === 'canSend')
    return undefined;
  if (root === 'slots') return kindOfSlot(flow.slots.get(name ?? ''));
  if (root === 'value' && judged !== undefined) return kindOfSlot(flow.slots.get(judged));
  if (root === 'memory' || root === 'profile') {
    // All of it, or a name that is computed: it may be anything.
    if (name === undefined) return 'phone';
    const kept = root === 'memory' ? flow.slots.get(name) : prefilledFrom(flow, name);
    const kind = kindOfSlot(kept);
    if (kind !== undefined) return kind;
  }
  const last = [root, name, ...rest].findLast((part) => part !== undefined) ?? '';
  return BY_NAME.find(([pattern]) => pattern.test(last))?.[1];
}

function prefilledFrom(flow: Flow, name: string): SlotRule | undefined {
  return [...flow.slots.values()].find(
    ({ prefill, ...slot }) =>
      prefill?.refs.profile.includes(name) && kindOfSlot(slot as SlotRule) !== undefined,
  );
}
