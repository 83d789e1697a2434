import { AppointmentService, type TimerRows } from '../appointments';
import type { Catalog } from '../catalog';
import {
  ApplicationService,
  LookupGuard,
  type LookupLimits,
  type LookupSubject,
  PhoneCodeService,
  UnitBindingService,
} from '../customers';
import { scheduleOf } from '../hours';
import { clearTimer, setTimer, takeBackWaiting } from '../jobs/outbox';
import type { KnowledgeBase } from '../kb';
import { ServiceCodeService } from '../service-codes';
import { SuggestionService, TicketService } from '../tickets';
import type { FeatureEffectDeps } from '../turns/effects';
import { WarrantyService } from '../warranty';
import type { CoreOptions } from './core-options';

/** The timer rows that appointments set with a booking. */
export const TIMERS: TimerRows = { set: setTimer, clear: clearTimer, takeBack: takeBackWaiting };

/** The services that flows act through. */
export function createFeatures(
  { bot, auditKey, logger, newId, smsAvailable, onLookupAlarm }: CoreOptions,
  catalog: () => Catalog,
  knowledge: KnowledgeBase,
): FeatureEffectDeps {
  const { settings } = bot.business;
  const guard = (subject: LookupSubject, limits: LookupLimits) =>
    new LookupGuard({
      subject,
      limits,
      auditKey,
      onAlarm: (alarm) => {
        logger.error(alarm, 'identity data is looked up more often than people do: see the audit');
        onLookupAlarm?.(alarm.subject);
      },
    });
  return {
    tickets: new TicketService({
      settings: settings.ticket,
      priority: settings.priority,
      catalog,
      guard: guard('ticket', settings.ticket.query_limits),
    }),
    suggestions: new SuggestionService(),
    serviceCodes: new ServiceCodeService(guard('service_code', settings.service_code.limits)),
    warranties: new WarrantyService(guard('warranty', settings.warranty.limits)),
    applications: new ApplicationService(),
    binding: {
      codes: new PhoneCodeService({ settings: settings.binding, key: auditKey, newNonce: newId }),
      units: new UnitBindingService(guard('unit', settings.service_code.limits)),
      smsAvailable,
    },
    appointments: new AppointmentService({
      settings: settings.appointment,
      scheduleOf: (name) => scheduleOf(bot.directory, name),
      timers: TIMERS,
    }),
    settings,
    searchKnowledge: (text) => knowledge.decide(text),
  };
}
