import { MASKS, type PrivateKind } from './private-values';
import type { Operand, TextNode, TextValue } from './text-tree';

/** Personal data that a text shows unmasked. */
export interface Leak {
  path: string;
  kind: PrivateKind;
}

/**
 * Follows personal data through a text, variables and filters included. `kindOf` tells what a path holds. A variable
 * that was ever given something private stays private.
 */
export function findLeaks(
  nodes: readonly TextNode[],
  kindOf: (path: readonly (string | undefined)[]) => PrivateKind | undefined,
): Leak[] {
  const variables = new Map<string, Leak[]>();
  const leaks: Leak[] = [];
  walk(nodes, (shown) => leaks.push(...shown));
  return leaks;

  function walk(list: readonly TextNode[], show: (leaks: Leak[]) => void): void {
    for (const node of list) {
      switch (node.kind) {
        case 'words':
        case 'strange':
          break;
        case 'output':
          show(leaksOf(node.value));
          break;
        case 'choice':
          for (const branch of node.branches) walk(branch, show);
          break;
        case 'loop':
          note(node.variable, leaksOf(node.over));
          walk(node.body, show);
          walk(node.otherwise, show);
          break;
        case 'assign':
          note(node.name, leaksOf(node.value));
          break;
        case 'capture':
          note(node.name, []);
          walk(node.body, (shown) => note(node.name, shown));
          break;
      }
    }
  }

  function note(variable: string, found: readonly Leak[]): void {
    variables.set(variable, [...(variables.get(variable) ?? []), ...found]);
  }

  function leaksOf({ operands, filters }: TextValue): Leak[] {
    return filters.reduce((left, { name, args }) => {
      if (name === 'size') return [];
      return [...left.filter(({ kind }) => !MASKS[kind].includes(name)), ...args.flatMap(leaksIn)];
    }, operands.flatMap(leaksIn));
  }

  function leaksIn(operand: Operand): Leak[] {
    if ('literal' in operand) return [];
    const { path } = operand;
    const held = variables.get(path[0]);
    const kind = kindOf(path);
    return [...(held ?? []), ...(kind === undefined ? [] : [{ path: path.join('.'), kind }])];
  }
}
