import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Validity, versions, views and votes of knowledge entries. */
export class AddKnowledgeLife1795360000000 implements MigrationInterface {
  readonly name = 'AddKnowledgeLife1795360000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "kb_entry" ADD COLUMN "valid_from" text');
    await runner.query('ALTER TABLE "kb_entry" ADD COLUMN "valid_until" text');
    await runner.query('ALTER TABLE "kb_entry" ADD COLUMN "version" integer NOT NULL DEFAULT (1)');
    await runner.query('ALTER TABLE "kb_entry" ADD COLUMN "changed_by" text');
    await runner.query(`ALTER TABLE "kb_entry" ADD COLUMN "changed_by_name" text NOT NULL DEFAULT ('')`);
    await runner.query(`ALTER TABLE "kb_entry" ADD COLUMN "reason" text NOT NULL DEFAULT ('')`);
    await runner.query(
      'CREATE TABLE "kb_entry_version" ("key" text NOT NULL, "version" integer NOT NULL, "content" text NOT NULL, "status" text NOT NULL, "at" bigint NOT NULL, "changed_by" text, "changed_by_name" text NOT NULL, "reason" text NOT NULL, PRIMARY KEY ("key", "version"))',
    );
    await runner.query(
      'CREATE TABLE "kb_usage" ("key" text PRIMARY KEY NOT NULL, "views" integer NOT NULL DEFAULT (0), "helpful" integer NOT NULL DEFAULT (0), "unhelpful" integer NOT NULL DEFAULT (0))',
    );
    await runner.query('CREATE INDEX "kb_usage_views" ON "kb_usage" ("views") ');
    await runner.query(
      'CREATE TABLE "kb_vote" ("follower_id" text NOT NULL, "key" text NOT NULL, "helpful" boolean NOT NULL, "at" bigint NOT NULL, PRIMARY KEY ("follower_id", "key"))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "kb_vote"');
    await runner.query('DROP INDEX "kb_usage_views"');
    await runner.query('DROP TABLE "kb_usage"');
    await runner.query('DROP TABLE "kb_entry_version"');
    for (const column of ['reason', 'changed_by_name', 'changed_by', 'version', 'valid_until', 'valid_from'])
      await runner.query(`ALTER TABLE "kb_entry" DROP COLUMN "${column}"`);
  }
}
