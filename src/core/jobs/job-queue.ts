import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type PgBoss from 'pg-boss';
import { Database } from '../database/database';
import { Metrics } from '../telemetry/metrics';
import { Tracing } from '../telemetry/tracing';
import { openStore } from './job-queue-store';
import { type JobHandler, JobWorker } from './job-queue-worker';
import { JobWatch } from './job-watch';

/** From the moment the server is told to stop; all of it must be down within ten seconds. */
const GRACE_MS = 5_000;
const DEFAULT_CONCURRENCY = 4;

export interface QueueOptions {
  /** How often a job is tried again after it failed or its process died. */
  readonly retryLimit: number;
  /** Whole seconds before the first retry. */
  readonly retryDelay?: number;
  /** Whether the wait doubles with each retry. */
  readonly backoff?: boolean;
  /** Whole seconds after which the process of a running job is taken for dead, and the job is run again. */
  readonly expireInSeconds: number;
  /** Jobs of this queue that one instance runs at a time. */
  readonly concurrency?: number;
  /** Whether jobs that carry the same key wait only once. */
  readonly oncePerKey?: boolean;
  /** Another defined queue, which gets the data of jobs that failed for good. */
  readonly deadLetter?: string;
}

export interface JobRequest {
  readonly name: string;
  /** JSON. */
  readonly data: object;
  /** Not before this moment, or so many milliseconds from now. */
  readonly startAfter?: Date | number;
  readonly key?: string;
}

interface Queue {
  readonly options: QueueOptions;
  readonly worker: JobWorker;
}

/**
 * Work that is done in the background, at least once, on any instance. Jobs live in Postgres: they are sent in the open
 * transaction and come to be when it commits; a job whose process dies is run again after its expiry.
 */
@Injectable()
export class JobQueue implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly boss: PgBoss;
  private readonly queues = new Map<string, Queue>();
  private stopBy = 0;

  constructor(
    private readonly database: Database,
    private readonly watch: JobWatch = new JobWatch(new Metrics(), new Tracing()),
  ) {
    this.boss = openStore(database);
  }

  /** Declares a queue and who works it; in a constructor, before the server starts. `data` is what was sent, as JSON. */
  define<T extends object>(
    name: string,
    options: QueueOptions,
    handler: (data: T, signal: AbortSignal) => Promise<void>,
  ): void {
    if (this.queues.has(name)) throw new Error(`the queue ${name} is defined twice`);
    const { concurrency = DEFAULT_CONCURRENCY } = options;
    const worker = new JobWorker(
      this.boss,
      this.database,
      name,
      concurrency,
      this.watch.over(name, handler as JobHandler),
    );
    this.queues.set(name, { options, worker });
  }

  /** Sends one job; see `sendAll`. */
  send(name: string, data: object, options: Omit<JobRequest, 'name' | 'data'> = {}): Promise<void> {
    return this.sendAll([{ name, data, ...options }]);
  }

  /** Sends jobs, also of different queues, in one round trip. They stand and fall with the open transaction. */
  async sendAll(jobs: readonly JobRequest[]): Promise<void> {
    if (jobs.length === 0) return;
    const now = Date.now();
    const wakes = jobs.map(({ name, startAfter = 0 }) => {
      const queue = this.queues.get(name);
      // To pg-boss a job of a queue that does not exist is no error: it is gone without a word.
      if (!queue) throw new Error(`there is no queue ${name}`);
      return { queue, ms: startAfter instanceof Date ? startAfter.getTime() - now : startAfter };
    });
    await this.boss.insert(
      jobs.map(({ name, data, startAfter, key }) => ({
        name,
        data,
        ...(startAfter === undefined ? {} : { startAfter: startText(startAfter) }),
        ...(key === undefined ? {} : { singletonKey: key }),
      })),
    );
    this.database.afterCommit(() => {
      for (const { queue, ms } of wakes) {
        if (ms > 0) queue.worker.wakeIn(ms + 1);
        else queue.worker.wake();
      }
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.queues.size === 0) return;
    await this.boss.start();
    await this.declareQueues();
    for (const { worker } of this.queues.values()) worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopBy = Date.now() + GRACE_MS;
    await Promise.all([...this.queues.values()].map(({ worker }) => worker.stop()));
    await this.boss.stop({ graceful: false });
  }

  /** When requests have ended: the jobs had the same time to do so. */
  async onApplicationShutdown(): Promise<void> {
    const left = Math.max(0, this.stopBy - Date.now());
    await Promise.all([...this.queues.values()].map(({ worker }) => worker.drain(left)));
  }

  private async declareQueues(): Promise<void> {
    if ((await this.outdated()).length === 0) return;
    await this.database.transaction(async () => {
      // Instances that create queues at the same time would wait for each other in a circle.
      await this.database.query({ text: `select pg_advisory_xact_lock(hashtext('occ:job-queues'))` }, []);
      for (const { queue, isKnown } of await this.outdated()) {
        if (isKnown) await this.boss.updateQueue(queue.name, queue);
        else await this.boss.createQueue(queue.name, queue);
      }
    });
  }

  /** Queues that are not in the database as they are declared here; those that others refer to come first. */
  private async outdated(): Promise<{ queue: PgBoss.Queue; isKnown: boolean }[]> {
    const known = new Map((await this.boss.getQueues()).map((queue) => [queue.name, queue]));
    return [...this.queues]
      .map(([name, { options }]) => storedForm(name, options))
      .sort((one, other) => Number('deadLetter' in one) - Number('deadLetter' in other))
      .filter((queue) => !isSame(queue, known.get(queue.name)))
      .map((queue) => ({ queue, isKnown: known.has(queue.name) }));
  }
}

const startText = (startAfter: Date | number): string =>
  startAfter instanceof Date ? startAfter.toISOString() : `${startAfter} milliseconds`;

const storedForm = (name: string, options: QueueOptions): PgBoss.Queue => ({
  name,
  policy: options.oncePerKey ? 'short' : 'standard',
  retryLimit: options.retryLimit,
  retryDelay: options.retryDelay ?? 0,
  retryBackoff: options.backoff ?? false,
  expireInSeconds: options.expireInSeconds,
  ...(options.deadLetter === undefined ? {} : { deadLetter: options.deadLetter }),
});

const isSame = (queue: PgBoss.Queue, known: PgBoss.Queue | undefined): boolean =>
  known !== undefined &&
  (Object.keys(queue) as (keyof PgBoss.Queue)[]).every((key) => queue[key] === known[key]);
