import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Goods of repairs and documents of tickets. */
export class AddTicketGoods1795781000000 implements MigrationInterface {
  readonly name = 'AddTicketGoods1795781000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "ticket_document" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "ticket_id" integer NOT NULL, "title" text NOT NULL, "content" text NOT NULL, "staff_id" text NOT NULL, "added_at" bigint NOT NULL)',
    );
    await runner.query('CREATE INDEX "ticket_document_ticket" ON "ticket_document" ("ticket_id", "id") ');
    await runner.query(`ALTER TABLE "ticket" ADD COLUMN "goods" text NOT NULL DEFAULT ('none')`);
    await runner.query('ALTER TABLE "ticket" ADD COLUMN "parcel_sent" text');
    await runner.query('ALTER TABLE "ticket" ADD COLUMN "parcel_returned" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['parcel_returned', 'parcel_sent', 'goods'])
      await runner.query(`ALTER TABLE "ticket" DROP COLUMN "${column}"`);
    await runner.query('DROP TABLE "ticket_document"');
  }
}
