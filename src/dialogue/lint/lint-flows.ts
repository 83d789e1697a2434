import { RESERVED_WORDS } from '../commands';
import { compareFlows, EFFECTS, type Flow, type FlowProblem, type FlowSource, readFlow } from '../flow';
import { readYaml } from '../yaml';
import { checkEffects } from './check-effects';
import { checkExpressions } from './check-expressions';
import { checkPaths } from './check-paths';
import { checkPrivacy } from './check-privacy';
import { checkSlots } from './check-slots';
import { checkTexts } from './check-texts';
import { checkWords } from './check-words';
import { type Finding, namePlace, type Tell } from './finding';
import { ACCOUNT_ROLES, type LintContext } from './lint-context';

export interface LintReport {
  /** By file and line. */
  findings: Finding[];
  /** The flows that could be read. */
  flows: Flow[];
}

/**
 * Lints flow files: everything that reading them refuses, then every rule on each that could be read, then what is
 * wrong between them. `beside` are flows that these may call, and must not collide with.
 */
export function lintFlows(
  files: readonly FlowSource[],
  given: Partial<LintContext> = {},
  beside: readonly Flow[] = [],
): LintReport {
  const context: LintContext = {
    registry: EFFECTS,
    words: RESERVED_WORDS,
    roles: ACCOUNT_ROLES,
    settings: {},
    ...given,
  };
  const findings: Finding[] = [];
  const flows: Flow[] = [];
  for (const file of files) {
    const { flow, problems } = readFlow(file, context.registry);
    findings.push(...translate(file, problems));
    if (flow === undefined) continue;
    flows.push(flow);
    findings.push(...lintFlow(flow, context));
  }
  // What refers to a flow that could not be read would only repeat the mistake.
  const between = flows.length === files.length ? compareFlows([...beside, ...flows]) : [];
  for (const { flow, ...problem } of between) {
    if (flows.includes(flow))
      findings.push(...translate({ name: flow.fileName, text: flow.yaml }, [problem]));
  }
  return { findings: distinct(findings).sort(byPlace), flows };
}

/** Every rule on one flow. */
export function lintFlow(flow: Flow, context: LintContext): Finding[] {
  const findings: Finding[] = [];
  const tell: Tell = (code, level, place, text) => {
    const line = flow.lineOf(place);
    const where = namePlace(place, (index) => flow.steps[index]?.id);
    findings.push({
      code,
      level,
      file: flow.fileName,
      flow: flow.id,
      text,
      ...(line === undefined ? {} : { line }),
      ...(where === undefined ? {} : { where }),
    });
  };
  checkPaths(flow, context, tell);
  checkEffects(flow, context, tell);
  checkSlots(flow, tell);
  checkExpressions(flow, context, tell);
  checkPrivacy(flow, tell);
  checkTexts(flow, context, tell);
  checkWords(flow, context, tell);
  return findings;
}

/** What to do, where the message of the reader only says what is wrong. */
const REMEDIES: Record<string, string> = {
  F002: 'correct the name, or write what it means',
  F010: 'correct the name, or write the slot',
  F011: 'docs/flow-format.md lists what expressions and texts may use',
};

/** What reading a file refuses, in the words of the linter: all of it errors. */
function translate(file: FlowSource, problems: readonly FlowProblem[]): Finding[] {
  const raw = readYaml(file.text).value as { flow?: unknown; steps?: unknown } | undefined;
  const steps = Array.isArray(raw?.steps)
    ? (raw.steps as ({ id?: unknown; collect?: unknown } | null)[])
    : [];
  const stepId = (index: number) => {
    const id = steps[index]?.id ?? steps[index]?.collect;
    return typeof id === 'string' ? id : undefined;
  };
  return problems.map(({ rule, place, line, text }) => {
    const where = namePlace(place, stepId);
    return {
      code: rule,
      level: 'error',
      file: file.name,
      text: text.includes(';') || REMEDIES[rule] === undefined ? text : `${text}; ${REMEDIES[rule]}`,
      ...(line === undefined ? {} : { line }),
      ...(typeof raw?.flow === 'string' ? { flow: raw.flow } : {}),
      ...(where === undefined ? {} : { where }),
    };
  });
}

/** Reading and a rule may find the same thing in the same place; the first to tell it wins. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, line, code, text }) => {
    const key = `${file}:${line} ${code} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function byPlace(a: Finding, b: Finding): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0) || a.code.localeCompare(b.code);
}
