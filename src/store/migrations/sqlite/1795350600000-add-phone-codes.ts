import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes that were asked for. */
export class AddPhoneCodes1795350600000 implements MigrationInterface {
  readonly name = 'AddPhoneCodes1795350600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "phone_code" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "follower_id" text NOT NULL, "phone" text NOT NULL, "nonce" text NOT NULL, "at" bigint NOT NULL, "expires_at" bigint NOT NULL, "tries" integer NOT NULL DEFAULT (0), "state" text NOT NULL, "effect_key" text NOT NULL)',
    );
    await runner.query('CREATE UNIQUE INDEX "phone_code_effect_key" ON "phone_code" ("effect_key") ');
    await runner.query('CREATE INDEX "phone_code_phone" ON "phone_code" ("phone", "at") ');
    await runner.query('CREATE INDEX "phone_code_follower" ON "phone_code" ("follower_id", "at") ');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "phone_code_follower"');
    await runner.query('DROP INDEX "phone_code_phone"');
    await runner.query('DROP INDEX "phone_code_effect_key"');
    await runner.query('DROP TABLE "phone_code"');
  }
}
