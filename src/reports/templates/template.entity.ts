import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Flag, Internal, Json, OneOf, Text, Timestamp, UpdatedAt } from '../../core/fields';
import { ReportFormat, ReportType } from '../reports/report.enums';
import type { TemplateField } from './template-field';
import { TemplateFields } from './template-fields.decorator';
import { MAX_TEMPLATE } from './template-syntax';
import { SchedulePeriod } from './template.enums';

/** How a report is laid out and what it asks for; it may also say when the report is made by itself. */
@Resource<ReportTemplate>({ name: 'template', table: 'report_templates', label: 'name' })
export class ReportTemplate extends Row {
  @Text({ min: 3, max: 200, filter: true, sort: true, search: 'A', example: 'Weekly operations review' })
  name!: string;

  @OneOf(ReportType, {
    ...{ enumName: 'ReportType', filter: true, sort: true, example: 'custom' },
    description: 'Which figures it may show: those of this type of report; `custom` has them all',
  })
  type!: ReportType;

  @Text({ nullable: true, max: 2_000, search: 'B', example: 'For the meeting on Monday.' })
  description!: string | null;

  @Text({
    ...{ min: 0, max: MAX_TEMPLATE, bulky: true },
    description:
      'Mustache over HTML. Empty for a type other than custom: the report then looks as reports of this type do',
    example: '<h2>Costs</h2><p>{{costs.figures.total}} in all.</p>',
  })
  template_content!: string;

  @Json({
    ...{ nullable: true, example: { squad: 'Payments' } },
    description: 'Values of fields that are not given when a report is asked for',
  })
  default_parameters!: Record<string, unknown> | null;

  @TemplateFields({ description: 'What a report is asked with' })
  fields!: TemplateField[];

  @Text({ max: 200, filter: true, sort: true, example: 'Demo Admin' })
  created_by!: string;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Text({
    ...{ nullable: true, max: 200, example: '0 8 * * 1' },
    description: 'When a report is made by itself: minute, hour, day of month, month, day of week',
  })
  schedule_cron!: string | null;

  @Text({
    ...{ nullable: true, max: 64, example: 'Europe/Berlin' },
    description: 'IANA time zone of the schedule; UTC unless said',
  })
  schedule_timezone!: string | null;

  @OneOf(ReportFormat, { enumName: 'ReportFormat', nullable: true, description: 'pdf unless said' })
  schedule_format!: ReportFormat | null;

  @OneOf(SchedulePeriod, {
    ...{ enumName: 'SchedulePeriod', nullable: true, example: 'previous_week' },
    description: 'What a scheduled report speaks of; null leaves it to the type of report',
  })
  schedule_period!: SchedulePeriod | null;

  @Json({ nullable: true, description: 'Parameters of scheduled reports', example: { squad: 'Payments' } })
  schedule_parameters!: Record<string, unknown> | null;

  @Flag({ filter: true, example: true, description: 'A disabled schedule rests' })
  schedule_enabled!: boolean;

  @Timestamp({ nullable: true, sort: true, description: 'When the schedule comes next; null if it does not' })
  next_run_at!: Date | null;

  @Timestamp({ nullable: true, sort: true, description: 'The time of the schedule that came last' })
  last_run_at!: Date | null;

  @Internal('uuid', { nullable: true })
  created_by_id!: string | null;

  /** Who set the schedule, or changed last what it brings: told of its reports. Null: whoever wrote the template. */
  @Internal('uuid', { nullable: true })
  scheduled_by_id!: string | null;

  @Internal('text', { nullable: true })
  scheduled_by!: string | null;

  /** What they might read then. Null: whatever the account may. */
  @Internal('text_list', { nullable: true })
  scheduled_with!: string[] | null;
}
