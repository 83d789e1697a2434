/** Flow files: their form, how they are read, what they may say. `docs/dialogue.md` has the short of it. */
export { EFFECTS, type EffectRegistry, type EffectRow } from './effect-registry';
export {
  type Evaluated,
  type Expression,
  evaluateCondition,
  parseExpression,
  type Scope,
} from './expression';
export {
  type ArgumentTree,
  expressionsIn,
  type Flow,
  isExpression,
  type SlotOption,
  type SlotRule,
  type Step,
  type StepOf,
} from './flow';
export {
  type FlowFile,
  flowSchema,
  type PiiClass,
  SLOT_TYPES,
  type SlotType,
} from './flow-schema';
export { type FlowText, parseFlowText, type TextScope } from './flow-text';
export { compareFlows, type FlowReading, type FlowSource, loadFlows, readFlow } from './load-flow';
export { type FlowProblem, writeProblem } from './problems';
export { STEP_KINDS, type StepKind } from './step-schema';
