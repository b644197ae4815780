import { Resource, Row } from '../../core/database/resource';
import {
  Computed,
  CreatedAt,
  Environment,
  Integer,
  Internal,
  Json,
  OneOf,
  Text,
  Timestamp,
} from '../../core/fields';
import { type AskedBy, ReportFormat, ReportStatus, ReportType } from './report.enums';

/** Null until there is a file of the newest version. */
const fileUrl = (row: string, base: () => string): string =>
  `case when ${row}.status = 'completed' then ${base()} || '/api/v1/reports/' || ${row}.id || '/download' end`;

/** What the author asked for, as moments; what is missing is decided anew each time the report is made. */
export interface AskedPeriod {
  readonly start?: string;
  readonly end?: string;
}

@Resource<Report>({ name: 'report', table: 'reports', label: 'name' })
export class Report extends Row {
  @Text({ min: 3, max: 200, sort: true, search: 'A', example: 'Incidents of January' })
  name!: string;

  @OneOf(ReportType, { enumName: 'ReportType', filter: true, sort: true })
  type!: ReportType;

  @OneOf(ReportStatus, { enumName: 'ReportStatus', filter: true, sort: true })
  status!: ReportStatus;

  // Not `format`, which asks a list for CSV.
  @OneOf(ReportFormat, { enumName: 'ReportFormat', filter: 'report_format', sort: true })
  format!: ReportFormat;

  @Computed(
    {
      wire: fileUrl,
      nullable: true,
      description: 'Where the newest version can be downloaded; null until it is completed',
    },
    { type: String, format: 'uri', nullable: true },
  )
  file_url!: string | null;

  @Integer({
    nullable: true,
    sort: true,
    description: 'Bytes of the newest version; null until it is completed',
  })
  file_size!: number | null;

  @Json({
    description: 'What the report was asked for; which names there are depends on the type',
    example: { squad: 'Payments' },
  })
  parameters!: Record<string, unknown>;

  @Text({ filter: true, sort: true, example: 'Demo Engineer' })
  generated_by!: string;

  @CreatedAt({
    range: 'generated',
    description: 'When the newest version was finished, or asked for while it is not',
  })
  generated_at!: Date;

  @Timestamp({ nullable: true, sort: true, description: 'First moment of the period' })
  period_start!: Date | null;

  @Timestamp({ nullable: true, sort: true, description: 'End of the period, which is not part of it' })
  period_end!: Date | null;

  @Integer({
    ...{ as: 'version', min: 1, sort: true, example: 1 },
    description: 'Number of the newest version: the one that is being made, or was made last',
  })
  edition!: number;

  @Integer({ max: 100, description: 'How far it is; 100 once it is completed', example: 100 })
  percentage!: number;

  @Text({ nullable: true, max: 1_000, description: 'Why it failed' })
  error!: string | null;

  @Timestamp({ nullable: true, description: 'The one moment that all figures of the newest version are of' })
  snapshot_at!: Date | null;

  @OneOf(Environment, {
    ...{ enumName: 'Environment', nullable: true, filter: true },
    description: 'The only one that its figures are of; null is all',
  })
  environment!: Environment | null;

  /** Who is told how it goes. */
  @Internal('uuid')
  user_id!: string;

  @Internal('text')
  asked_by!: AskedBy;

  /** What whoever asked might read then. Null: whatever their account may. */
  @Internal('json', { nullable: true })
  asked_with!: readonly string[] | null;

  @Internal('json')
  asked_period!: AskedPeriod;

  /** How often the newest version was begun; whoever began last is the one who may go on. */
  @Internal('integer')
  attempts!: number;

  /** Until when whoever is at it is taken to be alive. */
  @Internal('timestamp', { nullable: true })
  lease_until!: Date | null;
}
