import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications of followers for rights. */
export class AddApplications1795351200000 implements MigrationInterface {
  readonly name = 'AddApplications1795351200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "application" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "number" text NOT NULL, "effect_key" text NOT NULL, "follower_id" text NOT NULL, "kind" text NOT NULL, "org_name" text, "note" text, "status" text NOT NULL, "created_at" bigint NOT NULL, "reviewed_at" bigint, "reviewed_by" text, "reason" text)',
    );
    await runner.query(
      `CREATE UNIQUE INDEX "application_waiting" ON "application" ("follower_id", "kind") WHERE status = '待审核'`,
    );
    await runner.query('CREATE INDEX "application_status" ON "application" ("status", "id") ');
    await runner.query('CREATE INDEX "application_follower" ON "application" ("follower_id", "id") ');
    await runner.query('CREATE UNIQUE INDEX "application_effect_key" ON "application" ("effect_key") ');
    await runner.query('CREATE UNIQUE INDEX "application_number" ON "application" ("number") ');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['number', 'effect_key', 'follower', 'status', 'waiting'])
      await runner.query(`DROP INDEX "application_${index}"`);
    await runner.query('DROP TABLE "application"');
  }
}
