import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readYaml, refuse, type YamlFile } from '../kernel/yaml-file';
import type { ChatLevel } from './chat';

const minutes = z.number().min(0).max(100_000);
const name = z.string().trim().min(1).max(30);

const groupSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be a name such as devices'),
  name,
  products: z.array(z.string().trim().min(1).max(50)).default([]),
  /** A schedule of hours.yaml; without it the group works as `handoff` does. */
  schedule: z.string().trim().min(1).max(40).optional(),
});

/** `handoff.yaml`: how chats are handed out. Every setting may be left out. */
const handoffFileSchema = z.strictObject({
  /** Chats that an agent serves at the same time. */
  capacity: z.number().int().min(1).max(200).default(20),
  auto_assign: z.boolean().default(false),
  head_start_minutes: z
    .strictObject({ emergency: minutes.default(1440), vip: minutes.default(30) })
    .prefault({}),
  /** An agent who leaves the follower's words unanswered this long loses the chat; 0: never. */
  return_after_minutes: minutes.default(15),
  /** How soon a person should have answered (S2-02): what agents see as late. */
  first_answer_minutes: z.number().min(1).max(1440).default(5),
  /** A follower who waits this long without anybody is apologised to, once; 0: never. */
  no_answer_minutes: minutes.default(5),
  /** A follower who is silent this long has their chat closed; 0: never. */
  idle_close_minutes: minutes.default(60),
  /** How long somebody counts as the agent who knows the follower. */
  last_agent_days: z.number().min(0).max(3650).default(30),
  /** How long the code of an agent that was scanned counts. */
  scan_days: z.number().min(0).max(365).default(7),
  problem_class_required: z.boolean().default(false),
  rating: z
    .strictObject({ ask: z.boolean().default(true), valid_hours: z.number().min(1).max(720).default(48) })
    .prefault({}),
  groups: z
    .array(groupSchema)
    .default([])
    .refine((groups) => new Set(groups.map(({ key }) => key)).size === groups.length, 'has a key twice'),
});

export interface GroupSeed {
  id: string;
  name: string;
  products: string[];
  /** Name of a schedule; null: that of `handoff`. */
  schedule: string | null;
}

/** How chats are handed out. Times are milliseconds; 0 switches a timer off. */
export interface HandoffSettings {
  capacity: number;
  autoAssign: boolean;
  headStartMs: Readonly<Record<ChatLevel, number>>;
  returnAfterMs: number;
  firstAnswerMs: number;
  noAnswerMs: number;
  idleCloseMs: number;
  lastAgentMs: number;
  scanMs: number;
  problemClassRequired: boolean;
  rating: { ask: boolean; validMs: number };
  groups: GroupSeed[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Reads `handoff.yaml`. `schedules` are the names that groups may use; without it any. Throws SEED_INVALID with every
 * problem as `file:line`.
 */
export function parseHandoffSettings(file: YamlFile, schedules?: ReadonlySet<string>): HandoffSettings {
  const given = readYaml(file, handoffFileSchema);
  const unknown = given.groups.flatMap(({ schedule = '' }) =>
    schedule === '' || schedules === undefined || schedules.has(schedule) ? [] : [schedule],
  );
  refuse(
    unknown.map(
      (one) =>
        `${file.name}: groups: there is no schedule ${one} in hours.yaml; there are: ${[...(schedules ?? [])].join(', ')}`,
    ),
  );
  return {
    capacity: given.capacity,
    autoAssign: given.auto_assign,
    headStartMs: {
      emergency: given.head_start_minutes.emergency * MINUTE_MS,
      vip: given.head_start_minutes.vip * MINUTE_MS,
      normal: 0,
    },
    returnAfterMs: given.return_after_minutes * MINUTE_MS,
    firstAnswerMs: given.first_answer_minutes * MINUTE_MS,
    noAnswerMs: given.no_answer_minutes * MINUTE_MS,
    idleCloseMs: given.idle_close_minutes * MINUTE_MS,
    lastAgentMs: given.last_agent_days * 24 * HOUR_MS,
    scanMs: given.scan_days * 24 * HOUR_MS,
    problemClassRequired: given.problem_class_required,
    rating: { ask: given.rating.ask, validMs: given.rating.valid_hours * HOUR_MS },
    groups: given.groups.map(({ key, schedule = null, ...group }) => ({ id: key, ...group, schedule })),
  };
}

/** The settings of a content folder; without the file, the defaults. */
export function loadHandoffSettings(folder: string, schedules?: ReadonlySet<string>): HandoffSettings {
  const file = path.join(folder, 'handoff.yaml');
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return parseHandoffSettings({ name: file, text }, schedules);
}

export const DEFAULT_HANDOFF_SETTINGS = parseHandoffSettings({ name: 'the defaults', text: '' });
