import type { Flow, SlotRule } from '../flow';
import type { Operand, TextNode, TextValue } from './text-tree';

/** How long something can become: characters, and bytes in UTF-8. */
export interface Size {
  chars: number;
  bytes: number;
}

const NOTHING: Size = { chars: 0, bytes: 0 };
/** A character of Chinese has three bytes. */
const chinese = (chars: number): Size => ({ chars, bytes: chars * 3 });
const ascii = (chars: number): Size => ({ chars, bytes: chars });
const exactly = (text: string): Size => ({ chars: [...text].length, bytes: Buffer.byteLength(text) });
const plus = (a: Size, b: Size): Size => ({ chars: a.chars + b.chars, bytes: a.bytes + b.bytes });
const most = (sizes: readonly Size[]): Size => ({
  chars: Math.max(0, ...sizes.map(({ chars }) => chars)),
  bytes: Math.max(0, ...sizes.map(({ bytes }) => bytes)),
});
const times = ({ chars, bytes }: Size, count: number): Size => ({
  chars: chars * count,
  bytes: bytes * count,
});

/** Cut to so many characters. */
function shortened(size: Size, limit = MAX_SHOWN): Size {
  const chars = Math.min(size.chars, limit);
  return { chars, bytes: Math.min(size.bytes, chars * 3) };
}

/** What a slot of each type can hold when it gives no `max_len`. */
const TYPE_SIZES: Record<SlotRule['type'], Size> = {
  text: chinese(200),
  longtext: chinese(2000),
  person_name: chinese(20),
  phone_cn: ascii(20),
  email: ascii(100),
  choice: chinese(30),
  catalog: chinese(30),
  number: ascii(16),
  date: chinese(20),
  time_span: chinese(30),
  media_list: chinese(20),
  org_full_name: chinese(80),
  serial_no: ascii(40),
  ticket_no: ascii(16),
  service_code: ascii(20),
  one_time_code: ascii(8),
};

/** Values of unknown length: a field of a result or of the profile. Fields with these names may be long. */
const FIELD = chinese(30);
const LONG_FIELD = chinese(500);
const LONG_FIELDS = new Set(['answer', 'description', 'text', 'content', 'result', 'progress', 'comment']);
/** What `shown` cuts a value to. */
const MAX_SHOWN = 60;
/** How often a loop without `limit` goes round. */
const ROUNDS = 9;

/** The most that a text can become when everything in it is as long as it may be. */
export function worstSize(nodes: readonly TextNode[], flow: Flow, settings: unknown, judged?: string): Size {
  const variables = new Map<string, Size>();
  return sizeOf(nodes);

  function sizeOf(list: readonly TextNode[]): Size {
    return list.map(sizeOfNode).reduce(plus, NOTHING);
  }

  function sizeOfNode(node: TextNode): Size {
    switch (node.kind) {
      case 'words':
        return exactly(node.text);
      case 'output':
        return sizeOfValue(node.value);
      case 'choice':
        return most(node.branches.map(sizeOf));
      case 'loop':
        variables.set(node.variable, FIELD);
        return most([times(sizeOf(node.body), roundsOf(node)), sizeOf(node.otherwise)]);
      case 'assign':
        variables.set(node.name, sizeOfValue(node.value));
        return NOTHING;
      case 'capture':
        variables.set(node.name, sizeOf(node.body));
        return NOTHING;
      case 'strange':
        return NOTHING;
    }
  }

  function roundsOf({ limit, over }: Extract<TextNode, { kind: 'loop' }>): number {
    const [operand] = over.operands;
    const [root, name] = operand !== undefined && 'path' in operand ? operand.path : [];
    const items = root === 'slots' ? flow.slots.get(name ?? '')?.maxItems : undefined;
    return Math.min(limit ?? ROUNDS, items ?? Number.POSITIVE_INFINITY);
  }

  function sizeOfValue({ operands, filters }: TextValue): Size {
    return filters.reduce(
      (size, { name, args }) => filtered(size, name, args),
      most(operands.map(sizeOfOperand)),
    );
  }

  function filtered(size: Size, filter: string, args: readonly Operand[]): Size {
    const [arg] = args;
    const count = arg !== undefined && 'literal' in arg ? Number(arg.literal) : Number.NaN;
    switch (filter) {
      case 'ellipsis':
      case 'truncate':
        return shortened(size, Number.isFinite(count) ? count : 60);
      case 'size':
        return ascii(4);
      case 'mask_phone':
        return ascii(11);
      case 'date':
        return chinese(20);
      case 'append':
      case 'prepend':
        return arg === undefined ? size : plus(size, sizeOfOperand(arg));
      case 'default':
        return arg === undefined ? size : most([size, sizeOfOperand(arg)]);
      default:
        return size;
    }
  }

  function sizeOfOperand(operand: Operand): Size {
    if ('literal' in operand) return exactly(operand.literal);
    const [root, name] = operand.path;
    if (root === 'slots' || root === 'shown' || root === 'memory') {
      const slot = flow.slots.get(name ?? '');
      if (slot !== undefined) return root === 'shown' ? shortened(sizeOfSlot(slot)) : sizeOfSlot(slot);
    }
    if (root === 'value' && judged !== undefined) return sizeOfSlot(flow.slots.get(judged));
    if (root === 'settings') {
      const value = operand.path
        .slice(1)
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part ?? ''], settings);
      if (typeof value === 'string' || typeof value === 'number') return exactly(String(value));
    }
    if (operand.path.length === 1) return variables.get(root) ?? FIELD;
    return LONG_FIELDS.has(operand.path.at(-1) ?? '') ? LONG_FIELD : FIELD;
  }
}

/** How long the value of a slot can be. */
export function sizeOfSlot(slot: SlotRule | undefined): Size {
  if (slot === undefined) return FIELD;
  if (Array.isArray(slot.options)) return most(slot.options.map(({ label }) => exactly(label)));
  const usual = TYPE_SIZES[slot.type];
  return slot.maxLength === undefined ? usual : times(usual, slot.maxLength / usual.chars);
}

/** The numbered list below a question. */
export function sizeOfOptions(slot: SlotRule): Size {
  if (slot.options === undefined) return NOTHING;
  const line = (label: Size) => plus(label, ascii(3));
  return Array.isArray(slot.options)
    ? slot.options
        .slice(0, ROUNDS)
        .map(({ label }) => line(exactly(label)))
        .reduce(plus, NOTHING)
    : times(line(TYPE_SIZES.choice), ROUNDS);
}
