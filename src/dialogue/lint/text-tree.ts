import { type Filter, Liquid, type Template, TokenKind, type Value } from 'liquidjs';

/** A Liquid text as the rules read it: only what they need, as plain data. */
export type TextNode =
  | { kind: 'words'; text: string }
  | { kind: 'output'; value: TextValue }
  /** One of the branches is said; `tests` is what the choice looks at. */
  | { kind: 'choice'; tests: TextValue[]; branches: TextNode[][] }
  | {
      kind: 'loop';
      variable: string;
      over: TextValue;
      limit?: number;
      body: TextNode[];
      otherwise: TextNode[];
    }
  | { kind: 'assign'; name: string; value: TextValue }
  | { kind: 'capture'; name: string; body: TextNode[] }
  /** A tag that texts of flows do not use. */
  | { kind: 'strange'; tag: string };

export interface TextValue {
  operands: Operand[];
  filters: { name: string; args: Operand[] }[];
}

/** `slots.product` as its names (undefined for one that is computed), or a literal. */
export type Operand = { path: [string, ...(string | undefined)[]] } | { literal: string };

/** The filters and names were checked when the flow was read; here only the structure counts. */
const parser = new Liquid({ strictFilters: false, templates: {}, relativeReference: false });

/** Takes a text apart. */
export function parseTextTree(source: string): TextNode[] {
  return parser
    .parse(source)
    .map(toNode)
    .filter((node) => node !== undefined);
}

/** What the tags keep inside, which the types of the library hide in part. */
interface TagInside {
  name: string;
  str?: string;
  key?: string;
  variable?: string;
  value?: Value;
  collection?: unknown;
  hash?: { hash: Record<string, unknown> };
  templates?: Template[];
  elseTemplates?: Template[];
  branches?: { value?: Value; values?: unknown[]; templates: Template[] }[];
}

function toNode(template: Template): TextNode | undefined {
  const inside = template as unknown as TagInside;
  const { kind } = template.token;
  if (kind === TokenKind.HTML) return { kind: 'words', text: inside.str ?? '' };
  if (kind === TokenKind.Output) return { kind: 'output', value: toValue(inside.value) };
  const nodes = (templates: Template[] | undefined) =>
    (templates ?? []).map(toNode).filter((node) => node !== undefined);
  switch (inside.name) {
    case 'if':
    case 'unless':
    case 'case':
      return {
        kind: 'choice',
        tests: [inside.value, ...(inside.branches ?? []).map(({ value }) => value)].flatMap((value) =>
          value === undefined ? [] : [toValue(value)],
        ),
        branches: [
          ...(inside.branches ?? []).map(({ templates }) => nodes(templates)),
          nodes(inside.elseTemplates),
        ],
      };
    case 'for': {
      const limit = Number((inside.hash?.hash.limit as { content?: unknown } | undefined)?.content);
      return {
        kind: 'loop',
        variable: inside.variable ?? '',
        over: toValue(inside.collection),
        ...(Number.isFinite(limit) ? { limit } : {}),
        body: nodes(inside.templates),
        otherwise: nodes(inside.elseTemplates),
      };
    }
    case 'assign':
      return { kind: 'assign', name: inside.key ?? '', value: toValue(inside.value) };
    case 'capture':
      return { kind: 'capture', name: inside.variable ?? '', body: nodes(inside.templates) };
    case 'echo':
      return { kind: 'output', value: toValue(inside.value) };
    case 'comment':
    case '#':
      return undefined;
    default:
      return { kind: 'strange', tag: inside.name };
  }
}

/** A value with filters (`Value`, or a token of its kind), or a single token. */
function toValue(given: unknown): TextValue {
  const { initial, filters } = (given ?? {}) as { initial?: { postfix: unknown[] }; filters?: Filter[] };
  if (initial === undefined) return { operands: toOperands([given]), filters: [] };
  return {
    operands: toOperands(initial.postfix),
    filters: (filters ?? []).map(({ name, args }) => ({
      name,
      args: toOperands(args.map((arg) => (Array.isArray(arg) ? arg[1] : arg))),
    })),
  };
}

interface TokenInside {
  kind?: TokenKind;
  content?: unknown;
  variable?: TokenInside;
  props?: TokenInside[];
  initial?: unknown;
}

function toOperands(tokens: unknown[]): Operand[] {
  return (tokens as TokenInside[]).flatMap((token): Operand[] => {
    if (token?.kind === TokenKind.PropertyAccess) {
      const names = [...(token.variable === undefined ? [] : [token.variable]), ...(token.props ?? [])].map(
        nameOf,
      );
      return [{ path: [names[0] ?? '', ...names.slice(1)] }];
    }
    if (token?.initial !== undefined) return toValue(token).operands;
    return token?.content === undefined ? [] : [{ literal: String(token.content) }];
  });
}

function nameOf(token: TokenInside): string | undefined {
  return typeof token.content === 'string' || typeof token.content === 'number'
    ? String(token.content)
    : undefined;
}
