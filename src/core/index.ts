export { type BotContent, readBotContent } from './bot-content';
export { type Core, createCore } from './core';
export type { BookingOpenTo, CoreOptions } from './core-options';
export { settingsForFlows } from './flow-settings';
