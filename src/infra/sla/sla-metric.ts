import { ApiProperty } from '@nestjs/swagger';
import { Environment } from '../../core/fields';

/** How much of what was asked for in a week was delivered. Named as in the product's own type definitions. */
export class SLAMetric {
  @ApiProperty({ example: 'sla-2026-01-12', description: 'sla-<week_start>[-squad][-environment]' })
  id!: string;

  @ApiProperty({ format: 'date', example: '2026-01-12', description: 'Monday, UTC' })
  week_start!: string;

  @ApiProperty({ format: 'date', example: '2026-01-18', description: 'Sunday, the whole of it' })
  week_end!: string;

  @ApiProperty({ example: 120, description: 'Estimated hours of the tasks created in the week' })
  total_requested_hours!: number;

  @ApiProperty({ example: 96.5, description: 'Actual hours of those of them that are done' })
  total_delivered_hours!: number;

  @ApiProperty({
    minimum: 0,
    maximum: 100,
    example: 80.42,
    description: 'Delivered of requested; 100 where nothing was requested',
  })
  sla_percentage!: number;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The squad asked for' })
  squad!: string | null;

  @ApiProperty({
    enum: Environment,
    enumName: 'Environment',
    nullable: true,
    example: null,
    description: 'The environment asked for, or that the credentials are bound to',
  })
  environment!: Environment | null;

  @ApiProperty({
    format: 'date-time',
    example: '2026-01-15T10:30:00.000Z',
    description: 'Time of this answer',
  })
  created_at!: string;
}
