import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hash chain over the audit log and its signed checkpoints. Locks the log for a moment only: indexes come after. */
export class ChainAuditLog20261109000021 implements MigrationInterface {
  name = 'ChainAuditLog20261109000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which transaction wrote the row: what a snapshot has not seen yet can then be asked for by index. Rows from before
      -- are of no transaction, and cost nothing to mark so.
      alter table audit_logs add column xid xid8 not null default '0';
      alter table audit_logs alter column xid set default pg_current_xact_id();

      -- Written after the commit, by one instance at a time. sequence begins at 1 and has no gaps; log_id is kept so that
      -- a row which is gone can still be named.
      create table audit_chain (
        sequence bigint primary key check (sequence > 0),
        xid xid8 not null,
        position bigint not null,
        log_id uuid not null,
        genuine boolean not null,
        hash bytea not null
      );
      create unique index audit_chain_entry_idx on audit_chain (xid, position);

      create table audit_checkpoints (
        sequence bigint primary key,
        hash bytea not null,
        count integer not null,
        created_at timestamptz(3) not null,
        key_id text not null,
        previous text,
        signature text not null
      );

      -- What has been chained: everything that this snapshot saw, in the cluster that it was taken in.
      create table audit_sealing (
        singleton boolean primary key default true check (singleton),
        sealed pg_snapshot not null,
        cluster text not null,
        sealed_at timestamptz(3) not null default now()
      );

      create trigger audit_chain_append_only before update or delete on audit_chain for each row execute function refuse_change();
      create trigger audit_chain_no_truncate before truncate on audit_chain for each statement execute function refuse_change();
      create trigger audit_checkpoints_append_only before update or delete on audit_checkpoints for each row execute function refuse_change();
      create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints for each statement execute function refuse_change();

      -- Numbers of transactions mean nothing in another cluster, where a dump may have been restored.
      create function audit_cluster() returns text language plpgsql stable as $$
      begin
        return (select system_identifier::text from pg_control_system());
      exception when insufficient_privilege then
        return 'unknown';
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function audit_cluster;
      drop table audit_sealing, audit_checkpoints, audit_chain;
      alter table audit_logs drop column xid;
    `);
  }
}
