/** One-time codes by SMS: the port, its implementations, and the outbox kind that uses it. */
export { consoleSms } from './console-sms';
export { httpSms } from './http-sms';
export { type SmsHandlerDeps, smsHandler } from './sms-handler';
export { smsHandlers } from './sms-handlers';
export type { Sms, SmsOutcome, SmsSender } from './sms-sender';
