import type { Appointment, AppointmentDesk } from '../../appointments';
import type { Catalog } from '../../catalog';
import type { ApplicationService } from '../../customers';
import type { Transaction } from '../../kernel/transaction';
import type { StaffGoodsAction, SuggestionService, Ticket, TicketDesk } from '../../tickets';

/** What the routes of tickets, bookings, service codes and suggestions need beside `StaffApiDeps`. */
export interface FeatureApiDeps {
  tickets: TicketDesk;
  suggestions: SuggestionService;
  appointments: AppointmentDesk;
  /** What a follower is told when staff cancelled their booking. */
  textOfCancellation(appointment: Appointment): string;
  /** What a follower is told of the goods or documents of their ticket; null: nothing. */
  textOfGoods(what: StaffGoodsAction | 'document', ticket: Ticket, note: string | null): string | null;
  applications: ApplicationService;
  /** Erases what is known of a follower, in their conversation's queue. */
  eraseFollower(followerId: string): Promise<void>;
  catalog: () => Catalog;
  /** Sends a text to a follower as a customer-service message; the same key is the same message. */
  sayToFollower(
    tx: Transaction,
    message: { followerId: string; text: string; key: string; staffId: string; at: number },
  ): Promise<void>;
}
