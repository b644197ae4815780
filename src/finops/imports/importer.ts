import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { CONFIG, type Config } from '../../config';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { NotFound } from '../../core/errors/domain-error';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { JobQueue } from '../../core/jobs/job-queue';
import { log } from '../../core/logging/logger';
import { Storage } from '../../core/storage/storage';
import { type BegunImport, CostImportQueries } from './cost-import.queries';
import { type Batch, readFocus } from './focus-reader';
import { ImportNews } from './import-news';
import { ImportViolations } from './import-violations';
import { PublicationQueries } from './publication.queries';

const QUEUE = 'cost_import';
const SWEEP_MS = 5_000;
/** No import takes as long; one whose process died is found much sooner, by its lease. */
const JOB_SECONDS = 3 * 3_600;
const JOB_RETRIES = 1_000;
/** A file that ends its process every time must not do so for ever. */
const MAX_ATTEMPTS = 10;
/** What reading the file is of the whole work; the rest is making its rows costs. */
const READING_PERCENT = 90;

/** Somebody else has begun the import anew. */
class Overtaken extends Error {}

/**
 * Imports files in the background. Rows are kept apart until all of them are known to be right, and then become costs in
 * one transaction. A run that was cut short leaves nothing behind but a lease: the next one begins from the start.
 */
@Injectable()
export class Importer {
  constructor(
    private readonly jobs: JobQueue,
    private readonly queries: CostImportQueries,
    private readonly publication: PublicationQueries,
    private readonly news: ImportNews,
    private readonly storage: Storage,
    private readonly work: UnitOfWork,
    housekeeping: Housekeeping,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const options = { retryLimit: JOB_RETRIES, retryDelay: 2, expireInSeconds: JOB_SECONDS };
    jobs.define<{ id: string }>(QUEUE, { ...options, concurrency: 1, oncePerKey: true }, ({ id }, signal) =>
      this.import(id, signal),
    );
    housekeeping.every(SWEEP_MS, 'queue interrupted imports again', () => this.queueOverdue());
  }

  /** Has these imported; stands and falls with the open transaction. */
  queue(ids: readonly string[]): Promise<void> {
    return this.jobs.sendAll(ids.map((id) => ({ name: QUEUE, data: { id }, key: id })));
  }

  /** Finds imports whose process died. */
  async queueOverdue(): Promise<void> {
    await this.queue(await this.queries.overdue());
  }

  private async import(id: string, signal: AbortSignal): Promise<void> {
    const begun = await this.work.run(() => this.queries.begin(id));
    if (!begun) return;
    const violations = new ImportViolations();
    try {
      if (begun.attempts > MAX_ATTEMPTS) {
        violations.add(
          null,
          null,
          'attempts',
          'the file could not be read to its end, however often it was begun',
        );
        await this.fail(begun, violations, null);
      } else await this.attempt(begun, violations, signal);
      await this.storage.discard(begun.file_key);
    } catch (error) {
      if (error instanceof Overtaken) return;
      // What cannot be written now is made good when the lease has run out.
      await this.queries.release(begun).catch(() => undefined);
      throw error;
    }
  }

  private async attempt(
    begun: BegunImport,
    violations: ImportViolations,
    signal: AbortSignal,
  ): Promise<void> {
    const rows = await this.read(begun, violations, signal);
    if (!violations.any) await this.publish(begun, violations, rows);
    if (violations.any) await this.fail(begun, violations, violations.isWhole ? rows : null);
  }

  /** Reads the file and keeps its rows apart. Gives how many there are. */
  private async read(begun: BegunImport, violations: ImportViolations, signal: AbortSignal): Promise<number> {
    const context = {
      accountEnvironments: this.config.FOCUS_ACCOUNT_ENVIRONMENTS,
      boundEnvironment: begun.environment,
    };
    const content = await this.open(begun, violations);
    if (!content) return 0;
    const file = { content, isGzip: begun.is_gzip, maxBytes: this.config.IMPORT_MAX_BYTES };
    let read = 0;
    // The next rows are read while these are being kept, but no further ahead.
    let keeping = Promise.resolve(0);
    try {
      for await (const batch of readFocus(file, context, violations)) {
        const told = await keeping;
        signal.throwIfAborted();
        keeping = this.keep(begun, batch, told);
        // Whatever it is, it is heard of where this is waited for.
        keeping.catch(() => undefined);
        read = batch.rows;
      }
      await keeping;
    } finally {
      await keeping.catch(() => undefined);
    }
    return read;
  }

  /** Keeps what was read, and tells of each quarter of the file. Gives the last quarter that was told of, in per cent. */
  private async keep(begun: BegunImport, { rows, bytes, lines }: Batch, told: number): Promise<number> {
    const percentage = Math.floor((READING_PERCENT * bytes) / begun.bytes);
    if (!(await this.queries.advance(begun, { rows, percentage, lines }))) throw new Overtaken();
    const quarter = percentage - (percentage % 25);
    if (quarter <= told || percentage >= READING_PERCENT) return told;
    await this.news.progressed(begun, rows, percentage);
    return quarter;
  }

  /** Null, and a violation, when the file is gone. */
  private async open(begun: BegunImport, violations: ImportViolations): Promise<Readable | null> {
    try {
      return await this.storage.open(begun.file_key, { size: begun.bytes, sha256: begun.file_sha256 });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      log.error({ import: begun.id }, 'the file of an import is gone');
      violations.add(null, null, 'file', 'the file is not there any more: hand it in again');
      return null;
    }
  }

  private publish(begun: BegunImport, violations: ImportViolations, rows: number): Promise<void> {
    return this.work.run(async () => {
      if (!(await this.queries.hold(begun))) throw new Overtaken();
      const kept = await this.publication.addUp(begun.id);
      // After a crash of Postgres what was kept apart is gone.
      if (kept !== rows) throw new Error(`${kept} of ${rows} rows are left: the file must be read again`);
      const excess = await this.publication.tooLarge();
      if (excess) {
        const message = `the costs of ${excess.service} on ${excess.date} add up to more than can be kept`;
        return violations.add(null, null, 'sum', message);
      }
      const published = await this.publication.publish(begun);
      await this.queries.complete(begun, published);
      await this.news.completed(begun, rows, published);
    });
  }

  private fail(begun: BegunImport, violations: ImportViolations, rows: number | null): Promise<void> {
    const { count } = violations;
    const error = `The file is not valid: ${count} ${count === 1 ? 'violation' : 'violations'}. Nothing was imported.`;
    return this.work.run(async () => {
      if (!(await this.queries.fail(begun, error, violations, rows))) throw new Overtaken();
      await this.news.failed(begun, error);
    });
  }
}
