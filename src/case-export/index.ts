/** A stored conversation written down as a conversation test. Loaded with the sandbox only. */
export { type ExportOptions, exportCase } from './export-case';
