import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type Config } from '../../config';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { isDatabaseUnavailable } from '../../core/errors/describe-error';
import { ServiceUnavailable } from '../../core/errors/domain-error';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { Turnstile } from '../../core/queueing/turnstile';
import { ActiveRun, type RunOrder } from './active-run';
import { CommandConfinement } from './command-limits';
import { planCommand } from './command-plan';
import { runCommand } from './command-runner';
import { ExecutionEnding } from './execution-ending';
import { ExecutionNews } from './execution-news';
import { beginLine, endOfCommand, logLine, stepName } from './execution-words';
import { ExecutionQueries, type Hold, LEASE_MS, type RunStep, type StepEnd } from './execution.queries';
import { ProgressPacer } from './progress-pacer';
import { clearScratch, makeScratch } from './scratch';

/** Those that may wait for their turn. */
const MAX_WAITING = 32;
const RENEW_MS = LEASE_MS / 5;
/** Well below the time for which others wait after the lease is over. */
const FENCE_MS = 500;
const RETRY_MS = 500;
const LOOK_MS = 250;
const TELL_MS = 500;
const STOPPED = 'Interrupted: the server was stopped.';

interface Progress {
  readonly step: Pick<RunStep, 'step_id' | 'place' | 'title' | 'status'>;
  readonly total: number;
}

/**
 * Goes through the steps of executions, a few executions at a time. What it is about to do is written before, and what came
 * of it after; an instance that is not heard of for the time of a lease has lost its executions, and ends them itself.
 */
@Injectable()
export class ExecutionDriver implements BeforeApplicationShutdown {
  private readonly runner = randomUUID();
  private readonly active = new Map<string, ActiveRun>();
  private readonly turnstile: Turnstile;
  /** An execution must not see the request, or the open transaction, that began it. */
  private readonly apart = AsyncLocalStorage.snapshot();
  private isStopping = false;

  constructor(
    private readonly queries: ExecutionQueries,
    private readonly ending: ExecutionEnding,
    private readonly news: ExecutionNews,
    private readonly work: UnitOfWork,
    private readonly limits: CommandConfinement,
    housekeeping: Housekeeping,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.turnstile = new Turnstile(config.SOP_MAX_PARALLEL_RUNS);
    housekeeping.every(RENEW_MS, 'renew the leases of executions', () => this.renew());
    // Apart from renewing, which may wait for an answer that never comes.
    housekeeping.every(FENCE_MS, 'give up executions whose lease is over', () => this.giveUpOverdue());
  }

  /**
   * Takes the execution and begins once the open transaction has committed. Throws ServiceUnavailable when too many wait
   * already or the server stops.
   */
  async take(order: RunOrder): Promise<void> {
    if (this.isStopping) throw new ServiceUnavailable('The server is stopping.');
    if (this.active.size >= this.config.SOP_MAX_PARALLEL_RUNS + MAX_WAITING)
      throw new ServiceUnavailable('Too many executions wait for their turn.');
    if (await this.queries.hold({ id: order.subject.id, runner: this.runner }))
      this.queries.afterCommit(() => this.begin(order));
  }

  /** Done when the execution has ended, on whatever instance. */
  async settled(id: string): Promise<void> {
    await this.active.get(id)?.done;
    // One that this instance has lost is ended by another.
    while (!this.isStopping && (await this.queries.isOpen(id))) await sleep(LOOK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const run of this.active.values()) run.end(STOPPED);
    await Promise.all([...this.active.values()].map(({ done }) => done));
  }

  private begin(order: RunOrder): void {
    const run = new ActiveRun(order);
    if (this.isStopping) run.end(STOPPED);
    // Somebody may have decided a step before the stretch that led to it was put away.
    const before = this.active.get(run.id)?.done;
    this.active.set(run.id, run);
    run.done = this.apart(async () => {
      await before;
      await this.turnstile.pass(() => this.run(run));
    })
      .catch((error: unknown) =>
        log.error({ err: error, execution: run.id }, 'an execution is left to others'),
      )
      .finally(() => {
        if (this.active.get(run.id) === run) this.active.delete(run.id);
      });
  }

  /** Goes on with it until it has ended or waits for somebody. */
  private async run(run: ActiveRun): Promise<void> {
    const seconds = this.config.SOP_RUN_TIMEOUT_SECONDS;
    const limit = setTimeout(
      () => run.end(`Interrupted: the execution took longer than ${seconds} s.`),
      seconds * 1_000,
    );
    try {
      while (await this.goThrough(run)) if (await this.persist(run, () => this.letGo(run))) return;
    } catch (error) {
      // Whatever it was, people must not wait for an execution that nobody goes on with.
      log.error({ err: error, execution: run.id }, 'an execution was broken off');
      run.end('Interrupted: the server met an error of its own.');
    } finally {
      clearTimeout(limit);
    }
    await this.persist(run, () => this.close(run));
  }

