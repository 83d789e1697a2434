import type { Sms, SmsOutcome, SmsSender } from '../jobs/sms';

/** Phones that get every short message, until they are told to fail. */
export class FakeSms implements SmsSender {
  private latest: Sms | undefined;
  private outcome: SmsOutcome = { kind: 'sent' };

  send = async (sms: Sms): Promise<SmsOutcome> => {
    if (this.outcome.kind === 'sent') this.latest = sms;
    return this.outcome;
  };

  /** How sends end from now on. */
  settleAs(outcome: SmsOutcome['kind']): void {
    this.outcome = outcome === 'sent' ? { kind: 'sent' } : { kind: outcome, detail: 'the test says so' };
  }

  /** The code that came last; empty when none came. */
  get code(): string {
    return this.latest?.code ?? '';
  }
}
