import { Injectable } from '@nestjs/common';
import { RepositoryTools } from '../../core/database/repository-tools';
import { chunksOf } from '../../core/database/chunks';
import type { Statement } from '../../core/database/database';
import { type ResourceShape, specOf } from '../../core/database/resource';
import { builtWire } from '../../core/database/wire';
import { boundEnvironment } from '../../core/context/bound-environment';
import { ForeignEnvironment } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { dayNumberOf, dayOf } from '../../core/time/calendar';
import { DAY_MS } from '../../core/time/durations';
import { Metric } from './metric.entity';
import {
  ADD_UP,
  DAYS_BEFORE,
  DROP_DAY,
  DROP_LATEST,
  HOLD_ENVIRONMENTS,
  INSERT,
  INSERT_NEW,
  KEEP_LATEST,
  MAKE_DAYS,
  OLDEST_KEPT_DAY,
  takeUntold,
  UNTOLD,
} from './metric.queries';
import type { Point } from './point';
import type { Series } from './series';
import { UntoldSeries } from './untold-series';

/** What a series that was asked about has to tell. */
export interface MetricNewsItem {
  /** Where it stood in the question. */
  readonly place: number;
  /** Whether it has, or had until now, something to tell. */
  readonly waits: boolean;
  /** The point as it leaves, if its turn has come, with its environment and what names its series. Else null. */
  readonly data: object | null;
  readonly environment: Environment | null;
  readonly series: string | null;
}

/** Points that one statement takes: more make a JSON that is long in the making. */
const MOST_AT_ONCE = 5_000;

/** Where the numbers of points stand ready, for lists that are not narrowed to a time. */
const TALLY = {
  source: 'metric_tallies',
  fields: ['metric_name', 'metric_type', 'environment', 'service', 'host'],
};

/** Points, and the newest of each series beside them. Not audited row by row: points only ever come in. */
@Injectable()
export class MetricRepository {
  private readonly all: ResourceShape = specOf(Metric);
  private readonly latest: ResourceShape = { ...this.all, table: 'metrics_latest' };
  private readonly takeUntold: Statement = takeUntold(builtWire(this.latest, 'r', () => `''`));

  constructor(
    private readonly tools: RepositoryTools,
    private readonly untold: UntoldSeries,
  ) {}

  /** Stores the points, in one statement. Throws Forbidden for those of an environment that the caller is not bound to. */
  async add(points: readonly Point[]): Promise<void> {
    await this.prepareFor(points);
    await this.tools.database.query(INSERT, [JSON.stringify(points)]);
  }

  /**
   * Stores those of the points that are not there yet, which their ids tell, and gives them. Of each environment one
   * transaction at a time does so. Needs an open transaction. Throws Forbidden as `add` does.
   */
  async addNew(points: readonly Point[]): Promise<Point[]> {
    const { database } = this.tools;
    await this.prepareFor(points);
    const environments = new Set(points.map(({ environment }) => environment));
    await database.query(HOLD_ENVIRONMENTS, [[...environments].sort()]);
    const added = new Set<string>();
    for (const chunk of chunksOf(points, MOST_AT_ONCE)) {
      const times = chunk.map(({ timestamp }) => timestamp.getTime());
      const ends = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
      const values = [JSON.stringify(chunk), ...ends.map((time) => new Date(time))];
      for (const { id } of await database.query<{ id: string }>(INSERT_NEW, values)) added.add(id);
    }
    return points.filter(({ id }) => added.has(id));
  }

  /** Keeps these, one for each series, if nothing newer is known. To be done last: it makes others wait. */
  async keepLatest(newest: readonly Point[]): Promise<void> {
    const { database } = this.tools;
    await database.query(KEEP_LATEST, [JSON.stringify(newest)]);
    database.afterCommit(() => this.untold.add(newest));
  }

  /** All points, or with the flag `latest` the newest of each series. */
  list(query: ListQuery): Promise<Page | CsvExport> {
    const scope = { environment: boundEnvironment(), baseUrl: '' };
    return query.flags.has('latest')
      ? this.tools.lists.answer(this.latest, query, scope)
      : this.tools.lists.answer(this.all, query, { ...scope, tally: TALLY });
  }

  /** What these series have to tell; what is given counts as told. Needs an open transaction, in which it is told. */
  takeNews(series: readonly Series[]): Promise<MetricNewsItem[]> {
    const asked = series.map((one, place) => ({ place, ...one }));
    return this.tools.database.query<MetricNewsItem>(this.takeUntold, [JSON.stringify(asked)]);
  }

  /** Up to `limit` series that have something to tell. Looks at all series. */
  findUntold(limit: number): Promise<Series[]> {
    return this.tools.database.query<Series>(UNTOLD, [limit]);
  }

  private async prepareFor(points: readonly Point[]): Promise<void> {
    const bound = boundEnvironment();
    if (bound !== null && points.some(({ environment }) => environment !== bound))
      throw new ForeignEnvironment(bound);
    const { database, signal } = this.tools;
    await this.makeDays(points.map(({ timestamp }) => timestamp));
    database.afterCommit(() => signal.committed(this.all.name));
  }

  /** Makes room for the days (UTC) of these moments where there is none. */
  async makeDays(moments: readonly Date[]): Promise<void> {
    const days = new Set(moments.map(dayNumberOf));
    await this.tools.database.query(MAKE_DAYS, [[...days].map((day) => dayOf(new Date(day * DAY_MS)))]);
  }

  /**
   * Drops the days (UTC) that are over for longer than `days` by this moment and by Postgres' clock, and series without
   * younger points. Gives how many days. Each goes by itself, so that nobody waits for more than one.
   */
  async dropDays(now: Date, days: number): Promise<number> {
    const { database, signal } = this.tools;
    const [{ day: oldest }] = await database.query<{ day: string }>(OLDEST_KEPT_DAY, [now, days]);
    const gone = await database.query<{ day: string }>(DAYS_BEFORE, [oldest]);
    for (const { day } of gone) await database.query(DROP_DAY, [day]);
    await database.query(DROP_LATEST, [oldest]);
    signal.committed(this.all.name);
    return gone.length;
  }

  /** Puts the numbers of points that came in to those that are known: fewer rows to add up for whoever asks. */
  async addUp(): Promise<void> {
    await this.tools.database.query(ADD_UP, []);
  }
}
