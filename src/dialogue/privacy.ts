import type { Flow } from './flow/flow';
import type { PiiClass } from './flow/flow-schema';
import type { Form } from './frame/form';
import type { Turn } from './turn';

/**
 * The notice on personal data (docs/decisions/privacy-notice.md): shown with the first question of a form that collects
 * such data, until the follower goes on with the version in force. Going on is the consent, and is recorded then.
 */

/** What makes a follower known. The name of a unit, a serial number or a code alone does not. */
const PERSONAL: ReadonlySet<PiiClass | undefined> = new Set<PiiClass>(['name', 'phone', 'email']);

export interface PrivacySettings {
  version: string;
  /** What stands with the first question. */
  notice: string;
  /** What 隐私 shows. */
  text: string;
}

/** The settings of this turn's world; undefined where the content has none. */
export function privacyOf(turn: Turn): PrivacySettings | undefined {
  const { privacy } = turn.world.settings ?? {};
  return privacy === undefined || privacy === null ? undefined : (privacy as unknown as PrivacySettings);
}

/** Whether the flow asks for something that makes the follower known. */
function collectsPersonalData(flow: Flow): boolean {
  return flow.steps.some((step) => step.kind === 'collect' && PERSONAL.has(flow.slots.get(step.slot)?.pii));
}

/** Before the question of a form: the notice, unless it was seen in this form or agreed to before. */
export function giveNotice(turn: Turn, { flow }: Form): void {
  const { state, world } = turn;
  const privacy = privacyOf(turn);
  if (privacy === undefined || !collectsPersonalData(flow)) return;
  const { version } = privacy;
  const agreed = state.calls.agreed ?? world.profile?.privacy_version;
  if (agreed === version || state.noticed === version) return;
  state.noticed = version;
  turn.say('privacy_notice', { text: privacy.notice });
}

/** The follower told the form something, or confirmed it, after they had seen the notice. */
export function noteConsent(turn: Turn): void {
  const { state } = turn;
  const version = state.noticed;
  if (version === undefined) return;
  delete state.noticed;
  state.calls.agreed = version;
  turn.call({ kind: 'flow.aside', effect: 'privacy.consent' }, { version });
}

/** 隐私: the whole text, at any time. */
export function tellPrivacy(turn: Turn): string {
  const privacy = privacyOf(turn);
  if (privacy === undefined) turn.say('privacy_none');
  else turn.say('privacy', { text: privacy.text, version: privacy.version });
  return 'asks what is kept and what for';
}
