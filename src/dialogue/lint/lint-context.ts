import type { Json } from '../../kernel/json';
import type { CommandWords } from '../commands';
import type { EffectRegistry } from '../flow';

/** What the rules know beside the flow. */
export interface LintContext {
  registry: EffectRegistry;
  /** Reserved words and the synonyms that `system.yaml` gives them. */
  words: CommandWords;
  /** The roles that accounts can have. */
  roles: readonly string[];
  /** The settings of the business, for the length of texts that show them. */
  settings: Json;
}

/** Levels of accounts (feature rows S3-56, S3-57). Everybody who follows the account is a `follower`. */
export const ACCOUNT_ROLES = ['follower', 'registered', 'vip', 'tad', 'unit_admin', 'internal'] as const;
