import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { loadConfig } from '../../config/load';
import { explainTurn } from '../../dialogue';
import { BUSINESS_ZONE } from '../../kernel/clock';
import type { Reader } from '../../kernel/transaction';
import type { PlainRecord, TurnRecord } from '../../turns/turn-record';
import { hasDatabase, withStore } from '../kb-store';

/** `flows why TURN`: what the bot decided in a turn and why, and what came of it. */
export function addWhyCommand(program: Command): void {
  program
    .command('why')
    .description('say why the bot answered as it did in a turn')
    .argument('<turn>', 'number of the turn: id of the table turn, turnId in the log')
    .action(why);
}

async function why(turn: string): Promise<void> {
  const id = Number(turn);
  if (!Number.isSafeInteger(id) || id < 1) throw new Error(`${turn} is not the number of a turn`);
  const config = loadConfig();
  if (!hasDatabase(config)) throw new Error('there is no database yet where DATABASE_URL and DATA_DIR say');
  const row = await withStore(config, ({ reader }) => readTurn(reader, id));
  if (row === undefined) throw new Error(`there is no turn ${id}`);
  process.stdout.write(`${explainRow(row)}\n`);
}

export interface TurnRow {
  id: number;
  follower_id: string;
  arrived_at: number;
  outcome: string;
  record: string;
}

async function readTurn(reader: Reader, id: number): Promise<TurnRow | undefined> {
  const [row] = await reader.query<TurnRow>(
    'SELECT id, follower_id, arrived_at, outcome, record FROM turn WHERE id = $1',
    [id],
  );
  return row;
}

/** A stored turn in words, one fact a line; what the follower said is left out (`explainTurn`). */
export function explainRow({ id, follower_id, arrived_at, outcome, record }: TurnRow): string {
  const at = DateTime.fromMillis(Number(arrived_at), { zone: BUSINESS_ZONE }).toFormat('yyyy-MM-dd HH:mm:ss');
  const head = `Turn ${id} of ${follower_id}, ${at}: ${outcome}.`;
  // Traces are cleared after 30 days; the row stays, since a repeated delivery needs its reply.
  if (record === '') return `${head}\nIts trace is no longer kept.`;
  const traced = JSON.parse(record) as TurnRecord | PlainRecord;
  if ('note' in traced) {
    const code = traced.errorCode === undefined ? '' : ` (${traced.errorCode})`;
    return `${head}\n${traced.note}${code}.`;
  }
  const said = traced.replies.map(
    ({ key, from, asks }) => `${from ?? key}${asks === undefined ? '' : `, asks for ${asks}`}`,
  );
  return [
    head,
    explainTurn(traced),
    `Said: ${said.length === 0 ? 'nothing' : said.join('; ')}.`,
    `Content ${traced.content}, ${traced.ms} ms.`,
  ].join('\n');
}
