/** The fake WeChat platform: for trying the product without an account, and for tests. */
export type { PlatformAccount } from './account';
export { createSandbox, PLATFORM_PREFIX, type Sandbox, type SandboxOptions } from './sandbox-router';
export type { ApiCall, Bubble, BubbleContent, PlatformChange, Snapshot } from './snapshot';
export { TimeTravel } from './time-travel';
