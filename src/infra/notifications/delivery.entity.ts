import { Resource, Row } from '../../core/database/resource';
import { isoText } from '../../core/database/wire';
import {
  Computed,
  CreatedAt,
  Integer,
  Json,
  OneOf,
  Reference,
  Text,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { DeliveryNotDead, DeliveryOvertaken } from './delivery.errors';
import { AttemptOutcome, DeliveryAction, DeliveryStatus } from './delivery.enums';
import { type AlertNotice, NotificationChannel } from './notice';

/** The attempts of a delivery as JSON, oldest first. */
const attemptLog = (row: string): string =>
  `(select coalesce(json_agg(json_build_object('number', a.number, 'started_at', ${isoText('a.started_at')},
    'ms', a.ms, 'outcome', a.outcome, 'response_status', a.response_status, 'error', a.error) order by a.number), '[]'::json)
    from notification_attempts a where a.delivery_id = ${row}.id)`;

/** One notice on its way to one channel. */
@Resource<NotificationDelivery>({
  name: 'notification',
  table: 'notification_deliveries',
  label: 'title',
  environment: (row) => `(${row}.notice ->> 'environment')`,
})
export class NotificationDelivery extends Row {
  @Reference({ nullable: true, filter: true, description: 'The alert that is told of' })
  alert_id!: string | null;

  @OneOf(NotificationChannel, { enumName: 'NotificationChannel', filter: true, sort: true })
  channel!: NotificationChannel;

  @OneOf(DeliveryAction, { enumName: 'DeliveryAction', filter: true })
  action!: DeliveryAction;

  @Text({ example: 'cpu_usage is 97 (> 90) on web-1' })
  title!: string;

  @Json({ description: 'What is told', example: { metric_name: 'cpu_usage', value: 97 } })
  notice!: AlertNotice;

  @OneOf(DeliveryStatus, {
    enumName: 'DeliveryStatus',
    filter: true,
    sort: true,
    description: 'dead: given up until somebody retries it',
  })
  status!: DeliveryStatus;

  @Integer({ sort: true, description: 'Attempts so far' })
  attempts!: number;

  @Integer({ description: 'Attempts after which it is given up' })
  max_attempts!: number;

  @Text({ nullable: true, example: 'the receiver answered 503' })
  last_error!: string | null;

  @Integer({
    nullable: true,
    description: 'Status of the last HTTP answer, or reply code of the mail server',
  })
  response_status!: number | null;

  @Timestamp({ nullable: true, sort: true })
  last_attempt_at!: Date | null;

  @Timestamp({ nullable: true, sort: true, description: 'Null when there will be none' })
  next_attempt_at!: Date | null;

  @Timestamp({ nullable: true, sort: true })
  delivered_at!: Date | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Computed(
    { wire: attemptLog, description: 'Every attempt, oldest first' },
    {
      type: 'array',
      items: {
        type: 'object',
        required: ['number', 'started_at', 'ms', 'outcome', 'response_status', 'error'],
        properties: {
          number: { type: 'integer' },
          started_at: { type: 'string', format: 'date-time' },
          ms: { type: 'integer', nullable: true },
          outcome: { type: 'string', enum: Object.values(AttemptOutcome) },
          response_status: { type: 'integer', nullable: true },
          error: { type: 'string', nullable: true },
        },
      },
    },
  )
  attempt_log!: unknown[];

  /**
   * Gives a dead one as many attempts again. `isOver`: it tells of the beginning of an alert whose end is told of as well.
   * Throws DeliveryNotDead, DeliveryOvertaken.
   */
  revive(attempts: number, at: Date, isOver: boolean): void {
    if (this.status !== DeliveryStatus.dead) {
      throw new DeliveryNotDead(this.status);
    }
    if (isOver) {
      throw new DeliveryOvertaken(this.alert_id);
    }
    this.status = DeliveryStatus.pending;
    this.max_attempts = this.attempts + attempts;
    this.next_attempt_at = at;
  }
}
