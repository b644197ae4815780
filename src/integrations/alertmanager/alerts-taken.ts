import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OpenFormat } from '../../core/http/api.decorators';

class SkippedAlert {
  @ApiProperty({ example: 3, description: 'Its place in the list, the first being 0' })
  index!: number;

  @ApiProperty({ type: String, nullable: true, example: '9f1b2c3d4e5f6071' })
  fingerprint!: string | null;

  @ApiProperty({ example: 'has no labels' })
  reason!: string;
}

const count = (description: string): PropertyDecorator =>
  ApiProperty({ type: 'integer', example: 1, description });

/** What became of the alerts of a request. */
export class AlertsTaken {
  @count('Alerts in the request')
  received!: number;

  @count('New incidents')
  opened!: number;

  @count('Incidents that go on, some of which say something new')
  updated!: number;

  @count('Incidents that are open again')
  reopened!: number;

  @count('Alerts whose end was taken over')
  resolved!: number;

  @count('Alerts that say nothing new, or speak of what is over')
  ignored!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Alerts that the sender left out (its truncatedAlerts)',
  })
  truncated!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Alerts that could not be taken' })
  skipped_count!: number;

  @ApiProperty({ type: [SkippedAlert], description: 'Why, of the first 100' })
  skipped!: SkippedAlert[];
}

/** One alert as a sender tells of it; documentation only, as whatever makes sense is taken. */
@OpenFormat()
export class AlertmanagerAlert {
  @ApiProperty({ required: false, enum: ['firing', 'resolved'], example: 'firing' })
  status?: string;

  @ApiProperty({
    ...{ type: 'object', additionalProperties: { type: 'string' } },
    example: {
      alertname: 'HighErrorRate',
      severity: 'critical',
      job: 'checkout-api',
      env: 'prod',
      team: 'Payments',
    },
  })
  labels!: Record<string, string>;

  @ApiPropertyOptional({
    ...{ type: 'object', additionalProperties: { type: 'string' } },
    example: { summary: 'One in five calls fails', description: 'Since 10:14 UTC the gateway answers 502.' },
  })
  annotations?: Record<string, string>;

  @ApiProperty({ required: false, format: 'date-time', example: '2026-01-15T10:14:00.000Z' })
  startsAt?: string;

  @ApiProperty({ required: false, format: 'date-time', example: '0001-01-01T00:00:00Z' })
  endsAt?: string;

  @ApiProperty({ required: false, example: 'https://prometheus.example.net/graph' })
  generatorURL?: string;

  @ApiProperty({
    required: false,
    example: '9f1b2c3d4e5f6071',
    description: 'Made of the labels if left out',
  })
  fingerprint?: string;
}

@OpenFormat()
export class AlertmanagerNotification {
  @ApiProperty({ required: false, example: '4' })
  version?: string;

  @ApiProperty({ required: false, type: 'integer', example: 0 })
  truncatedAlerts?: number;

  @ApiProperty({ type: [AlertmanagerAlert] })
  alerts!: AlertmanagerAlert[];
}
