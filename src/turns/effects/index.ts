import type { AppointmentService } from '../../appointments';
import type { Settings } from '../../catalog';
import type { ApplicationService } from '../../customers';
import type { KbFinding } from '../../dialogue';
import type { ServiceCodeService } from '../../service-codes';
import { GoodsService, type SuggestionService, type TicketService } from '../../tickets';
import type { WarrantyService } from '../../warranty';
import type { InlineEffects } from '../inline-effects';
import { appointmentEffects } from './appointment-effects';
import { type BindingEffectDeps, bindingEffects } from './binding-effects';
import { goodsEffects } from './goods-effects';
import { kbEffects } from './kb-effects';
import { privacyEffects } from './privacy-effects';
import { profileEffects } from './profile-effects';
import { progressEffects } from './progress-effects';
import { serviceCodeEffects } from './service-code-effects';
import { suggestionEffects } from './suggestion-effects';
import { ticketEffects } from './ticket-effects';
import { timerEffects } from './timer-effects';
import { warrantyEffects } from './warranty-effects';

export interface FeatureEffectDeps {
  tickets: TicketService;
  suggestions: SuggestionService;
  serviceCodes: ServiceCodeService;
  warranties: WarrantyService;
  binding: BindingEffectDeps;
  appointments: AppointmentService;
  applications: ApplicationService;
  settings: Settings;
  searchKnowledge: (text: string) => KbFinding;
}

const BYTES_PER_MB = 1024 * 1024;

/** The inline effects that flows ask for. */
export function featureEffects(deps: FeatureEffectDeps): InlineEffects {
  const { tickets, suggestions, serviceCodes, appointments, settings, searchKnowledge } = deps;
  const maxAttachmentBytes = settings.ticket.attachments.max_mb * BYTES_PER_MB;
  return {
    ...ticketEffects({ tickets, priority: settings.priority, maxAttachmentBytes }),
    ...goodsEffects({ goods: new GoodsService(), tickets, listSize: settings.ticket.list_size }),
    ...serviceCodeEffects(serviceCodes),
    ...warrantyEffects(deps.warranties),
    ...bindingEffects(deps.binding),
    ...profileEffects(deps.applications),
    ...progressEffects(),
    ...privacyEffects,
    ...suggestionEffects(suggestions),
    ...appointmentEffects(appointments),
    ...kbEffects(searchKnowledge),
    ...timerEffects,
  };
}
