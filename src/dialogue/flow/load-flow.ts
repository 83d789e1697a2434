import { createHash } from 'node:crypto';
import { RESERVED_WORDS } from '../commands';
import { normaliseText } from '../normalise';
import { readYaml } from '../yaml';
import { buildSlots } from './build-slots';
import { buildSteps } from './build-steps';
import { checkReferences } from './check-references';
import { EFFECTS, type EffectRegistry } from './effect-registry';
import { parseExpression } from './expression';
import type { Flow } from './flow';
import { flowSchema } from './flow-schema';
import { type FlowText, parseFlowText } from './flow-text';
import { type FlowProblem, flowInvalid, type Report, writeProblem } from './problems';

export interface FlowSource {
  name: string;
  text: string;
}

/** A flow, when it can be run, and everything that is wrong with the file. */
export interface FlowReading {
  flow?: Flow;
  problems: FlowProblem[];
}

/**
 * Reads one flow file: YAML, shape, expressions, texts, and that all names lead somewhere (F001, F002, F007, F010,
 * F011). The linter judges beyond that.
 */
export function readFlow({ name, text }: FlowSource, registry: EffectRegistry = EFFECTS): FlowReading {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) {
    return {
      problems: yaml.problems.map(({ line, text: said }) => ({ rule: 'F001', place: [], line, text: said })),
    };
  }
  const problems: FlowProblem[] = [];
  const report: Report = (rule, place, said) =>
    problems.push({ rule, place, line: yaml.lineOf(place), text: said });

  const parsed = flowSchema.safeParse(yaml.value);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) report('F001', path, describe(message));
    return { problems };
  }
  const file = parsed.data;
  const known = {
    slots: new Set(Object.keys(file.slots)),
    results: new Set(
      file.steps.flatMap((step) => (step.kind === 'do' && step.id !== undefined ? [step.id] : [])),
    ),
  };
  const texts = new Map<string, FlowText>();
  for (const [key, source] of Object.entries(file.texts)) {
    const parsedText = parseFlowText(source, known, ['value']);
    if ('problem' in parsedText) report('F011', ['texts', key], parsedText.problem);
    else texts.set(key, parsedText);
  }
  const slots = buildSlots(file.slots, known, report);
  const { steps, places } = buildSteps(file.steps, report);
  const guard = file.guard === undefined ? undefined : parseExpression(file.guard);
  if (guard !== undefined && 'problem' in guard) report('F011', ['guard'], guard.problem);
  const { idle } = file.policy;
  const flow: Flow = {
    id: file.flow,
    title: file.title,
    revision: createHash('sha256').update(text).digest('hex').slice(0, 12),
    yaml: text,
    fileName: name,
    covers: file.covers,
    triggers: {
      commands: file.triggers.commands,
      norms: new Set(file.triggers.commands.map(normaliseText)),
      menu: file.triggers.menu,
      phrases: file.triggers.phrases,
      minScore: file.triggers.min_score,
    },
    ...(guard === undefined || 'problem' in guard ? {} : { guard }),
    ...(file.on_denied === undefined ? {} : { onDenied: file.on_denied }),
    policy: {
      interrupts: file.policy.interrupts,
      maxInvalid: file.policy.max_invalid,
      onExhausted: file.policy.on_exhausted,
      idle: {
        expireAfterMs: idle.expire_after,
        ...(idle.remind_after === undefined ? {} : { remindAfterMs: idle.remind_after }),
        ...(idle.draft_ttl === undefined ? {} : { draftTtlMs: idle.draft_ttl }),
      },
      cancelConfirmFrom: file.policy.cancel_confirm_from,
    },
    slots,
    steps,
    places,
    texts,
    effectsDeclared: file.effects_declared,
    readsQuestion: /\blast_question/.test(text),
    lineOf: (place) => yaml.lineOf(place),
  };
  checkReferences(
    flow,
    { texts: new Set(Object.keys(file.texts)), results: known.results },
    registry,
    report,
  );
  for (const [index, command] of file.triggers.commands.entries()) {
    if (RESERVED_WORDS.has(normaliseText(command))) {
      report(
        'F017',
        ['triggers', 'commands', index],
        `"${command}" is a reserved word; choose another command`,
      );
    }
  }
  return problems.length === 0 ? { flow, problems } : { problems };
}

/**
 * Reads all flow files and checks that they go together: ids, commands and menu keys are unique, and flows that are
 * called or may interrupt exist. Throws FLOW_INVALID with every problem, one a line.
 */
export function loadFlows(files: readonly FlowSource[], registry: EffectRegistry = EFFECTS): Flow[] {
  const lines: string[] = [];
  const flows: Flow[] = [];
  for (const file of files) {
    const { flow, problems } = readFlow(file, registry);
    lines.push(...problems.map((problem) => writeProblem(file.name, problem)));
    if (flow !== undefined) flows.push(flow);
  }
  // What refers to a flow that could not be read would only repeat the mistake.
  if (lines.length === 0) {
    for (const { flow, ...problem } of compareFlows(flows)) lines.push(writeProblem(flow.fileName, problem));
  }
  if (lines.length > 0) throw flowInvalid(lines);
  return flows;
}

/** What is wrong between flows. */
export function compareFlows(flows: readonly Flow[]): (FlowProblem & { flow: Flow })[] {
  const problems: (FlowProblem & { flow: Flow })[] = [];
  const ids = new Set(flows.map(({ id }) => id));
  const taken = new Map<string, Flow>();
  for (const flow of flows) {
    const report: Report = (rule, place, text) =>
      problems.push({ flow, rule, place, line: flow.lineOf(place), text });
    const claim = (what: string, place: readonly PropertyKey[], told: string) => {
      const other = taken.get(what);
      if (other === undefined) taken.set(what, flow);
      else
        report('F001', place, `${told} belongs to ${other.fileName} already; remove it from one of the two`);
    };
    claim(`flow ${flow.id}`, ['flow'], `the id ${flow.id}`);
    for (const [index, command] of flow.triggers.commands.entries()) {
      claim(`command ${normaliseText(command)}`, ['triggers', 'commands', index], `the command ${command}`);
    }
    for (const [index, key] of flow.triggers.menu.entries()) {
      claim(`menu ${key}`, ['triggers', 'menu', index], `the menu key ${key}`);
    }
    for (const [index, id] of flow.policy.interrupts.entries()) {
      if (!ids.has(id)) report('F002', ['policy', 'interrupts', index], `there is no flow ${id}`);
    }
    for (const [index, step] of flow.steps.entries()) {
      if (step.kind === 'call' && !ids.has(step.flow)) {
        report('F002', ['steps', index, 'call'], `there is no flow ${step.flow}`);
      }
    }
  }
  return problems;
}

function describe(message: string): string {
  return /^Unrecognized key/.test(message) ? `${message}; remove it or correct its spelling` : message;
}
