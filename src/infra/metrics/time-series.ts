import { ApiProperty } from '@nestjs/swagger';
import { InvalidRequest } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import { Aggregation } from './metric.enums';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const UNITS = { d: DAY, h: 3_600 * SECOND, m: 60 * SECOND, s: SECOND } as const;
const NICE = ['10s', '30s', '1m', '5m', '15m', '1h', '6h', '1d'];
const MAX_CHOSEN_POINTS = 500;
export const MAX_POINTS = 11_000;

/** What is asked for. Null leaves the choice to us, or does not narrow. */
export interface TimeSeriesQuery {
  readonly aggregation: Aggregation;
  readonly intervalMs: number | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly environment: Environment | null;
  readonly service: string | null;
  readonly host: string | null;
}

/** Where and how finely to look; both ends belong to it. */
export interface TimeWindow {
  readonly from: Date;
  readonly to: Date;
  readonly intervalMs: number;
}

export class DataPoint {
  @ApiProperty({
    format: 'date-time',
    example: '2026-01-15T10:30:00.000Z',
    description: 'Where the interval begins',
  })
  timestamp!: string;

  @ApiProperty({ example: 72.5 })
  value!: number;
}

/** One value for each interval in which there are points. */
export class MetricTimeSeries {
  @ApiProperty({ example: 'cpu_usage' })
  metric_name!: string;

  @ApiProperty({ type: [DataPoint] })
  data_points!: DataPoint[];

  @ApiProperty({ enum: Aggregation, enumName: 'Aggregation', example: 'avg' })
  aggregation!: Aggregation;

  @ApiProperty({ example: '5m', description: 'Length of the intervals, which are aligned in UTC' })
  interval!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-14T10:30:00.000Z' })
  from!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  to!: string;
}

/** Milliseconds of `30s`, `5m`, `1h` or `1d`, from 10 seconds to one day; else undefined. */
export function parseInterval(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
  const ms = count === undefined ? 0 : Number(count) * UNITS[unit as keyof typeof UNITS];
  return ms >= 10 * SECOND && ms <= DAY ? ms : undefined;
}

/** The shortest text of an interval, e.g. `5m`. */
export function intervalText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).find(([, length]) => ms % length === 0) ?? ['s', SECOND];
  return `${ms / size}${unit}`;
}

/** Fills in what was left open. Throws InvalidRequest when the ends are the wrong way round or too many values would come. */
export function windowOf({ from, to, intervalMs }: TimeSeriesQuery, now: Date): TimeWindow {
  const end = to ?? now;
  const begin = from ?? new Date(end.getTime() - DAY);
  if (begin >= end) {
    throw InvalidRequest.field(
      'from',
      to || !from ? 'must be before to' : 'must be before now, which is the default of to',
    );
  }
  const count = (ms: number): number => Math.floor(end.getTime() / ms) - Math.floor(begin.getTime() / ms) + 1;
  const nice = NICE.map((text) => parseInterval(text)!);
  const chosen = intervalMs ?? nice.find((ms) => count(ms) <= MAX_CHOSEN_POINTS) ?? DAY;
  if (count(chosen) > MAX_POINTS) {
    throw InvalidRequest.field(
      'interval',
      `would give more than ${MAX_POINTS} values: ask for a longer interval or a shorter time`,
    );
  }
  return { from: begin, to: end, intervalMs: chosen };
}
