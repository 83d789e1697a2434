import type { Json } from '../../kernel/json';
import type { TextScope } from '../flow/flow-text';
import { type Form, scopeOf } from './form';
import { showSlot } from './show-slot';

/** What texts of this form may use. */
export function textScopeOf(form: Form, value: Json = null): TextScope {
  const scope = scopeOf(form);
  const { world, flow } = form;
  return {
    slots: { ...scope.slots },
    shown: Object.fromEntries([...flow.slots.values()].map((rule) => [rule.name, showSlot(form, rule)])),
    results: { ...Object.fromEntries(flow.steps.map(({ id }) => [id, null])), ...scope.results },
    memory: { ...scope.memory },
    profile: { ...scope.profile },
    settings: { ...scope.settings },
    businessName: world.businessName ?? world.content.settings.businessName,
    canSend: world.content.settings.canSend,
    value,
  };
}
