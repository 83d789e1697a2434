import { Liquid, type Template } from 'liquidjs';
import type { Json } from '../../kernel/json';
import { maskEmail, maskId, maskName, maskOrg, maskPhone, maskText } from '../../kernel/mask';

/** A text of a flow. Rendering is total: what goes wrong is a fault, told to the operator. */
export interface FlowText {
  source: string;
  /** What the text reads: `slots.product`, `results.create.ticket_no`. */
  paths: readonly string[];
  render(values: TextScope): { ok: true; value: string } | { ok: false; fault: string };
}

/** What a text may use. `shown` has every slot as it may be shown: labels of options, personal data masked. */
export interface TextScope {
  slots: Record<string, Json>;
  shown: Record<string, string>;
  results: Record<string, Json>;
  memory: Record<string, Json>;
  profile: Record<string, Json>;
  settings: Record<string, Json>;
  businessName: string;
  /** Whether the account may write of its own accord. */
  canSend: boolean;
  [name: string]: Json;
}

export const TEXT_ROOTS = [
  'slots',
  'shown',
  'results',
  'memory',
  'profile',
  'settings',
  'businessName',
  'canSend',
] as const;

const engine = new Liquid({
  strictFilters: true,
  strictVariables: true,
  ownPropertyOnly: true,
  jsTruthy: true,
  templates: {},
  relativeReference: false,
  timezoneOffset: 'Asia/Shanghai',
});

const words = (value: unknown) => (value === null || value === undefined ? '' : String(value));
engine.registerFilter('mask_phone', (value) => (words(value) === '' ? '' : maskPhone(words(value))));
engine.registerFilter('mask_name', (value) => maskName(words(value)));
engine.registerFilter('mask_email', (value) => maskEmail(words(value)));
engine.registerFilter('mask_org', (value) => maskOrg(words(value)));
engine.registerFilter('mask_id', (value) => maskId(words(value)));
engine.registerFilter('mask', (value) => maskText(words(value)));
engine.registerFilter('ellipsis', (value, length: unknown) => shorten(words(value), Number(length) || 60));

/** At most so many characters, with … for what is left out. */
export function shorten(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** Parses a text and checks that it reads only what there is. `further` are values that this text alone is given. */
export function parseFlowText(
  source: string,
  known: { slots: ReadonlySet<string>; results: ReadonlySet<string> },
  further: readonly string[] = [],
): FlowText | { problem: string } {
  try {
    const templates = engine.parse(source);
    const paths = engine
      .globalVariableSegmentsSync(templates, { partials: false })
      .map((segments) => segments.filter((segment) => typeof segment === 'string'));
    for (const path of paths) {
      const problem = judge(path, known, further);
      if (problem !== undefined) return { problem };
    }
    return {
      source,
      paths: paths.map((path) => path.join('.')),
      render: (values) => render(source, templates, withAbsent(values, paths)),
    };
  } catch (error) {
    return { problem: firstLine(error) };
  }
}

function judge(
  [root = '', name]: string[],
  known: { slots: ReadonlySet<string>; results: ReadonlySet<string> },
  further: readonly string[],
): string | undefined {
  if (further.includes(root)) return undefined;
  if (!TEXT_ROOTS.some((one) => one === root)) {
    return `the text uses {{ ${root} }}, but it is given only: ${[...TEXT_ROOTS, ...further].join(', ')}`;
  }
  if ((root === 'slots' || root === 'shown') && (name === undefined || !known.slots.has(name))) {
    return `the text uses ${root}.${name ?? ''}, and the flow has no such slot`;
  }
  if (root === 'results' && (name === undefined || !known.results.has(name))) {
    return `the text uses results.${name ?? ''}, and the flow has no do step with this id`;
  }
  return undefined;
}

/** Names of memory and profile that are not there are empty, and no fault. */
function withAbsent(values: TextScope, paths: string[][]): TextScope {
  const memory = { ...values.memory };
  const profile = { ...values.profile };
  for (const [root, name] of paths) {
    const values_ = root === 'memory' ? memory : root === 'profile' ? profile : undefined;
    if (values_ !== undefined && name !== undefined && !Object.hasOwn(values_, name)) values_[name] = null;
  }
  return { ...values, memory, profile };
}

function render(source: string, templates: Template[], values: TextScope): ReturnType<FlowText['render']> {
  try {
    const rendered = String(engine.renderSync(templates, values));
    return {
      ok: true,
      value: rendered
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    };
  } catch (error) {
    return { ok: false, fault: `the text "${shorten(source, 40)}": ${firstLine(error)}` };
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
