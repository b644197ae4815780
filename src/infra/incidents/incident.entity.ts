import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Environment,
  Internal,
  Link,
  OneOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import type { Tracked } from '../tracked';
import { IncidentStatus, Severity } from './incident.enums';
import { incidentEvents } from './incident.events';

@Resource<Incident>({
  name: 'incident',
  table: 'incidents',
  label: 'jira_id',
  alternateKey: {
    column: 'jira_id',
    // Of any project of Jira, but not what the other kind of row is called here.
    pattern: /^(?!TASK-)[A-Z][A-Z0-9_]{1,19}-[1-9]\d{0,15}$/,
    formerly: 'former_jira_id',
  },
  events: incidentEvents,
  keepsWire: true,
})
export class Incident extends Row implements Tracked {
  @Text({
    generated: 'at_first',
    formerly: 'former_jira_id',
    filter: true,
    sort: true,
    search: 'A',
    example: 'INC-1042',
    description:
      'Accepted in paths in place of the id. Once there is an issue in Jira it is the key of that; what it was before is still found.',
  })
  jira_id!: string;

  @Text({
    min: 3,
    max: 200,
    sort: true,
    search: 'A',
    example: 'Checkout fails with 502 for one in five customers',
  })
  title!: string;

  @Text({
    min: 10,
    max: 20_000,
    search: 'B',
    example: 'Since 10:14 UTC the payment gateway answers 502 to about 20 % of calls.',
  })
  description!: string;

  @OneOf(Severity, { enumName: 'Severity', filter: true, sort: 'reversed', example: 'high' })
  severity!: Severity;

  @OneOf(IncidentStatus, { enumName: 'IncidentStatus', filter: true, sort: true, example: 'open' })
  status!: IncidentStatus;

  @Text({ max: 100, filter: true, sort: true, description: 'Team that is responsible', example: 'Payments' })
  squad!: string;

  @OneOf(Environment, { enumName: 'Environment', filter: true, sort: true, example: 'production' })
  environment!: Environment;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Timestamp({
    nullable: true,
    sort: true,
    range: 'resolved',
    description: 'Set while the incident is resolved or closed',
  })
  resolved_at!: Date | null;

  @Text({ nullable: true, max: 100, filter: true, sort: true, example: 'Demo Engineer' })
  assignee!: string | null;

  @TextList({ nullable: true, filter: 'tag', example: ['gateway', 'customer-facing'] })
  tags!: string[] | null;

  @TextList({ nullable: true, filter: 'affected_service', example: ['checkout-api', 'payment-gateway'] })
  affected_services!: string[] | null;

  @Text({
    nullable: true,
    max: 20_000,
    search: 'C',
    example: 'The connection pool was sized for half of the traffic.',
  })
  root_cause!: string | null;

  @Text({
    nullable: true,
    max: 20_000,
    search: 'C',
    example: 'Doubled the pool and added an alert on its saturation.',
  })
  resolution!: string | null;

  /** Found as `jira_id` is. */
  @Internal('text', { nullable: true, search: 'A' })
  former_jira_id!: string | null;

  @Link({
    nullable: true,
    example: null,
    description: 'The issue in Jira; null while there is none',
  })
  jira_url!: string | null;

  /** Moves to a status and keeps `resolved_at` true to it. */
  moveTo(status: IncidentStatus, at: Date): void {
    this.status = status;
    if (status === IncidentStatus.resolved || status === IncidentStatus.closed) this.resolved_at ??= at;
    else this.resolved_at = null;
  }
}
