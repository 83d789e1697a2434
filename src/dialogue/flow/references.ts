import type { parse } from '@bufbuild/cel';

type Expr = ReturnType<typeof parse>['expr'];

/** What an expression mentions: the linter, prefills and the memory of results are built on it. */
export interface References {
  source: string;
  slots: string[];
  /** Ids of steps. */
  results: string[];
  memory: string[];
  profile: string[];
  /** Whole paths: `ticket.email_required`. */
  settings: string[];
  roles: string[];
  /** It judges `value`, or reads the catalog, or the time. */
  roots: string[];
}

export function noReferences(source = ''): References {
  return { source, slots: [], results: [], memory: [], profile: [], settings: [], roles: [], roots: [] };
}

const CEL_FUNCTIONS = new Set([
  ...[
    'size',
    'contains',
    'startsWith',
    'endsWith',
    'matches',
    'string',
    'int',
    'uint',
    'double',
    'bool',
    'bytes',
  ],
  ...[
    'type',
    'dyn',
    'duration',
    'timestamp',
    'getFullYear',
    'getMonth',
    'getDate',
    'getDayOfMonth',
    'getDayOfWeek',
  ],
  ...['getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
]);

/** Walks an expression. `problem` names the first name or function that nobody knows. */
export function readReferences(
  expr: Expr,
  roots: readonly string[],
  functions: readonly string[],
): References & { problem?: string } {
  const refs: References & { problem?: string } = noReferences();
  walk(expr, new Set());
  return refs;

  function complain(problem: string): void {
    refs.problem ??= problem;
  }

  function walk(node: Expr | undefined, local: ReadonlySet<string>): void {
    if (node === undefined) return;
    const path = pathOf(node);
    if (path !== undefined) {
      note(path, local);
      return;
    }
    const { exprKind } = node;
    switch (exprKind.case) {
      case 'selectExpr':
        walk(exprKind.value.operand, local);
        return;
      case 'callExpr': {
        const { function: called, args, target } = exprKind.value;
        if (/^[A-Za-z]/.test(called) && !CEL_FUNCTIONS.has(called) && !functions.includes(called)) {
          complain(`calls ${called}(), which is no function here`);
        }
        if (called === 'role') noteRole(args[0]);
        walk(target, local);
        for (const arg of args) walk(arg, local);
        return;
      }
      case 'listExpr':
        for (const element of exprKind.value.elements) walk(element, local);
        return;
      case 'structExpr':
        for (const entry of exprKind.value.entries) {
          if (entry.keyKind.case === 'mapKey') walk(entry.keyKind.value, local);
          walk(entry.value, local);
        }
        return;
      case 'comprehensionExpr': {
        const { iterVar, accuVar, iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
        walk(iterRange, local);
        const inner = new Set([...local, iterVar, accuVar]);
        for (const part of [accuInit, loopCondition, loopStep, result]) walk(part, inner);
        return;
      }
      default:
        return;
    }
  }

  function noteRole(arg: Expr | undefined): void {
    const role = constantOf(arg);
    if (role === undefined) complain("role() needs a name in quotes, such as role('vip')");
    else refs.roles.push(role);
  }

  function note([root, name, ...rest]: [string, ...string[]], local: ReadonlySet<string>): void {
    if (local.has(root)) return;
    if (!roots.includes(root)) complain(`mentions ${root}, but sees only: ${roots.join(', ')}`);
    else if (root === 'slots' || root === 'results' || root === 'memory' || root === 'profile') {
      if (name === undefined) complain(`${root} needs a name after a point, such as ${root}.x`);
      else if (!refs[root].includes(name)) refs[root].push(name);
    } else if (root === 'settings' && name !== undefined) {
      refs.settings.push([name, ...rest].join('.'));
    } else if (!refs.roots.includes(root)) refs.roots.push(root);
  }
}

/** `slots.x`, `slots['x']` and longer, as names; undefined for anything else. */
function pathOf(node: Expr): [string, ...string[]] | undefined {
  const { exprKind } = node;
  if (exprKind.case === 'identExpr') return [exprKind.value.name];
  if (exprKind.case === 'selectExpr') {
    const operand = exprKind.value.operand;
    const path = operand === undefined ? undefined : pathOf(operand);
    return path === undefined ? undefined : [...path, exprKind.value.field];
  }
  if (exprKind.case === 'callExpr' && exprKind.value.function === '_[_]') {
    const [operand, index] = exprKind.value.args;
    const path = operand === undefined ? undefined : pathOf(operand);
    const name = constantOf(index);
    return path === undefined || name === undefined ? undefined : [...path, name];
  }
  return undefined;
}

function constantOf(node: Expr | undefined): string | undefined {
  if (node?.exprKind.case !== 'constExpr') return undefined;
  const { constantKind } = node.exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : undefined;
}
