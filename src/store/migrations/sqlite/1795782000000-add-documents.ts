import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents to read and download, and who was given which link. */
export class AddDocuments1795782000000 implements MigrationInterface {
  readonly name = 'AddDocuments1795782000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "document" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" text NOT NULL, "kind" text NOT NULL, "product" text NOT NULL, "link" text NOT NULL, "size" text NOT NULL, "needs" text NOT NULL, "keywords" text NOT NULL, "published_on" text NOT NULL, "enabled" boolean NOT NULL DEFAULT (1), "downloads" integer NOT NULL DEFAULT (0), "updated_at" bigint NOT NULL)',
    );
    await runner.query(
      'CREATE TABLE "document_handout" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "document_id" integer NOT NULL, "follower_id" text, "handed_at" bigint NOT NULL)',
    );
    await runner.query(
      'CREATE INDEX "document_handout_document" ON "document_handout" ("document_id", "handed_at") ',
    );
    await runner.query('CREATE INDEX "document_handout_follower" ON "document_handout" ("follower_id") ');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "document_handout"');
    await runner.query('DROP TABLE "document"');
  }
}
