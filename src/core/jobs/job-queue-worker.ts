import { AsyncLocalStorage } from 'node:async_hooks';
import type PgBoss from 'pg-boss';
import type { Database } from '../database/database';
import { log } from '../logging/logger';

/** Finds what other instances sent, what has become due, and what was put back; own jobs are seen at once. */
const POLL_MS = 2_000;
/** What handlers that were told to stop have left for it. */
const LAST_WORDS_MS = 500;

/** Does one job. The signal tells that the time is over or that the server stops: whoever heeds it can end in order. */
export type JobHandler = (data: object, signal: AbortSignal) => Promise<void>;

interface Running {
  readonly id: string;
  readonly abort: AbortController;
  done: Promise<void>;
}

/** Works one queue on this instance, several jobs at a time. */
export class JobWorker {
  /** Not by id: a job that expired may be begun again while its first run has not ended. */
  private readonly running = new Set<Running>();
  private readonly dueTimers = new Set<NodeJS.Timeout>();
  /** Jobs must not see the request, or the open transaction, of whoever woke the worker. */
  private readonly apart = AsyncLocalStorage.snapshot();
  private looking?: Promise<void>;
  private wanted = false;
  private stopped = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly boss: PgBoss,
    private readonly database: Database,
    private readonly name: string,
    private readonly concurrency: number,
    private readonly handler: JobHandler,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  /** Looks for jobs now. */
  wake(): void {
    if (this.stopped) return;
    this.wanted = true;
    this.looking ??= this.apart(() => this.look()).finally(() => {
      this.looking = undefined;
      // Somebody may have called between the last look and here.
      if (this.wanted) this.wake();
    });
  }

  /** Looks for jobs in so many milliseconds, if that is sooner than it would do anyway. */
  wakeIn(ms: number): void {
    if (this.stopped || ms >= POLL_MS) return;
    const timer = setTimeout(() => {
      this.dueTimers.delete(timer);
      this.wake();
    }, ms);
    this.dueTimers.add(timer);
  }

  /** Takes no more jobs. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    for (const timer of this.dueTimers) clearTimeout(timer);
    await this.looking;
  }

  /** Waits for running jobs so many milliseconds; those that have not ended then go back to the queue. */
  async drain(graceMs: number): Promise<void> {
    await within(graceMs, this.allDone());
    for (const { abort } of this.running) abort.abort(new Error('the server stops'));
    await within(LAST_WORDS_MS, this.allDone());
    await Promise.all([...this.running].map(({ id }) => this.giveBack(id)));
  }

  private allDone(): Promise<unknown> {
    return Promise.all([...this.running].map(({ done }) => done));
  }

  private async look(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      const batchSize = this.concurrency - this.running.size;
      if (batchSize <= 0) return;
      // Never rejects: pg-boss gives no jobs when it fails.
      const jobs = await this.boss.fetch<object>(this.name, { batchSize });
      for (const job of jobs) this.begin(job);
      if (jobs.length === batchSize) this.wanted = true;
    }
  }

  private begin(job: PgBoss.Job<object>): void {
    const running: Running = { id: job.id, abort: new AbortController(), done: Promise.resolve() };
    this.running.add(running);
    running.done = this.run(job, running.abort).finally(() => {
      this.running.delete(running);
      this.wake();
    });
  }

  private async run(job: PgBoss.Job<object>, abort: AbortController): Promise<void> {
    const expiry = setTimeout(
      () => abort.abort(new Error('its time is over')),
      Number(job.expireInSeconds) * 1_000,
    );
    try {
      await this.handler(job.data, abort.signal);
      // Deleted rather than kept as completed: the table that is searched for work stays small.
      await this.boss.deleteJob(this.name, job.id);
    } catch (error) {
      const what = abort.signal.aborted ? 'a job was interrupted' : 'a job failed';
      log.warn({ err: error, queue: this.name, job: job.id }, what);
      await this.putDown(job.id, error, abort.signal);
    } finally {
      clearTimeout(expiry);
    }
  }

  /** What cannot be written now is made good by the job's expiry. */
  private async putDown(id: string, error: unknown, signal: AbortSignal): Promise<void> {
    try {
      if (!signal.aborted) {
        await this.boss.fail(this.name, id, { message: error instanceof Error ? error.message : 'failed' });
      } else if (this.stopped) await this.giveBack(id);
    } catch (cause) {
      log.warn({ err: cause, queue: this.name, job: id }, 'a failed job could not be put down');
    }
  }

  /** As if it had never been begun: a restart of the server is no failure of the job. */
  private async giveBack(id: string): Promise<void> {
    try {
      // Together: one that was only cancelled would never be run again.
      await this.database.transaction(async () => {
        await this.boss.cancel(this.name, id);
        await this.boss.resume(this.name, id);
      });
    } catch (error) {
      log.warn({ err: error, queue: this.name, job: id }, 'a job could not be given back');
    }
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