  /** Does one step after the other in a folder of their own. True when a person has to do the next. */
  private async goThrough(run: ActiveRun): Promise<boolean> {
    const pacer = new ProgressPacer<Progress>(TELL_MS, ({ step, total }) => this.tell(run, step, total));
    try {
      return await this.goOn(run, await makeScratch(run.id), pacer);
    } finally {
      await pacer.stop();
      await clearScratch(run.id);
    }
  }

  private async goOn(run: ActiveRun, folder: string, pacer: ProgressPacer<Progress>): Promise<boolean> {
    while (run.cutOff === null) {
      const steps = await this.persist(run, () => this.queries.steps(run.id));
      const step = steps.some(({ status }) => status === 'failed')
        ? undefined
        : steps.find(({ status }) => status === 'pending');
      if (!step) return false;
      const tell = (status: RunStep['status']): void =>
        pacer.offer({ step: { ...step, status }, total: steps.length });
      if (step.command !== null) await this.runStep(run, step, step.command, folder, tell);
      else if (run.order.isStepwise) return true;
      else await this.endStep(run, step, decided(step, run.order.executedBy), tell);
    }
    return false;
  }

  private async runStep(
    run: ActiveRun,
    step: RunStep,
    command: string,
    folder: string,
    tell: (status: RunStep['status']) => void,
  ): Promise<void> {
    const {
      SOP_ALLOWED_COMMANDS,
      SOP_STEP_TIMEOUT_SECONDS: seconds,
      SOP_OUTPUT_MAX_BYTES: maxBytes,
    } = this.config;
    const plan = await planCommand(command, run.order.values, SOP_ALLOWED_COMMANDS);
    if ('why' in plan)
      return this.endStep(run, step, { status: 'skipped', error: run.mask.hide(plan.why) }, tell);
    const { confinement } = this.limits;
    const line = beginLine(step, confinement.gaps);
    // Not tried again: an answer that was lost may have been a yes, and a step is never begun twice.
    if (!(await this.queries.beginStep(this.holdOf(run), step.place, line))) return run.lose();
    tell('running');
    const end = await runCommand({
      ...plan,
      ...{ folder, confinement, maxBytes },
      timeLimitMs: seconds * 1_000,
      signal: run.signal,
    });
    const bounds = { seconds, confinement, cutOff: run.cutOff ?? 'Interrupted.' };
    await this.endStep(run, step, endOfCommand(end, run.mask, bounds), tell);
  }

  private async endStep(
    run: ActiveRun,
    step: RunStep,
    end: StepEnd,
    tell: (status: RunStep['status']) => void,
  ): Promise<void> {
    const line = logLine(`${stepName(step)} ended: ${end.status}.${end.error ? ` ${end.error}` : ''}`);
    const hold = this.holdOf(run);
    if (await this.persist(run, () => this.queries.endStep(hold, step.place, end, line))) tell(end.status);
    else run.lose();
  }

  /** Leaves the execution to people, unless somebody has just decided the step. False then. */
  private letGo(run: ActiveRun): Promise<boolean> {
    return this.work.run(async () => {
      const hold = this.holdOf(run);
      if (!(await this.queries.lock(hold))) {
        run.lose();
        return true;
      }
      const next = (await this.queries.steps(run.id)).find(({ status }) => status === 'pending');
      if (!next || next.command !== null) return false;
      await this.queries.letGo(hold);
      await this.news.waits(run.order.subject, next);
      return true;
    });
  }

  private close(run: ActiveRun): Promise<void> {
    return this.work.run(async () => {
      if (run.isLost || !(await this.queries.lock(this.holdOf(run)))) return;
      await this.ending.close(run.id, { actor: run.order.actor, cutOff: run.cutOff });
    });
  }

  /** While the database is away, and the lease holds, what has happened is not given up. */
  private async persist<T>(run: ActiveRun, write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!isDatabaseUnavailable(error) || run.isOverdue) {
          run.lose();
          throw error;
        }
        await sleep(RETRY_MS);
      }
    }
  }

  private async tell(run: ActiveRun, step: Progress['step'], total: number): Promise<void> {
    await this.news.progressed(run.order.subject, step, total).catch((error: unknown) => {
      log.warn({ err: error, execution: run.id }, 'progress could not be told');
    });
  }

  private async renew(): Promise<void> {
    const runs = [...this.active.values()];
    if (runs.length === 0) return;
    const from = performance.now();
    const mine = await this.queries.renew(
      runs.map(({ id }) => id),
      this.runner,
    );
    for (const run of runs) {
      if (mine.has(run.id)) run.renewed(from);
      // To one that has just ended by itself this does nothing.
      else run.lose();
    }
  }

  private giveUpOverdue(): Promise<void> {
    for (const run of this.active.values()) if (run.isOverdue) run.lose();
    return Promise.resolve();
  }

  private holdOf({ id }: ActiveRun): Hold {
    return { id, runner: this.runner };
  }
}

/** What becomes of a manual step when nobody is asked. */
const decided = ({ is_confirmed }: RunStep, executedBy: string): StepEnd =>
  is_confirmed
    ? { status: 'success', decidedBy: executedBy }
    : { status: 'skipped', error: 'This step is done by hand, and was not confirmed.' };
