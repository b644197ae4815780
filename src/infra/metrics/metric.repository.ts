import { Injectable } from '@nestjs/common';
import { RepositoryTools } from '../../core/database/audited.repository';
import type { Statement } from '../../core/database/database';
import { type ResourceShape, specOf } from '../../core/database/resource';
import { builtWire } from '../../core/database/wire';
import { requestContext } from '../../core/context/request-context';
import { Forbidden } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { Metric } from './metric.entity';
import { ANY_UNTOLD, DROP_DAYS, INSERT, KEEP_LATEST, MAKE_DAYS, takeUntold } from './metric.queries';
import type { Point } from './point';

/** A value that subscribers are to hear of. */
export interface MetricNewsItem {
  readonly environment: Environment;
  /** The point as it leaves. */
  readonly data: object;
}

/** Points, and the newest of each series beside them. Not audited row by row: points only ever come in. */
@Injectable()
export class MetricRepository {
  private readonly all: ResourceShape = specOf(Metric);
  private readonly latest: ResourceShape = { ...this.all, table: 'metrics_latest' };
  private readonly takeUntold: Statement = takeUntold(builtWire(this.latest, 'r', () => `''`));

  constructor(private readonly tools: RepositoryTools) {}

  /** Stores the points, in one statement. Throws Forbidden for those of an environment that the caller is not bound to. */
  async add(points: readonly Point[]): Promise<void> {
    const bound = this.boundEnvironment();
    if (bound !== null && points.some(({ environment }) => environment !== bound)) {
      throw new Forbidden(`These credentials are bound to the environment ${bound}.`, { environment: bound });
    }
    const { database, signal } = this.tools;
    await this.makeDays(points.map(({ timestamp }) => timestamp));
    await database.query(INSERT, [JSON.stringify(points)]);
    database.afterCommit(() => signal.committed(this.all.name));
  }

  /** Keeps these, one for each series, if nothing newer is known. To be done last: it makes others wait. */
  async keepLatest(newest: readonly Point[]): Promise<void> {
    await this.tools.database.query(KEEP_LATEST, [JSON.stringify(newest)]);
  }

  /** All points, or with the flag `latest` the newest of each series. */
  list(query: ListQuery): Promise<Page | CsvExport> {
    const spec = query.flags.has('latest') ? this.latest : this.all;
    return this.tools.lists.answer(spec, query, { environment: this.boundEnvironment(), baseUrl: '' });
  }

  /** Takes up to `limit` values to be told. Needs an open transaction, in which they are told. */
  takeNews(limit: number): Promise<MetricNewsItem[]> {
    return this.tools.database.query<MetricNewsItem>(this.takeUntold, [limit]);
  }

  /** Whether any value waits to be told. */
  async hasNews(): Promise<boolean> {
    const [{ waiting }] = await this.tools.database.query<{ waiting: boolean }>(ANY_UNTOLD, []);
    return waiting;
  }

  /** Makes room for the days (UTC) of these moments where there is none. */
  async makeDays(moments: readonly Date[]): Promise<void> {
    const days = new Set(moments.map((moment) => Math.floor(moment.getTime() / DAY_MS)));
    await this.tools.database.query(MAKE_DAYS, [[...days].map((day) => dayText(day * DAY_MS))]);
  }

  /** Drops all days (UTC) before that of the moment. Gives how many. */
  async dropDaysBefore(moment: Date): Promise<number> {
    const dropped = await this.tools.database.query(DROP_DAYS, [dayText(moment.getTime())]);
    this.tools.signal.committed(this.all.name);
    return dropped.length;
  }

  private boundEnvironment(): string | null {
    return requestContext.current()?.principal?.environment ?? null;
  }
}

const DAY_MS = 86_400_000;
const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
