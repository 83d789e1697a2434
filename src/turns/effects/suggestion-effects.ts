import { z } from 'zod';
import { SUGGESTION_KINDS, type SuggestionService } from '../../tickets';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

const createArgs = z.strictObject({ kind: z.enum(SUGGESTION_KINDS), text: slotText, contact: slotText });

/** What flows do with suggestions and complaints. */
export function suggestionEffects(suggestions: SuggestionService): InlineEffects {
  return {
    'suggestion.create': async (tx, args, context) => {
      const created = await suggestions.create(tx, context, readArgs('suggestion.create', createArgs, args));
      return created.ok ? { ok: true, data: { number: created.suggestion.number } } : created;
    },
  };
}
