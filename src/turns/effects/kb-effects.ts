import { z } from 'zod';
import type { KbFinding } from '../../dialogue';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

const suggestArgs = z.strictObject({ text: slotText });

/** What flows ask of the knowledge base. The search is in memory and takes no await. */
export function kbEffects(search: (text: string) => KbFinding): InlineEffects {
  return {
    /** An answer that may make a ticket needless (S2-16). Only a sure one: a doubtful one would be in the way. */
    'kb.suggest': async (_tx, args) => {
      const { text } = readArgs('kb.suggest', suggestArgs, args);
      const found: KbFinding = text.trim() === '' ? { kind: 'none' } : search(text);
      if (found.kind !== 'answer') return { ok: false, code: 'NONE' };
      const { question, answer } = found.entry;
      return { ok: true, data: { question, answer } };
    },
  };
}
