import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of agents, and what a chat needs to be handed out, watched and rated. */
export class AddAgentGroups1795340100000 implements MigrationInterface {
  readonly name = 'AddAgentGroups1795340100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "agent_group" ("id" text PRIMARY KEY NOT NULL, "name" text NOT NULL, "products" text NOT NULL, "created_at" bigint NOT NULL)',
    );
    await runner.query('CREATE UNIQUE INDEX "agent_group_name" ON "agent_group" ("name") ');
    await runner.query(
      'CREATE TABLE "agent_desk" ("staff_id" text PRIMARY KEY NOT NULL, "capacity" integer, "group_ids" text NOT NULL, "accepting" boolean NOT NULL DEFAULT (1))',
    );
    for (const column of COLUMNS) await runner.query(`ALTER TABLE "chat" ADD COLUMN ${column}`);
    await runner.query('UPDATE "chat" SET "sort_at" = "queued_at"');
    await runner.query('CREATE INDEX "chat_line" ON "chat" ("state", "sort_at", "id") ');
    await runner.query('CREATE INDEX "chat_follower" ON "chat" ("follower_id", "closed_at") ');
    await runner.query('CREATE INDEX "chat_rated" ON "chat" ("rated_at") WHERE rated_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['chat_line', 'chat_follower', 'chat_rated'])
      await runner.query(`DROP INDEX "${index}"`);
    for (const column of COLUMNS)
      await runner.query(`ALTER TABLE "chat" DROP COLUMN ${column.slice(0, column.indexOf(' '))}`);
    await runner.query('DROP TABLE "agent_desk"');
    await runner.query('DROP TABLE "agent_group"');
  }
}

const COLUMNS = [
  `"level" text NOT NULL DEFAULT ('normal')`,
  '"sort_at" bigint NOT NULL DEFAULT (0)',
  '"service_code" text',
  '"product" text',
  '"group_id" text',
  '"preferred_staff_id" text',
  '"answered_at" bigint',
  '"waiting_since" bigint',
  '"problem_class" text',
  '"rating_asked_at" bigint',
  '"rating" integer',
  '"rating_comment" text',
  '"rated_at" bigint',
] as const;
