import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that tell the state of something: the next one of the same makes them worthless. */
export class SupersedeEvents20261105000005 implements MigrationInterface {
  name = 'SupersedeEvents20261105000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table events add state_of uuid;
      -- Changes of resources are in none of it and pay nothing.
      create index events_state_idx on events (state_of) where state_of is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table events drop state_of');
  }
}
