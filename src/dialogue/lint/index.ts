/** The linter of flow files: pure, given files and returning findings. Codes and remedies: docs/flow-format.md. */
export { type Finding, type Level, writeFinding } from './finding';
export { buildGraph, type Edge, type EdgeKind, FINISH, type Graph, OFF_END } from './graph';
export { ACCOUNT_ROLES, type LintContext } from './lint-context';
export { type LintReport, lintFlow, lintFlows } from './lint-flows';
