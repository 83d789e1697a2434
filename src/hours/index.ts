/** Opening hours, statutory holidays and the channel directory (features F-21 and F-34). */
export {
  buildCalendar,
  type Calendar,
  type CalendarChanges,
  type CalendarWarning,
  calendarWarnings,
  type DayKind,
  NO_CHANGES,
} from './calendar';
export {
  type ChannelView,
  describeSchedules,
  type HoursView,
  type OfferedChannel,
  offerChannels,
  viewChannels,
  viewHours,
} from './contact';
export { dateSpans, isDate } from './date-spans';
export {
  CHANNEL_ROLES,
  type Channel,
  type ChannelRole,
  loadDirectory,
  type Need,
  parseDirectory,
  type ServiceDirectory,
  scheduleOf,
} from './directory';
export { ARRANGEMENT_UNKNOWN, describe, describeHolidays, formatOpening } from './label';
export {
  hoursOn,
  type Interval,
  isAlwaysOpen,
  isOpen,
  nextOpening,
  type Schedule,
  type Weekday,
} from './schedule';
