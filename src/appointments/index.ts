/** Bookings of followers: resources, free slots, holds, life cycle (F-24). */
export type {
  Actor,
  Appointment,
  AppointmentEvent,
  AppointmentEventKind,
  AppointmentForm,
  FieldChange,
} from './appointment';
export {
  AppointmentDesk,
  type AppointmentFilter,
  type AppointmentProcessing,
  type AppointmentProcessResult,
  type AppointmentRefusal,
} from './appointment-desk';
export { AppointmentEntity } from './appointment-entity';
export { AppointmentEventEntity } from './appointment-event-entity';
export {
  AppointmentService,
  type AppointmentServiceOptions,
  type BookingResult,
  type ByFollower,
  type Hold,
} from './appointment-service';
export type { AppointmentSettings } from './appointment-settings';
export { toAppointment } from './appointment-store';
export { HOLD_TIMER, REMINDER_TIMER, type TimerRows } from './appointment-timers';
export {
  APPOINTMENT_ACTIONS,
  APPOINTMENT_STATUSES,
  type AppointmentAction,
  type AppointmentStatus,
  FIRST_STATUS,
  isOpen,
  LIFECYCLE,
  staffAction,
} from './lifecycle';
export { reminderTimes } from './reminders';
export { type Resource, serves } from './resource';
export { AppointmentResourceEntity } from './resource-entity';
export { checkResources, listResources, seedResourcesWhenEmpty } from './resource-store';
export { loadResources, parseResources, type ResourceSeed } from './resources-file';
export { AppointmentSeatEntity } from './seat-entity';
export {
  addDays,
  type DayOffer,
  dayOf,
  type FreeSlot,
  gridOn,
  joinOffers,
  type NothingFree,
  offerOn,
  type Slot,
} from './slot-grid';
export {
  type Choice,
  dayChoice,
  describeDay,
  describeInstant,
  describeSlot,
  readSlotValue,
  slotChoice,
  slotValue,
} from './slot-words';
