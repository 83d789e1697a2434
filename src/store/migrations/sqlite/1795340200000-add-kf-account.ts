import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chats that the platform's own agent tool serves. */
export class AddKfAccount1795340200000 implements MigrationInterface {
  readonly name = 'AddKfAccount1795340200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "chat" ADD COLUMN "kf_account" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "chat" DROP COLUMN "kf_account"');
  }
}
