import { ApiProperty } from '@nestjs/swagger';
import { ExactNumber } from '../../core/http/exact-json';
import { CostEnvironment } from '../costs';
import { Period } from './period';

/** So many services are named; a summary of all the world is none. */
export const MAX_SERVICES = 1_000;
export const OTHER_SERVICES = '(other services)';

const PERCENTAGE = { example: 38.4, description: 'All together are exactly 100; 0 where the total is 0' };
const PART = { type: Number, example: 1204.17, description: 'All together are exactly the total' };

export class EnvironmentShare {
  @ApiProperty({ enum: CostEnvironment, enumName: 'CostEnvironment', example: 'production' })
  environment!: string;

  @ApiProperty(PART)
  cost!: ExactNumber;

  @ApiProperty(PERCENTAGE)
  percentage!: number;
}

export class ServiceShare {
  @ApiProperty({ example: 'EC2' })
  service!: string;

  @ApiProperty(PART)
  cost!: ExactNumber;

  @ApiProperty(PERCENTAGE)
  percentage!: number;
}

/**
 * Against as many days from the beginning of the period before (of a shorter one, as many that end with it); of a running
 * period the days up to today count.
 */
export class PeriodComparison {
  @ApiProperty({ format: 'date', example: '2026-10-01' })
  previous_period_start!: string;

  @ApiProperty({ format: 'date', example: '2026-10-12', description: 'The last of the days compared with' })
  previous_period_end!: string;

  @ApiProperty({ type: Number, example: 2961.02 })
  previous_period_cost!: ExactNumber;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 5.91,
    description: 'Null where there was no cost before, of which nothing is a percentage',
  })
  change_percentage!: number | null;

  @ApiProperty({ type: Number, example: 174.99 })
  change_amount!: ExactNumber;
}

/** What a period cost. Named as in the product's own type definitions. */
export class CostSummary {
  @ApiProperty({ type: Number, example: 3136.01 })
  total_cost!: ExactNumber;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ enum: Period, enumName: 'CostPeriod', example: 'monthly' })
  period!: Period;

  @ApiProperty({ format: 'date', example: '2026-11-01' })
  period_start!: string;

  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'The last day, the whole of it' })
  period_end!: string;

  @ApiProperty({ type: [EnvironmentShare], description: 'The most expensive first' })
  breakdown_by_environment!: EnvironmentShare[];

  @ApiProperty({
    type: [ServiceShare],
    description: `The most expensive first; beyond ${MAX_SERVICES} the rest as one, named ${OTHER_SERVICES}`,
  })
  breakdown_by_service!: ServiceShare[];

  @ApiProperty({ type: PeriodComparison })
  comparison!: PeriodComparison;
}
