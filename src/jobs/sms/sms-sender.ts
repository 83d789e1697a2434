/** A one-time code on its way to a phone. */
export interface Sms {
  phone: string;
  /** Six digits. */
  code: string;
  /** How long it is good for. */
  minutes: number;
  /** The words to send, for providers that take words and not a template. */
  text: string;
}

/** How a send ended. Sending the same code again does no harm, so that what is uncertain may be tried again. */
export type SmsOutcome =
  | { kind: 'sent' }
  /** Refused for good: the number, the text or the account. `detail` is for the log. */
  | { kind: 'refused'; detail: string }
  /** Worth another try. */
  | { kind: 'retry'; detail: string };

/** Whoever carries short messages. */
export interface SmsSender {
  send(sms: Sms): Promise<SmsOutcome>;
}
