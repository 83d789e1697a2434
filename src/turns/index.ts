export type { Delivery } from './deliveries';
export type { EffectContext, InlineEffect, InlineEffects } from './inline-effects';
export { appendOutgoing, readMessages, type StoredMessage } from './message-log';
export { replayTurn } from './replay';
export { appendNote, appendStaffMessage, NOTE, type StaffMessage } from './staff-message';
export type { TurnDeps, TurnReply } from './turn-deps';
export { TurnRunner } from './turn-runner';
