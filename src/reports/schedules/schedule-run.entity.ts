import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, OneOf, Reference, Text, Timestamp } from '../../core/fields';

/** Whether a report could be asked for; how it went on is said by the report. */
export const RunStatus = { requested: 'requested', failed: 'failed' } as const;
export type RunStatus = (typeof RunStatus)[keyof typeof RunStatus];

/** A time of a template's schedule that has come. */
@Resource<ScheduleRun>({
  name: 'schedule_run',
  table: 'report_schedule_runs',
  label: 'status',
  auditedAs: { name: 'template', id: 'template_id' },
})
export class ScheduleRun extends Row {
  @Reference()
  template_id!: string;

  @Timestamp({ sort: true, time: true, range: 'run', description: 'The time of the schedule' })
  run_at!: Date;

  @OneOf(RunStatus, { enumName: 'ScheduleRunStatus', filter: true, sort: true })
  status!: RunStatus;

  @Reference({ nullable: true, description: 'The report that was asked for' })
  report_id!: string | null;

  @Text({ nullable: true, description: 'Why none could be asked for' })
  error!: string | null;

  @CreatedAt({ time: false, description: 'When a server saw to it' })
  created_at!: Date;
}
