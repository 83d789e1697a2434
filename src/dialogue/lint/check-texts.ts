import type { Flow } from '../flow';
import type { Tell } from './finding';
import type { LintContext } from './lint-context';
import { sizeOfOptions, worstSize } from './text-length';
import { parseTextTree, type TextNode } from './text-tree';
import { findTextsOf } from './texts-of';

/** One message on a small screen; and what the platform takes, with room for menu and queue line. */
export const MAX_CHARS = 600;
export const MAX_BYTES = 2000;
/** One digit each. */
const MAX_OPTIONS = 9;

/** Rules about the length and the tags of texts: F001, F014, F015. */
export function checkTexts(flow: Flow, { settings }: LintContext, tell: Tell): void {
  for (const { text, place, slot: owner, asks } of findTextsOf(flow)) {
    const tree = parseTextTree(text.source);
    for (const tag of strangeTags(tree)) {
      tell(
        'F001',
        'error',
        place,
        `uses {% ${tag} %}; texts have if, unless, case, for, assign, capture and comment`,
      );
    }
    const slot = owner === undefined ? undefined : flow.slots.get(owner);
    const options = asks === undefined || slot === undefined ? { chars: 0, bytes: 0 } : sizeOfOptions(slot);
    const own = worstSize(tree, flow, settings, owner);
    const chars = own.chars + options.chars;
    const bytes = own.bytes + options.bytes;
    if (chars <= MAX_CHARS && bytes <= MAX_BYTES) continue;
    const limit =
      chars > MAX_CHARS ? `${chars} characters (most: ${MAX_CHARS})` : `${bytes} bytes (most: ${MAX_BYTES})`;
    tell(
      'F014',
      'error',
      place,
      `can become ${limit}; cut long values with | ellipsis: 60, or give their slots a max_len`,
    );
  }
  for (const [name, { options }] of flow.slots) {
    if (!Array.isArray(options) || options.length <= MAX_OPTIONS) continue;
    tell(
      'F015',
      'warning',
      ['slots', name, 'options'],
      `${options.length} options: the menu shows eight and a line that turns the page; group them with a question before`,
    );
  }
}

function strangeTags(nodes: readonly TextNode[]): string[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'strange':
        return [node.tag];
      case 'choice':
        return node.branches.flatMap(strangeTags);
      case 'loop':
        return [...strangeTags(node.body), ...strangeTags(node.otherwise)];
      case 'capture':
        return strangeTags(node.body);
      default:
        return [];
    }
  });
}
