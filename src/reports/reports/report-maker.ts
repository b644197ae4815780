import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { CONFIG, type Config } from '../../config';
import { requestContext } from '../../core/context/request-context';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { isDatabaseUnavailable } from '../../core/errors/describe-error';
import { DomainError } from '../../core/errors/domain-error';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { JobQueue } from '../../core/jobs/job-queue';
import { log } from '../../core/logging/logger';
import { fingerprintOf } from '../../core/storage/fingerprint';
import { Storage } from '../../core/storage/storage';
import { StorageUnavailable } from '../../core/storage/storage.errors';
import { ContentMakers } from '../figures/content-makers';
import type { ReportContent } from '../figures/report-content';
import { SnapshotQueries } from '../figures/snapshot.queries';
import { ReportRenderer } from '../rendering/report-renderer';
import { changesSince } from './report-changes';
import { contextOf } from './report-context';
import { ReportNews } from './report-news';
import { refuseUnreadable, ReportRights } from './report-rights';
import { rechecked } from './report-wish';
import { type BegunReport, LEASE_SECONDS, ReportQueries } from './report.queries';

const QUEUE = 'report';
/** Where in the storage the files are. */
export const FILE_FOLDER = 'reports';
const SWEEP_MS = 5_000;
const HEARTBEAT_MS = (LEASE_SECONDS * 1_000) / 4;
/** One that ends its process every time must not do so for ever. */
const MAX_ATTEMPTS = 3;
const JOB_RETRIES = 1_000;

/** Somebody else has begun the report anew, or it has been removed. */
class Overtaken extends Error {}

/** Made whole, and not written down yet. */
interface Made {
  readonly content: ReportContent;
  readonly moment: Date;
  readonly period: { readonly start: Date; readonly end: Date } | null;
}

/**
 * Makes reports in the background, one at a time on each instance. A run that was cut short leaves nothing behind but a
 * lease: the next one begins from the start, and a version comes to be once, in one transaction with what is told of it.
 */
@Injectable()
export class ReportMaker {
  /** Runs that a database outage has ended, which could not be written down for the same reason. */
  private readonly unreleased = new Set<BegunReport>();

  constructor(
    private readonly jobs: JobQueue,
    private readonly queries: ReportQueries,
    private readonly makers: ContentMakers,
    private readonly snapshots: SnapshotQueries,
    private readonly rights: ReportRights,
    private readonly renderer: ReportRenderer,
    private readonly news: ReportNews,
    private readonly storage: Storage,
    private readonly work: UnitOfWork,
    housekeeping: Housekeeping,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const expireInSeconds = config.REPORT_TIME_LIMIT_SECONDS + 60;
    jobs.define<{ id: string }>(
      QUEUE,
      { retryLimit: JOB_RETRIES, retryDelay: 1, expireInSeconds, concurrency: 1, oncePerKey: true },
      ({ id }, signal) => this.make(id, signal),
    );
    housekeeping.every(SWEEP_MS, 'queue interrupted reports again', () => this.queueOverdue());
  }

  /** Has these made; stands and falls with the open transaction. */
  queue(ids: readonly string[]): Promise<void> {
    return this.jobs.sendAll(ids.map((id) => ({ name: QUEUE, data: { id }, key: id })));
  }

  /** Finds reports whose process died, and those that nobody has asked for by a job. */
  async queueOverdue(): Promise<void> {
    const interrupted = [...this.unreleased];
    this.unreleased.clear();
    for (const begun of interrupted) await this.release(begun, false);
    await this.queue(await this.queries.overdue());
  }

  private async make(id: string, stops: AbortSignal): Promise<void> {
    const begun = await this.queries.begin(id);
    if (!begun) return;
    const limit = new AbortController();
    const overtime = setTimeout(() => limit.abort(), this.config.REPORT_TIME_LIMIT_SECONDS * 1_000);
    const fence = new AbortController();
    const heartbeat = setInterval(() => void this.beat(begun, fence), HEARTBEAT_MS);
    try {
      if (begun.attempts > MAX_ATTEMPTS)
        await this.fail(begun, 'It could not be finished, however often it was begun.');
      else await this.attempt(begun, AbortSignal.any([stops, limit.signal, fence.signal]));
    } catch (error) {
      await this.makeGood(begun, error, { isOvertime: limit.signal.aborted, isStopping: stops.aborted });
    } finally {
      clearTimeout(overtime);
      clearInterval(heartbeat);
    }
  }

  /** Says that its maker is alive, and ends the work when it is nobody's any more, or somebody else's. */
  private async beat(begun: BegunReport, fence: AbortController): Promise<void> {
    // An outage of the database is found out by whatever else the work does.
    const isMine = await this.queries.advance(begun, 0).catch(() => true);
    if (!isMine) fence.abort(new Overtaken());
  }

