import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import { boundEnvironment } from '../../core/context/bound-environment';
import type { Aggregation } from './metric.enums';
import type { DataPoint, TimeSeriesQuery, TimeWindow } from './time-series';

/** Postgres' word for a sum, or a square on the way to an average, that double precision cannot hold. */
const OUT_OF_RANGE = '22003';

interface Bucket {
  readonly at: Date;
  readonly value: number | string;
}

/** Points by intervals, worked out by Postgres. */
@Injectable()
export class TimeSeriesQueries {
  constructor(private readonly database: Database) {}

  async read(name: string, query: TimeSeriesQuery, window: TimeWindow): Promise<DataPoint[]> {
    const ask = (value: string): Promise<Bucket[]> => this.ask(value, name, query, window);
    const buckets = await ask('m.value').catch((error: unknown) => {
      if ((error as { code?: string }).code !== OUT_OF_RANGE) throw error;
      // Rare and slow: as exact decimals, which have no limit.
      return ask('m.value::numeric');
    });
    return buckets.map(({ at, value }) => ({ timestamp: at.toISOString(), value: finite(Number(value)) }));
  }

  private ask(
    value: string,
    name: string,
    { aggregation, environment, service, host }: TimeSeriesQuery,
    { from, to, intervalMs }: TimeWindow,
  ): Promise<Bucket[]> {
    const params = new Params();
    const bin = `date_bin(make_interval(secs => ${params.add(intervalMs / 1_000, 'float8')}), m.timestamp, 'epoch'::timestamptz)`;
    const conditions = [
      `m.metric_name = ${params.add(name, 'text')}`,
      `m.timestamp between ${params.add(from, 'timestamptz')} and ${params.add(to, 'timestamptz')}`,
      'm.deleted_at is null',
    ];
    const bound = boundEnvironment();
    if (bound !== null) conditions.push(`m.environment = ${params.add(bound, 'text')}`);
    for (const [column, wanted] of Object.entries({ environment, service, host })) {
      if (wanted !== null) conditions.push(`m.${column} = ${params.add(wanted, 'text')}`);
    }
    const text = `select ${bin} as at, ${aggregate(aggregation, value)} as value from metrics m
      where ${conditions.join(' and ')} group by 1 order by 1`;
    return this.database.query<Bucket>({ text }, params.values);
  }
}

const aggregate = (aggregation: Aggregation, value: string): string =>
  aggregation === 'count' ? 'count(*)' : `${aggregation}(${value})`;

const finite = (value: number): number => Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
