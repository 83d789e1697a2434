import type { Flow, SlotRule } from '../flow';

/** The kinds of personal data that a text may show only masked. Names and units are shown as they are in a review. */
export type PrivateKind = 'phone' | 'email' | 'id';

/** The filters that hide each kind. */
export const MASKS: Record<PrivateKind, readonly string[]> = {
  phone: ['mask_phone', 'mask'],
  email: ['mask_email', 'mask'],
  id: ['mask', 'mask_phone', 'mask_name'],
};

export function kindOfSlot(slot: SlotRule | undefined): PrivateKind | undefined {
  if (slot === undefined) return undefined;
  if (slot.type === 'phone_cn') return 'phone';
  if (slot.type === 'email') return 'email';
  return slot.pii === 'phone' || slot.pii === 'email' || slot.pii === 'id' ? slot.pii : undefined;
}

/** Data whose kind only its name tells: results of effects, the profile, what earlier forms left. */
const BY_NAME: readonly [RegExp, PrivateKind][] = [
  [/(^|_)(phone|mobile|tel)$/, 'phone'],
  [/(^|_)e?mail$/, 'email'],
  [/(^|_)(id_card|id_no)$/, 'id'],
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
  if (root === 'shown' || root === 'settings' || root === 'businessName') return undefined;
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
