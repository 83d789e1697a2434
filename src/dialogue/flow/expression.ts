import {
  type CelFunc,
  CelScalar,
  celEnv,
  celFunc,
  celMethod,
  isCelError,
  isCelList,
  isCelMap,
  isCelUint,
  listType,
  mapType,
  parse,
  plan,
} from '@bufbuild/cel';
import type { Json } from '../../kernel/json';
import { noReferences, type References, readReferences } from './references';

/** The values that an expression sees. Names of slots, results, memory and profile that are absent are null. */
export interface Scope {
  slots: Readonly<Record<string, Json>>;
  /** By step: what its effect returned; with `code` when it failed. */
  results: Readonly<Record<string, Json>>;
  memory: Readonly<Record<string, Json>>;
  profile: Readonly<Record<string, Json>>;
  settings: Readonly<Record<string, Json>>;
  catalog: CatalogScope;
  /** Epoch milliseconds. */
  now: number;
  /** The words with which the flow was started. */
  started_by: string;
  /** What the follower had asked just before, masked, and what became of it; empty without such a question. */
  last_question?: string;
  last_question_fate?: string;
  /** The value being judged, inside `validate`. */
  value?: Json;
}

type OptionScope = { value: Json; label: string; aliases?: string[] };

export interface CatalogScope {
  service_types: OptionScope[];
  products: (OptionScope & { models: OptionScope[] })[];
}

export type Evaluated = { ok: true; value: Json } | { ok: false; fault: string };

/** A CEL expression, parsed once. Evaluation is total: whatever goes wrong is a fault, and a fault is never true. */
export interface Expression {
  source: string;
  refs: References;
  evaluate(scope: Scope): Evaluated;
}

const ROOTS = [
  ...['slots', 'results', 'memory', 'profile', 'settings', 'catalog', 'now', 'value'],
  ...['started_by', 'last_question', 'last_question_fate'],
];

/**
 * The functions beside CEL's own. `role('vip')`: the follower has the role; `catalog.models(product)`: the models of a
 * product; `size(null)` is 0, so that an empty slot can be measured.
 */
function functionsFor(roles: readonly string[]): CelFunc[] {
  return [
    celFunc('role', [CelScalar.STRING], CelScalar.BOOL, (role) => roles.includes(role)),
    celFunc('size', [CelScalar.NULL], CelScalar.INT, () => 0n),
    celMethod(
      'models',
      mapType(CelScalar.STRING, CelScalar.DYN),
      [CelScalar.DYN],
      listType(CelScalar.DYN),
      function models(product) {
        return modelsOf(this, toJson(product)) as never;
      },
    ),
  ];
}

const OWN_FUNCTIONS = ['role', 'models'];
const MAX_PLANS = 16;

/** Flows repeat themselves: nearly half of their expressions stand somewhere else too. */
const parsedBefore = new Map<string, Expression | { problem: string }>();
const MAX_REMEMBERED = 2_000;

/** Parses an expression and checks its names. The same text gives the same, unchanging expression. */
export function parseExpression(source: string): Expression | { problem: string } {
  let expression = parsedBefore.get(source);
  if (expression === undefined) {
    expression = parseAnew(source);
    if (parsedBefore.size >= MAX_REMEMBERED) parsedBefore.clear();
    parsedBefore.set(source, expression);
  }
  return expression;
}

function parseAnew(source: string): Expression | { problem: string } {
  try {
    const parsed = parse(source);
    const refs = readReferences(parsed.expr, ROOTS, OWN_FUNCTIONS);
    if (refs.problem !== undefined) return { problem: refs.problem };
    refs.source = source;
    const planned = planFor(parsed);
    return { source, refs, evaluate: (scope) => evaluate(planned, refs, scope) };
  } catch (error) {
    return { problem: `is no CEL expression: ${messageOf(error)}` };
  }
}

