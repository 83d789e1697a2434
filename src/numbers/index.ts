/** Numbers that people read: one series of its own for tickets, bookings and so on, counted by the day (S1-19). */
export { DailyCounterEntity } from './daily-counter-entity';
export { takeDailyNumber } from './daily-number';
