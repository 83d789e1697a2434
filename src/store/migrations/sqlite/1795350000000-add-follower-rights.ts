import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The confirmed phone of a follower, their unit and rights, and the privacy notice that they went on with. */
export class AddFollowerRights1795350000000 implements MigrationInterface {
  readonly name = 'AddFollowerRights1795350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "bound_phone" text');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "bound_at" bigint');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "unit_id" integer');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "unit_admin" boolean NOT NULL DEFAULT (0)');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "internal" boolean NOT NULL DEFAULT (0)');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "tad" boolean NOT NULL DEFAULT (0)');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "privacy_version" text');
    await runner.query('ALTER TABLE "follower_profile" ADD COLUMN "privacy_at" bigint');
    await runner.query(
      'CREATE UNIQUE INDEX "follower_profile_bound_phone" ON "follower_profile" ("bound_phone") WHERE bound_phone IS NOT NULL',
    );
    await runner.query('CREATE INDEX "follower_profile_unit" ON "follower_profile" ("unit_id") ');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "follower_profile_unit"');
    await runner.query('DROP INDEX "follower_profile_bound_phone"');
    for (const column of [
      'privacy_at',
      'privacy_version',
      'tad',
      'internal',
      'unit_admin',
      'unit_id',
      'bound_at',
      'bound_phone',
    ])
      await runner.query(`ALTER TABLE "follower_profile" DROP COLUMN "${column}"`);
  }
}