/** A value that is always the same, as an expression. */
export function constantExpression(value: Json): Expression {
  return { source: JSON.stringify(value), refs: noReferences(), evaluate: () => ({ ok: true, value }) };
}

/** Evaluates a condition. Anything but true and false is a fault. */
export function evaluateCondition(
  expression: Expression,
  scope: Scope,
): { ok: true; value: boolean } | { ok: false; fault: string } {
  const result = expression.evaluate(scope);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean') return { ok: true, value: result.value };
  return { ok: false, fault: `"${expression.source}" must be true or false` };
}

/** A parsed expression as a function of its bindings. Roles are part of the environment, and few of them occur. */
function planFor(parsed: ReturnType<typeof parse>): (roles: readonly string[]) => ReturnType<typeof plan> {
  const plans = new Map<string, ReturnType<typeof plan>>();
  return (roles) => {
    const key = roles.join('\n');
    let planned = plans.get(key);
    if (planned === undefined) {
      if (plans.size >= MAX_PLANS) plans.clear();
      planned = plan(celEnv({ funcs: functionsFor(roles) }), parsed);
      plans.set(key, planned);
    }
    return planned;
  };
}

function evaluate(planned: ReturnType<typeof planFor>, refs: References, scope: Scope): Evaluated {
  try {
    const roles = Array.isArray(scope.profile.roles) ? scope.profile.roles.map(String) : [];
    const result = planned(roles)({
      slots: bind(scope.slots, refs.slots),
      results: bind(scope.results, refs.results),
      memory: bind(scope.memory, refs.memory),
      profile: bind(scope.profile, refs.profile),
      settings: toCelOnce(scope.settings),
      // The largest of them, and seldom read.
      catalog: refs.roots.includes('catalog') ? catalogOf(scope.catalog) : new Map(),
      now: BigInt(Math.trunc(scope.now)),
      started_by: scope.started_by,
      last_question: scope.last_question ?? '',
      last_question_fate: scope.last_question_fate ?? '',
      value: toCel(scope.value ?? null),
    } as never);
    if (isCelError(result)) return { ok: false, fault: `${refs.source}: ${result.message}` };
    return { ok: true, value: toJson(result) };
  } catch (error) {
    return { ok: false, fault: `${refs.source}: ${messageOf(error)}` };
  }
}

/** Every name that the expression mentions is bound; empty is null. */
function bind(values: Readonly<Record<string, Json>>, names: readonly string[]): unknown {
  const bound: Record<string, Json> = { ...values };
  for (const name of names) if (!Object.hasOwn(bound, name)) bound[name] = null;
  return toCel(bound);
}

/** Whole numbers are CEL ints, so that they can be compared and added to what `size` returns. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
  }
  return value ?? null;
}

/** What the world gives is large, is never changed, and stays the same object for a whole turn or longer. */
const CONVERTED = new WeakMap<object, unknown>();

function toCelOnce(value: object): unknown {
  let converted = CONVERTED.get(value);
  if (converted === undefined) {
    converted = toCel(value);
    CONVERTED.set(value, converted);
  }
  return converted;
}

/** The scope's catalog is a new object each time; the lists in it are those of the world. */
function catalogOf({ service_types, products }: CatalogScope): unknown {
  return new Map([
    ['service_types', toCelOnce(service_types)],
    ['products', toCelOnce(products)],
  ]);
}

function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (isCelUint(value)) return Number(value.value);
  if (isCelList(value)) return [...value].map(toJson);
  if (isCelMap(value)) {
    return Object.fromEntries([...value.entries()].map(([key, item]) => [String(key), toJson(item)]));
  }
  throw new Error('a result must be plain data');
}

function modelsOf(catalog: unknown, product: Json): unknown {
  const products = isCelMap(catalog) ? catalog.get('products') : undefined;
  for (const one of isCelList(products) ? products : []) {
    if (isCelMap(one) && toJson(one.get('value')) === product) return one.get('models') ?? [];
  }
  return [];
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^<input>:/, 'at ');
}
