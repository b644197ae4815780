import { Inject, Injectable, Optional } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest, NotFound, type Violation } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';
import type { CsvExport, Page } from '../../core/http/answers';
import type { Batch } from '../../core/http/batch';
import type { ListQuery } from '../../core/lists/list-query';
import { MAX_AHEAD_MS } from '../../core/time/ahead';
import { dayNumberOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { DAY_MS } from '../../core/time/durations';
import { METRIC_NAME } from './metric.entity';
import { MetricRepository } from './metric.repository';
import type { CreateMetricRequest } from './metric.requests';
import { type Point, PointWatcher } from './point';
import { newestOfEachSeries } from './series';
import { intervalText, type MetricTimeSeries, type TimeSeriesQuery, windowOf } from './time-series';
import { TimeSeriesQueries } from './time-series.queries';

// A name without points is none: metrics are not created, they are measured.
errorKind({
  code: 'METRIC_NOT_FOUND',
  status: 404,
  meaning: 'No metric can have this name.',
  remedy:
    'Send a name of letters, digits and _ . : - that begins with a letter or _, as GET /infra/metrics tells them.',
});

/** Each day that is not there yet costs a partition, made while others wait. */
const MAX_DAYS = 40;

@Injectable()
export class MetricsService {
  constructor(
    private readonly metrics: MetricRepository,
    private readonly series: TimeSeriesQueries,
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Optional() private readonly watcher?: PointWatcher,
  ) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.metrics.list(query);
  }

  /** Throws NotFound for what cannot be a name, and InvalidRequest. A name without points gives none. */
  async timeSeries(metric_name: string, query: TimeSeriesQuery): Promise<MetricTimeSeries> {
    if (!METRIC_NAME.test(metric_name)) throw new NotFound('metric', metric_name);
    const window = windowOf(query, this.clock.now());
    const data_points = await this.series.read(metric_name, query, window);
    return {
      ...{ metric_name, data_points, aggregation: query.aggregation },
      interval: intervalText(window.intervalMs),
      from: window.from.toISOString(),
      to: window.to.toISOString(),
    };
  }

  /** Stores all points or none. Throws InvalidRequest for points that are too old or too far ahead, and Forbidden. */
  async ingest(batch: Batch<CreateMetricRequest>): Promise<{ accepted: number }> {
    const points = this.accept(batch);
    await this.work.run(async () => {
      await this.metrics.add(points);
      await this.conclude(points);
    });
    return { accepted: points.length };
  }

  /**
   * Stores points of a sender that may send them again, however many there are, all or none: those that are there already,
   * which their ids tell, are left out. Gives how many were new. Throws InvalidRequest and Forbidden.
   */
  async ingestNew(points: readonly Point[]): Promise<number> {
    refuseTooManyDays(points);
    return this.work.run(async () => {
      const added = await this.metrics.addNew(points);
      if (added.length > 0) await this.conclude(added);
      return added.length;
    });
  }

  /** Says what is wrong with a time of measurement (milliseconds), if anything is. */
  timeFaults(): (time: number) => string | null {
    const days = this.config.METRICS_RETENTION_DAYS;
    const now = this.clock.now().getTime();
    const [earliest, latest] = [now - days * DAY_MS, now + MAX_AHEAD_MS];
    return (time) =>
      time < earliest
        ? `timestamp must not be older than the ${days} days that points are kept`
        : time > latest
          ? 'timestamp must not be more than 5 minutes in the future'
          : null;
  }

  /** What follows once points are stored, in the same transaction. */
  private async conclude(points: readonly Point[]): Promise<void> {
    const { length } = points;
    await this.audit.record({
      event_type: AuditEvent.create,
      resource_type: 'metric',
      action_description: `Ingested ${length} metric ${length === 1 ? 'point' : 'points'}`,
      status: 'success',
    });
    await this.watcher?.watch(points);
    await this.metrics.keepLatest(newestOfEachSeries(points));
  }

  private accept(batch: Batch<CreateMetricRequest>): Point[] {
    const now = this.clock.now();
    const faultOf = this.timeFaults();
    const violations: Violation[] = [];
    const points = batch.records.map((record, index): Point => {
      const { timestamp = now, service = null, host = null, tags = null } = record;
      const message = faultOf(timestamp.getTime());
      if (message !== null) violations.push({ field: batch.path(index, 'timestamp'), message });
      const { metric_name, metric_type, value, unit, environment } = record;
      return {
        ...{ id: randomUUID(), metric_name, metric_type, value, unit, environment },
        ...{ service, host, timestamp, tags },
      };
    });
    if (violations.length > 0) throw new InvalidRequest(violations);
    refuseTooManyDays(points);
    return points;
  }
}

function refuseTooManyDays(points: readonly Point[]): void {
  const touched = new Set(points.map(({ timestamp }) => dayNumberOf(timestamp)));
  if (touched.size > MAX_DAYS)
    throw InvalidRequest.field('', `the points must not be spread over more than ${MAX_DAYS} days (UTC)`);
}
