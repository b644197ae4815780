import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Flag, Float, Integer, Internal, OneOf, SomeOf, Text, UpdatedAt } from '../../core/fields';
import { Severity } from '../incidents';
import { METRIC_NAME } from '../metrics';
import { NotificationChannel } from '../notifications';
import { Operator, ThresholdEnvironment, ThresholdMetricType } from './threshold.enums';

const WEEK_MINUTES = 7 * 24 * 60;

/** A rule that raises an alert when a measurement crosses it. */
@Resource<Threshold>({ name: 'threshold', table: 'thresholds', label: 'metric_name' })
export class Threshold extends Row {
  @Text({
    max: 200,
    // A rule for a name that no measurement can have would watch in vain.
    pattern: METRIC_NAME,
    patternMessage: 'must be made of letters, digits and _ . : - and begin with a letter or _',
    filter: true,
    sort: true,
    search: 'A',
    example: 'cpu_usage',
  })
  metric_name!: string;

  @OneOf(ThresholdMetricType, { enumName: 'ThresholdMetricType', filter: true, sort: true })
  metric_type!: ThresholdMetricType;

  @OneOf(Operator, { enumName: 'ThresholdOperator', filter: true, sort: true, example: '>' })
  operator!: Operator;

  @Float({ filter: true, sort: true, example: 90 })
  threshold_value!: number;

  @OneOf(Severity, { enumName: 'Severity', filter: true, sort: 'reversed', example: 'high' })
  severity!: Severity;

  @OneOf(ThresholdEnvironment, { enumName: 'ThresholdEnvironment', filter: true, sort: true })
  environment!: ThresholdEnvironment;

  @Flag({ filter: true, sort: true, example: true })
  enabled!: boolean;

  @SomeOf(NotificationChannel, {
    enumName: 'NotificationChannel',
    filter: 'notification_channel',
    example: ['email', 'slack'],
  })
  notification_channels!: NotificationChannel[];

  @Integer({
    max: WEEK_MINUTES,
    filter: true,
    sort: true,
    description: 'Least time between two alerts of one series',
    example: 15,
  })
  cooldown_minutes!: number;

  @Text({ nullable: true, max: 2_000, search: 'B', example: 'Checkout slows down beyond this.' })
  description!: string | null;

  @Text({ max: 200, filter: true, sort: true, example: 'Demo Admin' })
  created_by!: string;

  /** Whose sockets hear of its alerts. */
  @Internal('uuid', { nullable: true })
  created_by_id!: string | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;
}
