import PgBoss from 'pg-boss';
import type { Database } from '../database/database';
import { onOwnConnection } from '../database/own-connection';
import { log } from '../logging/logger';

/** Schema of the queue's own tables, made by a migration and kept current by pg-boss itself. */
const SCHEMA = 'pgboss';
/** How often jobs whose process died are looked for; one instance does it for all. */
const MAINTENANCE_SECONDS = 5;

/**
 * pg-boss on this server's pool. Its statements join the open transaction of the calling code, so that a job stands and
 * falls with the change that asks for it.
 */
export function openStore(database: Database): PgBoss {
  const connection = new StoreConnection(database);
  const boss = new PgBoss({
    schema: SCHEMA,
    db: { executeSql: (text, values) => connection.execute(text, values) },
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  // Without a listener an error would end the process. The connection has logged it, and the next round tries again.
  boss.on('error', () => undefined);
  return boss;
}

class StoreConnection {
  private isFailing = false;

  constructor(private readonly database: Database) {}

  async execute(text: string, values?: unknown[]): Promise<{ rows: object[] }> {
    if (this.database.isInTransaction) return { rows: await this.database.query({ text }, values ?? []) };
    try {
      const result = await onOwnConnection(this.database.pool, text, values);
      this.isFailing = false;
      return result;
    } catch (error) {
      // Once per outage: workers look again every two seconds, and would say so each time.
      if (!this.isFailing) log.warn({ err: error }, 'the job queue cannot be reached for the moment');
      this.isFailing = true;
      throw error;
    }
  }
}
