import { ApiProperty } from '@nestjs/swagger';
import { CostEnvironment } from '../costs';
import { MIN_DAYS } from './forecast-model';

/** At most so many days of history are used: what was before says little of what will be. */
export const HISTORY_DAYS = 56;
/** A history that ended longer ago says nothing of the days to come. */
export const MAX_AGE_DAYS = 14;

export const ForecastMethod = {
  linear_trend_with_weekdays: 'linear_trend_with_weekdays',
  insufficient_data: 'insufficient_data',
} as const;
export type ForecastMethod = (typeof ForecastMethod)[keyof typeof ForecastMethod];

export const METHOD_DESCRIPTIONS: Readonly<Record<ForecastMethod, string>> = {
  linear_trend_with_weekdays: `Least squares over the daily costs of the last ${HISTORY_DAYS} whole days (UTC): a straight trend and a level of each weekday. Between lower and upper is the 80 % prediction interval of Student's distribution, from the residuals; that of the total takes the days to miss independently of each other. Not below zero unless the history is.`,
  insufficient_data: `Nothing is forecast: that takes at least ${MIN_DAYS} days with costs in the last ${HISTORY_DAYS}, each weekday twice, the newest not more than ${MAX_AGE_DAYS} days ago.`,
};

/** An amount that is expected, and its interval. */
export class ForecastAmount {
  @ApiProperty({ example: 412.3 })
  cost!: number;

  @ApiProperty({ example: 388.14 })
  lower!: number;

  @ApiProperty({ example: 436.46 })
  upper!: number;
}

export class ForecastDay extends ForecastAmount {
  @ApiProperty({ format: 'date', example: '2026-11-08' })
  date!: string;
}

const nullable = { type: String, nullable: true } as const;

/** What the coming days are expected to cost. */
export class Forecast {
  @ApiProperty({ enum: ForecastMethod, enumName: 'ForecastMethod' })
  method!: ForecastMethod;

  @ApiProperty({ description: 'The method in words' })
  method_description!: string;

  @ApiProperty({ example: 0.8, description: 'How often a day is expected to lie in its interval' })
  confidence!: number;

  @ApiProperty({ ...nullable, example: 'USD', description: 'Null where nothing is known' })
  currency!: string | null;

  @ApiProperty({
    ...{ enum: CostEnvironment, enumName: 'CostEnvironment', nullable: true, example: null },
    description: 'The environment asked for, or that the credentials are bound to',
  })
  environment!: CostEnvironment | null;

  @ApiProperty({ ...nullable, example: null, description: 'The service asked for' })
  service!: string | null;

  @ApiProperty({
    ...nullable,
    format: 'date',
    example: '2026-09-12',
    description: 'First day of the history',
  })
  history_start!: string | null;

  @ApiProperty({
    ...{ ...nullable, format: 'date', example: '2026-11-06' },
    description: 'Its last day: the newest with costs before today',
  })
  history_end!: string | null;

  @ApiProperty({ example: 56, description: 'Days of the history that are known' })
  history_days!: number;

  @ApiProperty({
    format: 'date',
    example: '2026-11-07',
    description: 'First day that is forecast: today (UTC)',
  })
  period_start!: string;

  @ApiProperty({ format: 'date', example: '2026-12-06' })
  period_end!: string;

  @ApiProperty({
    ...{ type: ForecastAmount, nullable: true },
    description: 'All days together; null if there is no forecast',
  })
  total!: ForecastAmount | null;

  @ApiProperty({ type: [ForecastDay], description: 'Empty if there is no forecast' })
  days!: readonly ForecastDay[];
}
