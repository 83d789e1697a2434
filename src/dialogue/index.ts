/** The dialogue engine: pure, given values and returning values. `docs/dialogue.md` tells how a turn is decided. */
export { type AgentForm, openFormOf, refusedValues } from './agent-form';
export { type CommandWords, RESERVED_COMMANDS, type ReservedCommand } from './commands';
export { type Composed, type ComposeOptions, compose, type WriteLink } from './compose';
export { type Content, loadContent, withFlows } from './content';
export type { Effect } from './effect';
export type { AgentOperation, DialogueEvent, EffectResult, KbAnswer, KbFinding, Signals } from './event';
export { type ExplainableTurn, explainTurn } from './explain';
export * from './flow';
export { type Menu, type MenuAction, type MenuItem, readTapId, tapText } from './menu';
export { normaliseText } from './normalise';
export { type Reading, readText } from './read-text';
export type { Reply } from './reply';
export { type DialogueState, type Frame, initialState, type Mode, type Slot } from './state';
export { type StepResult, step } from './step';
export { TEXT_KEYS, type TextKey } from './texts';
export type { Decision } from './turn';
export { knowledgeText, needsKnowledge, readEvent } from './understand';
export type { Catalog, CatalogOption, World } from './world';
