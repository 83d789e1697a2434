import { z } from 'zod';

/** The first is the most urgent. */
export const PRIORITIES = ['P1', 'P2', 'P3'] as const;
export type Priority = (typeof PRIORITIES)[number];

const word = z.string().trim().min(1, 'must not be empty').max(20, 'must have at most 20 characters');

/** The section `priority` of `settings.yaml`. */
export const priorityRulesSchema = z.strictObject({
  default: z.enum(PRIORITIES),
  rules: z.array(
    z.strictObject({
      name: word,
      priority: z.enum(PRIORITIES),
      emergency: z.boolean().default(false),
      words: z
        .array(z.preprocess((item) => (typeof item === 'string' ? [item] : item), z.array(word).min(1)))
        .min(1, 'must have at least one word'),
    }),
  ),
});
export type PriorityRules = z.output<typeof priorityRulesSchema>;

export interface Triage {
  priority: Priority;
  /** Proposed by a rule: account security, loss of data and the like (S2-14). */
  emergency: boolean;
  /** Name of the rule that decided; null when none did. */
  rule: string | null;
}

/** Finds the first rule that fits the description. A rule fits when all words of one of its items occur. */
export function triage(description: string, { rules, default: otherwise }: PriorityRules): Triage {
  const said = fold(description);
  const rule = rules.find(({ words }) => words.some((item) => item.every((one) => said.includes(fold(one)))));
  return {
    priority: rule?.priority ?? otherwise,
    emergency: rule?.emergency ?? false,
    rule: rule?.name ?? null,
  };
}

/** The more urgent of two. */
export function moreUrgent(a: Priority, b: Priority): Priority {
  return PRIORITIES.indexOf(a) <= PRIORITIES.indexOf(b) ? a : b;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
