import type { Operand, TextNode, TextValue } from './text-tree';

type Path = readonly (string | undefined)[];

/** What a text shows without having asked whether it is there: `{% if slots.x %}{{ slots.x }}{% endif %}` has asked. */
export function findUnguardedPaths(nodes: readonly TextNode[]): Path[] {
  const asked = new Set<string>();
  const shown: Path[] = [];
  walk(nodes);
  return shown.filter((path) => !asked.has(keyOf(path)));

  function walk(list: readonly TextNode[]): void {
    for (const node of list) {
      switch (node.kind) {
        case 'words':
        case 'strange':
          break;
        case 'output':
        case 'assign':
          shown.push(...pathsOf(node.value));
          break;
        case 'choice':
          for (const path of node.tests.flatMap(pathsOf)) asked.add(keyOf(path));
          for (const branch of node.branches) walk(branch);
          break;
        case 'loop':
          shown.push(...pathsOf(node.over));
          walk(node.body);
          walk(node.otherwise);
          break;
        case 'capture':
          walk(node.body);
          break;
      }
    }
  }
}

/** A slot and what is shown for it are there together. */
function keyOf([root, name]: Path): string {
  return `${root === 'shown' ? 'slots' : root}.${name}`;
}

function pathsOf({ operands, filters }: TextValue): Path[] {
  const all: Operand[] = [...operands, ...filters.flatMap(({ args }) => args)];
  return all.flatMap((operand) => ('path' in operand ? [operand.path] : []));
}
