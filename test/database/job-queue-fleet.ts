import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/core/database/data-source';
import { Database } from '../../src/core/database/database';
import { JobQueue } from '../../src/core/jobs/job-queue';
import { log } from '../../src/core/logging/logger';
import { cloneDatabase } from '../support/template-database';

export interface Numbered {
  readonly n: number;
}

/** An instance of the server, as far as jobs are concerned. */
export interface Instance {
  readonly queue: JobQueue;
  readonly database: Database;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const OPTIONS = { retryLimit: 3, expireInSeconds: 60 };

/** Several instances on one database. */
export class Fleet {
  private readonly instances: Instance[] = [];

  private constructor(
    private readonly url: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<Fleet> {
    log.level = 'silent';
    const { url, drop } = await cloneDatabase();
    return new Fleet(url, drop);
  }

  async instance(): Promise<Instance> {
    const dataSource = new DataSource(dataSourceOptions({ DATABASE_POOL_SIZE: 5 }, this.url));
    await dataSource.initialize();
    const database = new Database(dataSource);
    const queue = new JobQueue(database);
    const made: Instance = {
      queue,
      database,
      start: () => queue.onApplicationBootstrap(),
      stop: async () => {
        if (!dataSource.isInitialized) return;
        await queue.beforeApplicationShutdown();
        await queue.onApplicationShutdown();
        await dataSource.destroy();
      },
    };
    this.instances.push(made);
    return made;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.instances.splice(0).map((instance) => instance.stop()));
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.drop();
  }
}

export async function until(holds: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(10);
  }
}

/** The jobs of a queue that are not done. */
export const left = ({ database }: Instance, name: string): Promise<Record<string, unknown>[]> =>
  database.query({ text: 'select state, retry_count from pgboss.job where name = $1' }, [name]);
