import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes of the audit log for its chain and for search, built while others go on writing to it. */
export class IndexAuditLog20261109000022 implements MigrationInterface {
  name = 'IndexAuditLog20261109000022';
  /** There is no building of an index beside writers inside a transaction. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One by one: several statements sent together are a transaction. What died halfway left an index that is no good.
    await runner.query('drop index concurrently if exists audit_logs_xid_idx');
    await runner.query('create unique index concurrently audit_logs_xid_idx on audit_logs (xid, position)');
    await runner.query('drop index concurrently if exists audit_logs_search_idx');
    await runner.query(`create index concurrently audit_logs_search_idx on audit_logs using gin (
      to_tsvector('english', action_description || ' ' || user_name || ' ' || coalesce(error_message, '')))`);
    // The first stands in for it, so that writers keep no more indexes than before.
    await runner.query('alter table audit_logs drop constraint if exists audit_logs_position_key');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index audit_logs_search_idx, audit_logs_xid_idx;
      alter table audit_logs add constraint audit_logs_position_key unique (position);
    `);
  }
}
