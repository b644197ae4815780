import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { DomainError, NotFound, type Violation } from '../../core/errors/domain-error';
import type { CsvExport, Page } from '../../core/http/answers';
import { Housekeeping } from '../../core/jobs/housekeeping';
import type { ListQuery } from '../../core/lists/list-query';
import { log } from '../../core/logging/logger';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import {
  AskedBy,
  type Author,
  type ReportRequest,
  ReportRights,
  ReportsService,
  ReportType,
} from '../reports';
import { hasLayout, type ReportTemplate, TemplatesService } from '../templates';
import { calendarDay, periodBefore } from './schedule-period';
import { RunStatus, ScheduleRun } from './schedule-run.entity';
import { ScheduleRunRepository } from './schedule-run.repository';

const LOOK_MS = 10_000;
/** Of those that are due at once, as many in one look. */
const BATCH = 50;
const MAX_NAME = 200;

/** Asks for the reports that templates are scheduled for. Every instance looks, and each time of a schedule comes once. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly runs: ScheduleRunRepository,
    private readonly templates: TemplatesService,
    private readonly reports: ReportsService,
    private readonly rights: ReportRights,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    housekeeping: Housekeeping,
  ) {
    housekeeping.every(LOOK_MS, 'ask for scheduled reports', () => this.runDue());
  }

  async listRuns(template_id: string, query: ListQuery): Promise<Page | CsvExport> {
    const { id } = await this.templates.read(template_id);
    return this.runs.list(query, { template_id: id });
  }

  /** Runs every schedule whose time has come. What was missed while no server ran comes once. */
  async runDue(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.templates.due(now, BATCH)) {
      try {
        await this.work.run(() => this.run(id, now));
      } catch (error) {
        // Removed in between.
        if (error instanceof NotFound) continue;
        // The others must not wait for it; it is still due, and comes with the next look.
        log.warn({ err: error, template: id }, 'a scheduled report could not be asked for');
      }
    }
  }

  /** In one transaction: the schedule moves on, the run is on record, the report is asked for. */
  private async run(id: string, now: Date): Promise<void> {
    const due = await this.templates.advance(id, now);
    // Another instance was first, or the schedule was changed.
    if (!due || (await this.runs.has(id, due.runAt))) return;
    const run = { id: randomUUID(), template_id: id, run_at: due.runAt };
    try {
      const author = await this.authorOf(due.template);
      // Whoever set it may have lost a permission, or have set it before anybody looked.
      this.templates.refuseUnseen(due.template, author.permissions);
      const { id: report_id } = await this.reports.generate(requestOf(due.template, due.runAt), author);
      await this.record({ ...run, status: RunStatus.requested, report_id, error: null });
    } catch (error) {
      // It was refused before anything was written.
      if (!(error instanceof DomainError) || error.status >= 500) throw error;
      await this.record({ ...run, status: RunStatus.failed, report_id: null, error: wordsOf(error) });
    }
  }

  /** Whoever set the schedule; if that is not known, whoever wrote the template. Throws Forbidden. */
  private async authorOf(template: ReportTemplate): Promise<Author> {
    const { created_by, created_by_id, scheduled_by, scheduled_by_id, scheduled_with } = template;
    const userId = scheduled_by_id ?? created_by_id;
    const permissions = await this.rights.ofSchedule(userId, scheduled_with);
    // Nobody at all has been refused.
    const who = { userId: userId!, userName: scheduled_by ?? created_by, environment: null };
    return { ...who, permissions, askedBy: AskedBy.schedule };
  }

  private async record(run: Omit<ScheduleRun, 'created_at' | 'deleted_at' | 'version'>): Promise<void> {
    await this.runs.add(Object.assign(new ScheduleRun(), run));
  }
}

function requestOf(template: ReportTemplate, runAt: Date): ReportRequest {
  const { id, type, default_parameters, schedule_parameters, schedule_period } = template;
  const timezone = template.schedule_timezone ?? 'UTC';
  const day = dayOf(calendarDay(runAt, timezone));
  const period = schedule_period && periodBefore(schedule_period, runAt, timezone);
  return {
    name: `${template.name.slice(0, MAX_NAME - day.length - 2)}, ${day}`,
    ...(hasLayout(template)
      ? { type: ReportType.custom, parameters: { template_id: id, ...schedule_parameters } }
      : { type, parameters: { ...default_parameters, ...schedule_parameters } }),
    format: template.schedule_format ?? 'pdf',
    period_start: period?.start.toISOString() ?? null,
    period_end: period?.end.toISOString() ?? null,
  };
}

const wordsOf = ({ message, details }: DomainError): string =>
  (Array.isArray(details) ? (details as Violation[]).map((one) => one.message).join('; ') : message).slice(
    0,
    1_000,
  );
