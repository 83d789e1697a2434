import type { Flow, Step } from '../../dialogue/flow';
import { buildGraph, type Edge, FINISH } from '../../dialogue/lint';

/** The first line of every page that is made, and of no other. */
export const NOTICE = '<!-- Made from the flow files by `npm run flows -- diagram`. Do not edit. -->';

/** The pages of docs/flows by file name: one for each flow, and a list of them. */
export function drawPages(flows: readonly Flow[]): ReadonlyMap<string, string> {
  const sorted = [...flows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return new Map([
    ['README.md', drawList(sorted)],
    ...sorted.map((flow): [string, string] => [`${flow.id}.md`, drawPage(flow)]),
  ]);
}

function drawList(flows: readonly Flow[]): string {
  const rows = flows.map(
    ({ id, title, triggers, steps }) =>
      `| [${title}](${id}.md) | ${triggers.commands.map(cell).join(' · ')} | ${steps.length} |`,
  );
  return [
    NOTICE,
    '',
    '# Flows',
    '',
    '| flow | words that start it | steps |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function drawPage(flow: Flow): string {
  const slots = [...flow.slots.values()].map(
    ({ name, label, type, required, pii }) =>
      `| \`${name}\` | ${cell(label)} | ${type} | ${requirement(required.source)} | ${pii ?? ''} |`,
  );
  return [
    NOTICE,
    '',
    `# ${flow.title} (\`${flow.id}\`)`,
    '',
    `Started by: ${flow.triggers.commands.map((word) => `\`${word}\``).join(' ') || 'another flow, or a sentence like its phrases'}`,
    '',
    '```mermaid',
    drawDiagram(flow),
    '```',
    '',
    ...(slots.length === 0
      ? []
      : ['| slot | label | type | required | personal |', '|---|---|---|---|---|', ...slots, '']),
  ].join('\n');
}

/**
 * A Mermaid state diagram. `end` and `goto` are drawn as the arrows that they are. Giving up after too many refused
 * answers is left out: every question has it.
 */
export function drawDiagram(flow: Flow): string {
  const graph = buildGraph(flow);
  const isDrawn = (step: Step) => step.when !== undefined || (step.kind !== 'end' && step.kind !== 'goto');
  const lines = ['stateDiagram-v2'];
  for (const step of flow.steps) {
    if (isDrawn(step)) lines.push(`  state "${label(describe(flow, step))}" as ${stateId(step.id)}`);
  }
  const first = arrive(0, new Set());
  lines.push(`  [*] --> ${first.name}${first.outcome === '' ? '' : `: ${first.outcome}`}`);
  for (const [index, step] of flow.steps.entries()) {
    if (!isDrawn(step)) continue;
    for (const edge of graph[index] ?? []) {
      if (edge.kind === 'exhausted') continue;
      if (
        edge.kind === 'finish' &&
        step.kind === 'handoff' &&
        graph[index]?.some(({ kind }) => kind === 'back')
      )
        continue;
      const { name, outcome } = arrive(edge.to, new Set());
      const said = [explain(step, edge), outcome].filter((part) => part !== '').join(', ');
      lines.push(`  ${stateId(step.id)} --> ${name}${said === '' ? '' : `: ${label(said)}`}`);
    }
  }
  return lines.join('\n');

  /** The state behind an arrow, through the steps that are not drawn. */
  function arrive(index: number, passed: Set<number>): { name: string; outcome: string } {
    const step = flow.steps[index];
    if (step === undefined || passed.has(index)) return { name: '[*]', outcome: '' };
    if (isDrawn(step)) return { name: stateId(step.id), outcome: '' };
    if (step.kind === 'end') return { name: '[*]', outcome: step.outcome };
    return arrive(graph[index]?.[0]?.to ?? FINISH, passed.add(index));
  }
}

function describe(flow: Flow, step: Step): string {
  switch (step.kind) {
    case 'collect':
      return `ask ${flow.slots.get(step.slot)?.label ?? step.slot}`;
    case 'say':
      return `say ${step.text}`;
    case 'confirm':
      return `confirm ${step.summary}`;
    case 'do':
      return `do ${step.effect}`;
    case 'branch':
      return 'branch';
    case 'set':
      return `set ${Object.keys(step.values).join(', ')}`;
    case 'call':
      return `call ${step.flow}`;
    case 'goto':
      return `go to ${step.goto}`;
    case 'handoff':
      return `handoff ${step.reason}`;
    case 'end':
      return `end ${step.outcome}`;
  }
}

function explain(step: Step | undefined, { kind, label: condition }: Edge): string {
  switch (kind) {
    case 'yes':
      return (step?.kind === 'confirm' ? step.yesLabel : undefined) ?? 'yes';
    case 'no':
      return (step?.kind === 'confirm' ? step.noLabel : undefined) ?? 'no';
    case 'back':
      return 'when the bot is back';
    case 'ok':
      return 'ok';
    case 'skip':
      return `skipped unless ${condition}`;
    case 'fail':
      return condition === '*' ? 'any other failure' : (condition ?? '');
    case 'case':
      return condition ?? '';
    default:
      return '';
  }
}

function requirement(source: string): string {
  if (source === 'true') return 'yes';
  return source === 'false' ? 'no' : `\`${cell(source)}\``;
}

/** Words that Mermaid reads as its own. */
const RESERVED = new Set([
  'end',
  'state',
  'note',
  'class',
  'direction',
  'default',
  'as',
  'fork',
  'join',
  'choice',
]);

function stateId(id: string): string {
  return RESERVED.has(id) ? `${id}_` : id;
}

/** Signs that mean something in a diagram become their wide forms. */
const WIDE: Record<string, string> = {
  ':': '：',
  ';': '；',
  '#': '＃',
  '<': '＜',
  '>': '＞',
  '"': "'",
  '{': '｛',
  '}': '｝',
};
const MAX_LABEL = 60;

function label(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()].map((letter) => WIDE[letter] ?? letter);
  return letters.length <= MAX_LABEL ? letters.join('') : `${letters.slice(0, MAX_LABEL - 1).join('')}…`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
