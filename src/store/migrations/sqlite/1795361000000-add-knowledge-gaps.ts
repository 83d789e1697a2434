import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of unanswered questions, and of drafts proposed from chats. */
export class AddKnowledgeGaps1795361000000 implements MigrationInterface {
  readonly name = 'AddKnowledgeGaps1795361000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "kb_miss" ADD COLUMN "state" text NOT NULL DEFAULT ('open')`);
    await runner.query('ALTER TABLE "kb_miss" ADD COLUMN "resolved_key" text');
    await runner.query('ALTER TABLE "kb_miss" ADD COLUMN "resolved_by" text');
    await runner.query('ALTER TABLE "kb_miss" ADD COLUMN "resolved_at" bigint');
    await runner.query(
      'CREATE TABLE "kb_proposal" ("message_id" integer PRIMARY KEY NOT NULL, "decision" text NOT NULL, "entry_key" text, "staff_id" text, "at" bigint NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "kb_proposal"');
    for (const column of ['resolved_at', 'resolved_by', 'resolved_key', 'state'])
      await runner.query(`ALTER TABLE "kb_miss" DROP COLUMN "${column}"`);
  }
}
