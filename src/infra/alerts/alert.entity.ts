import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Environment,
  Float,
  Internal,
  OneOf,
  Reference,
  Text,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { Severity } from '../incidents';
import { Operator, ThresholdMetricType } from '../thresholds';
import { AlertStatus } from './alert.enums';
import { AlertAlreadyAcknowledged, AlertAlreadyResolved } from './alert.errors';
import { alertEvents } from './alert.events';

/** What a threshold found: opened by a measurement, resolved by another one or by hand, and kept. */
@Resource<Alert>({ name: 'alert', table: 'alerts', label: 'message', events: alertEvents })
export class Alert extends Row {
  @Reference({ filter: true, description: 'The rule that fired, which may have changed since' })
  threshold_id!: string;

  @Text({ filter: true, sort: true, example: 'cpu_usage' })
  metric_name!: string;

  @OneOf(ThresholdMetricType, { enumName: 'ThresholdMetricType', filter: true, sort: true })
  metric_type!: ThresholdMetricType;

  @OneOf(Environment, { enumName: 'Environment', filter: true, sort: true, example: 'production' })
  environment!: Environment;

  @Text({ nullable: true, filter: true, sort: true, example: 'checkout-api' })
  service!: string | null;

  @Text({ nullable: true, filter: true, sort: true, example: 'web-1' })
  host!: string | null;

  @OneOf(Severity, { enumName: 'Severity', filter: true, sort: 'reversed', example: 'high' })
  severity!: Severity;

  @OneOf(Operator, { enumName: 'ThresholdOperator', example: '>' })
  operator!: Operator;

  @Float({ sort: true, example: 90, description: 'As it was when the rule fired' })
  threshold_value!: number;

  @Float({ sort: true, example: 97.2, description: 'What made the rule fire' })
  value!: number;

  @Text({ min: 0, example: '%' })
  unit!: string;

  @OneOf(AlertStatus, { enumName: 'AlertStatus', filter: true, sort: true, example: 'active' })
  status!: AlertStatus;

  @Text({ search: 'A', example: 'cpu_usage is 97.2 % (> 90) on checkout-api web-1 in production' })
  message!: string;

  @Timestamp({ sort: true, range: 'triggered', description: 'When it was measured' })
  triggered_at!: Date;

  @Timestamp({ nullable: true, sort: true })
  acknowledged_at!: Date | null;

  @Text({ nullable: true, example: 'Demo Engineer' })
  acknowledged_by!: string | null;

  @Timestamp({ nullable: true, sort: true, range: 'resolved' })
  resolved_at!: Date | null;

  @Text({ nullable: true, description: 'Null when the value came back by itself', example: null })
  resolved_by!: string | null;

  @Text({ nullable: true, max: 5_000, search: 'B', example: 'The nightly export ran long.' })
  note!: string | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  /** The series that it is about. */
  @Internal('text')
  series!: string;

  get isResolved(): boolean {
    return this.status === AlertStatus.resolved;
  }

  /** Throws when it is acknowledged or resolved already. */
  acknowledge(by: string, at: Date): void {
    if (this.isResolved) throw new AlertAlreadyResolved(this.resolved_at);
    if (this.status === AlertStatus.acknowledged) throw new AlertAlreadyAcknowledged(this.acknowledged_by);
    this.status = AlertStatus.acknowledged;
    this.acknowledged_at = this.notBefore(at);
    this.acknowledged_by = by;
  }

  /** @param by null when no person did. Throws when it is resolved already. */
  resolve(by: string | null, at: Date): void {
    if (this.isResolved) throw new AlertAlreadyResolved(this.resolved_at);
    this.status = AlertStatus.resolved;
    this.resolved_at = this.notBefore(at);
    this.resolved_by = by;
  }

  /** Keeps what has been noted before. */
  remark(text: string): void {
    this.note = this.note === null ? text : `${this.note}\n${text}`;
  }

  /** Clocks may run backwards, histories must not. */
  private notBefore(at: Date): Date {
    return new Date(Math.max(at.getTime(), this.triggered_at.getTime()));
  }
}