  private async attempt(begun: BegunReport, signal: AbortSignal): Promise<void> {
    await this.advance(begun, 5, 'reading the figures');
    const { content, moment, period } = await orAborted(signal, this.read(begun, signal));
    await this.advance(begun, 50, 'drawing the pages');
    const path = `${this.storage.incoming}/${randomUUID()}`;
    // Of this run alone: numbers of attempts come again, and whoever fails removes what he has written.
    const key = `${FILE_FOLDER}/${begun.id}/${begun.edition}-${randomUUID()}`;
    try {
      const { id, name, type, format, parameters, environment, edition, generated_by } = begun;
      const document = { id, name, type, format, parameters, environment, content, moment, period };
      await this.renderer.write(
        format,
        { ...document, version: edition, generatedBy: generated_by },
        path,
        signal,
      );
      const { size, sha256 } = await fingerprintOf(path);
      await this.advance(begun, 90, 'storing the file');
      const before = await this.queries.figuresBefore(begun.id, begun.edition);
      const changes = before === null ? null : changesSince(before, content.summary);
      const version = {
        ...{ id: randomUUID(), file_key: key, file_size: size, file_sha256: sha256 },
        ...{ figures: content.summary, changes },
        ...{ snapshot_at: moment, period },
      };
      await this.storage.put(key, { path, size, sha256 });
      signal.throwIfAborted();
      await this.work.run(async () => {
        if (!(await this.queries.complete(begun, version))) throw new Overtaken();
        await this.news.completed(begun, size);
      });
    } catch (error) {
      await rm(path, { force: true });
      // When the answer to the commit is lost, the row may be there. A file without a row is cleared away later.
      if (!isDatabaseUnavailable(error)) await this.storage.discard(key);
      throw error;
    }
  }

  /** All figures, as of one moment, as the author may see them at that moment. */
  private read(begun: BegunReport, signal: AbortSignal): Promise<Made> {
    return this.snapshots.inSnapshot(async (moment) => {
      const permissions = await this.rights.of(begun);
      refuseUnreadable(begun.type, this.makers.of(begun.type), permissions);
      return requestContext.run(contextOf(begun, permissions), () => this.readAs(begun, moment, signal));
    });
  }

  private async readAs(begun: BegunReport, moment: Date, signal: AbortSignal): Promise<Made> {
    const { id, name, type, format, parameters, environment, generated_by: generatedBy } = begun;
    const maker = this.makers.of(type);
    const wish = { parameters, period: begun.asked_period, now: moment };
    // Rules that cannot change have been checked when it was asked for.
    if (maker.recheck) await rechecked(maker, wish, environment);
    const period = await maker.periodOf(wish);
    const task = { id, name, type, format, parameters, period, environment, generatedBy, moment, signal };
    return { content: await maker.make(task), moment, period };
  }

  private async advance(begun: BegunReport, percentage: number, what: string): Promise<void> {
    await this.work.run(async () => {
      if (!(await this.queries.advance(begun, percentage))) throw new Overtaken();
      await this.news.progressed(begun, percentage, what);
    });
  }

  /** A report that cannot be made says why; what may go better the next time is tried again. */
  private async makeGood(
    begun: BegunReport,
    error: unknown,
    { isOvertime, isStopping }: { readonly isOvertime: boolean; readonly isStopping: boolean },
  ): Promise<void> {
    if (error instanceof Overtaken) return;
    if (isOvertime) {
      const { REPORT_TIME_LIMIT_SECONDS: seconds } = this.config;
      return this.fail(
        begun,
        `It took longer than the ${seconds} seconds that a report may take. Ask for less of it.`,
      );
    }
    if (error instanceof DomainError && error.status < 500) return this.fail(begun, error.message);
    // The report has no part in any of it.
    const isOutage = isDatabaseUnavailable(error) || error instanceof StorageUnavailable;
    const counts = !isStopping && !isOutage;
    if (counts && begun.attempts >= MAX_ATTEMPTS) {
      log.error({ err: error, report: begun.id }, 'a report cannot be made');
      return this.fail(begun, 'Something went wrong on the server while it was made. Its log says more.');
    }
    await this.release(begun, counts);
    throw error;
  }

  /** What cannot be written now is made good by and by; else the lease runs out, and the attempt counts. */
  private async release(begun: BegunReport, counts: boolean): Promise<void> {
    try {
      await this.queries.release(begun, counts);
    } catch {
      if (!counts) this.unreleased.add(begun);
    }
  }

  private async fail(begun: BegunReport, error: string): Promise<void> {
    await this.work.run(async () => {
      if (await this.queries.fail(begun, error)) await this.news.failed(begun, error);
    });
  }
}

/** The result, or a rejection as soon as the signal comes: whatever the work does then, nobody waits for it. */
function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
