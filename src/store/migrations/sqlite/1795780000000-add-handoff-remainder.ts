import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hours of groups, followers who waited too long, scanned codes of agents. */
export class AddHandoffRemainder1795780000000 implements MigrationInterface {
  readonly name = 'AddHandoffRemainder1795780000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "agent_group" ADD COLUMN "schedule" text');
    await runner.query('ALTER TABLE "chat" ADD COLUMN "apologised_at" bigint');
    // Who waits already is not apologised to once more after the upgrade.
    await runner.query(`UPDATE "chat" SET "apologised_at" = "queued_at" WHERE "state" = 'queued'`);
    await runner.query(
      'CREATE TABLE "agent_scan" ("follower_id" text PRIMARY KEY NOT NULL, "staff_id" text NOT NULL, "expires_at" bigint NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "agent_scan"');
    await runner.query('ALTER TABLE "chat" DROP COLUMN "apologised_at"');
    await runner.query('ALTER TABLE "agent_group" DROP COLUMN "schedule"');
  }
}
