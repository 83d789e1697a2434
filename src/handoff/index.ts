/** Handing followers to people and back (feature F-07). */
export {
  type Actor,
  CHAT_STATES,
  type Chat,
  type ChatAction,
  type ChatState,
  type ClosedBy,
  FIRST_STATE,
  LIFECYCLE,
  mayHandle,
  statesThatAllow,
} from './chat';
export { ChatEntity } from './chat-entity';
export { type ChatResult, ChatService, type Queued } from './chat-service';
export { PRESENCE_LEASE_MS, Presence, type PresenceLease } from './presence';
export type { Publish, StaffEvent } from './staff-event';
