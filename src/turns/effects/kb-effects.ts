import { z } from 'zod';
import type { KbAnswer, KbFinding } from '../../dialogue';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

/** `near`: answers that are only near will do. */
const suggestArgs = z.strictObject({ text: slotText, near: z.boolean().default(false) });

const MAX_NEAR = 3;

/** What flows ask of the knowledge base. The search is in memory and takes no await. */
export function kbEffects(search: (text: string) => KbFinding): InlineEffects {
  return {
    /**
     * An answer that may make a ticket needless (S2-16), the best first. By default only a sure one: a doubtful one would
     * be in the way.
     */
    'kb.suggest': async (_tx, args) => {
      const { text, near } = readArgs('kb.suggest', suggestArgs, args);
      const found: KbFinding = text.trim() === '' ? { kind: 'none' } : search(text);
      const [best, ...more] = entriesOf(found, near).map(({ question, answer }) => ({ question, answer }));
      return best === undefined
        ? { ok: false, code: 'NONE' }
        : { ok: true, data: { ...best, answers: [best, ...more] } };
    },
  };
}

function entriesOf(found: KbFinding, near: boolean): KbAnswer[] {
  if (found.kind === 'answer') return [found.entry];
  return near && found.kind === 'suggest'
    ? found.candidates.slice(0, MAX_NEAR).map(({ entry }) => entry)
    : [];
}
