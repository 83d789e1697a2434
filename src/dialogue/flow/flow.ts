import type { Json } from '../../kernel/json';
import type { Expression } from './expression';
import type { PiiClass, SlotType } from './flow-schema';
import type { FlowText } from './flow-text';

/** A flow file, checked and ready to run. A conversation keeps the revision that it began with. */
export interface Flow {
  id: string;
  title: string;
  /** 12 hex digits of the SHA-256 of the file. */
  revision: string;
  /** The file as it was read, to be stored with the revision. */
  yaml: string;
  fileName: string;
  covers: readonly string[];
  triggers: {
    commands: string[];
    /** The commands as messages are compared: normalised. */
    norms: ReadonlySet<string>;
    menu: string[];
    phrases: string[];
    minScore: number;
  };
  guard?: Expression;
  /** Key of a text. */
  onDenied?: string;
  policy: {
    interrupts: string[];
    maxInvalid: number;
    onExhausted: 'offer_handoff' | 'end' | 'skip';
    idle: { remindAfterMs?: number; expireAfterMs: number; draftTtlMs?: number };
    cancelConfirmFrom: number;
  };
  /** In the order of the file. */
  slots: ReadonlyMap<string, SlotRule>;
  steps: readonly Step[];
  /** Id → place in `steps`. */
  places: ReadonlyMap<string, number>;
  texts: ReadonlyMap<string, FlowText>;
  effectsDeclared: readonly string[];
  /** Whether it makes anything of what was asked before it was begun. */
  readsQuestion: boolean;
  /** The line of a place in the file, such as `['steps', 3]`, for messages. */
  lineOf(place: readonly PropertyKey[]): number | undefined;
}

export interface SlotOption {
  value: string | number;
  label: string;
  aliases: string[];
}

export interface SlotRule {
  name: string;
  type: SlotType;
  label: string;
  aliases: string[];
  /** True or false for the most; an expression otherwise. */
  required: Expression;
  ask?: FlowText;
  short?: FlowText;
  help?: FlowText;
  example?: string;
  unrecognised: FlowText[];
  invalid: FlowText[];
  pii?: PiiClass;
  prefill?: Expression;
  /** A value that is offered when it is asked for, to be confirmed or replaced. */
  suggest?: Expression;
  scope: 'frame' | 'memory';
  options?: Expression | SlotOption[];
  dependsOn: string[];
  /** A value is refused when `when` is true; `say` is the key of a text. */
  validate: { when: Expression; say: string }[];
  maxLength?: number;
  maxItems?: number;
}

/** Named arguments of an effect, each an expression. */
export type ArgumentTree = Expression | ArgumentTree[] | { readonly [name: string]: ArgumentTree };

interface StepBase {
  id: string;
  /** Skipped while it is false. */
  when?: Expression;
}

export type Step = StepBase &
  (
    | { kind: 'say'; text: string }
    | { kind: 'collect'; slot: string }
    | {
        kind: 'confirm';
        summary: string;
        onYes: string;
        onNo: string;
        edit: boolean;
        yesLabel?: string;
        noLabel?: string;
        terms?: string;
      }
    | {
        kind: 'do';
        effect: string;
        args: Record<string, ArgumentTree>;
        ok?: string;
        fail: Record<string, string>;
      }
    | { kind: 'branch'; cases: { when?: Expression; goto: string }[] }
    | { kind: 'set'; values: Record<string, Expression> }
    | { kind: 'call'; flow: string }
    | { kind: 'goto'; goto: string }
    | { kind: 'handoff'; reason: string }
    | { kind: 'end'; outcome: 'completed' | 'abandoned' }
  );

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** Whether something is an expression, and not a list of options or a tree of arguments. */
export function isExpression(value: unknown): value is Expression {
  return (
    typeof value === 'object' && value !== null && 'evaluate' in value && typeof value.evaluate === 'function'
  );
}

/** All expressions of a tree of arguments. */
export function expressionsIn(tree: ArgumentTree): Expression[] {
  if (isExpression(tree)) return [tree];
  return (Array.isArray(tree) ? tree : Object.values(tree)).flatMap(expressionsIn);
}

/** What a tree of arguments comes to; the first fault ends it. */
export function evaluateTree(
  tree: ArgumentTree,
  evaluate: (expression: Expression) => { ok: true; value: Json } | { ok: false; fault: string },
): { ok: true; value: Json } | { ok: false; fault: string } {
  if (isExpression(tree)) return evaluate(tree);
  const entries: [string, Json][] = [];
  for (const [name, branch] of Object.entries(tree)) {
    const result = evaluateTree(branch, evaluate);
    if (!result.ok) return result;
    entries.push([name, result.value]);
  }
  return {
    ok: true,
    value: Array.isArray(tree) ? entries.map(([, item]) => item) : Object.fromEntries(entries),
  };
}
