/** Tickets of followers from filing to closing, and their suggestions and complaints (F-10 … F-14, F-23, F-33). */
export { normaliseNumber } from './access-digest';
export type { FormField } from './check-form';
export {
  addDocument,
  DOCUMENT_LIMITS,
  documentsOf,
  documentsOfFollower,
  removeDocument,
  type TicketDocument,
} from './document';
export { TicketDocumentEntity } from './document-entity';
export {
  GOODS_STATES,
  type GoodsAction,
  type GoodsState,
  MAX_PARCEL,
  moveGoods,
  type Parcel,
  STAFF_GOODS_ACTIONS,
  type StaffGoodsAction,
} from './goods';
export { type GoodsMove, moveGoodsByStaff } from './goods-desk';
export { type GoodsResult, GoodsService } from './goods-service';
export {
  FIRST_STATUS,
  isOpen,
  LIFECYCLE,
  mayFollowUp,
  staffAction,
  TICKET_ACTIONS,
  TICKET_STATUSES,
  type TicketAction,
  type TicketStatus,
} from './lifecycle';
export { PRIORITIES, type Priority, type PriorityRules, type Triage, triage } from './priority';
export { SUGGESTION_KINDS, SUGGESTION_LIMITS, type Suggestion, type SuggestionKind } from './suggestion';
export { SuggestionEntity } from './suggestion-entity';
export { type SuggestionResult, SuggestionService } from './suggestion-service';
export {
  type Actor,
  type Attachment,
  type FieldChange,
  TICKET_EVENT_KINDS,
  type Ticket,
  type TicketEvent,
  type TicketForm,
} from './ticket';
export type { TicketServiceOptions } from './ticket-access';
export {
  type ProcessResult,
  type Refusal,
  TicketDesk,
  type TicketFilter,
  type TicketProcessing,
} from './ticket-desk';
export { TicketEntity } from './ticket-entity';
export { TicketEventEntity } from './ticket-event-entity';
export type { TicketPatch } from './ticket-moves';
export { type ByFollower, type CustomerResult, TicketService } from './ticket-service';
export type { TicketSettings } from './ticket-settings';
