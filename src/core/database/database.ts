import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { ServiceUnavailable } from '../errors/domain-error';
import { log } from '../logging/logger';
import { Metrics } from '../telemetry/metrics';
import { Tracing } from '../telemetry/tracing';
import { QueryWatch } from './query-watch';

interface OpenTransaction {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly afterCommit: (() => void)[];
}

/** A statement that is parsed once per connection and then only executed. */
export interface Statement {
  /** Unique per text; leave out for texts that vary without bound. */
  readonly name?: string;
  readonly text: string;
}

/** The way to Postgres. Statements join the open transaction of the calling code, if there is one. */
@Injectable()
export class Database {
  private readonly transactions = new AsyncLocalStorage<OpenTransaction>();

  constructor(
    readonly dataSource: DataSource,
    private readonly watch: QueryWatch = new QueryWatch(new Metrics(), new Tracing()),
  ) {}

  /** The pool under TypeORM. */
  get pool(): Pool {
    const { master } = this.dataSource.driver as unknown as { master?: Pool };
    if (!master) throw new ServiceUnavailable('The database is not connected.');
    return master;
  }

  /** Runs one statement and gives its rows. */
  async query<R extends object>(statement: Statement, values: unknown[]): Promise<R[]> {
    const client = this.transactions.getStore()?.client ?? this.pool;
    const { name, text } = statement;
    const result = await this.watch.query(statement, () => client.query<R>({ name, text, values }));
    return result.rows;
  }

  /** True inside `transaction`. */
  get isInTransaction(): boolean {
    return this.transactions.getStore() !== undefined;
  }

  /** TypeORM's entity manager of the open transaction, else of the pool. */
  get manager(): EntityManager {
    return this.transactions.getStore()?.runner.manager ?? this.dataSource.manager;
  }

  /** Runs the work in one transaction; joins the one that is already open. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.isInTransaction) return work();
    const runner = this.dataSource.createQueryRunner();
    const client = (await this.watch.connection(() => runner.connect())) as PoolClient;
    const afterCommit: (() => void)[] = [];
    let result: T;
    try {
      await runner.startTransaction();
      result = await this.transactions.run({ runner, client, afterCommit }, work);
      await runner.commitTransaction();
    } catch (error) {
      // A broken connection cannot roll back, and need not: Postgres has done so.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release().catch(() => undefined);
    }
    for (const tell of afterCommit) attempt(tell);
    return result;
  }

  /** Calls back once the open transaction has committed, or at once when none is open. */
  afterCommit(tell: () => void): void {
    const open = this.transactions.getStore();
    if (open) open.afterCommit.push(tell);
    else attempt(tell);
  }
}

/** The change is made: whoever asked for it must not hear that it failed, nor others miss the news. */
function attempt(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    log.error({ err: error }, 'what follows a commit has failed');
  }
}
