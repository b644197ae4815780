import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { currentActor } from '../../core/audit/audit-actor';
import { requestContext } from '../../core/context/request-context';
import { ResourceService } from '../../core/database/resource.service';
import type { Violation } from '../../core/errors/domain-error';
import type { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { ReportFormat } from '../reports/report.enums';
import { readingOf } from '../reports/report-rights';
import { newestTime, nextTime } from './schedule-times';
import { TemplateCheck } from './template-check';
import { ReportTemplate } from './template.entity';
import { readFields } from './template-fields';
import { TemplateQueries } from './template.queries';
import { TemplateRepository } from './template.repository';
import type { TemplateRequest, UpdateTemplateRequest } from './template.requests';

/** What a template has when nothing is said. */
const DEFAULTS = {
  ...{ description: null, default_parameters: null, fields: [] },
  ...{ schedule_cron: null, schedule_timezone: null, schedule_format: null, schedule_period: null },
  ...{ schedule_parameters: null, schedule_enabled: true },
};

@Injectable()
export class TemplatesService extends ResourceService<ReportTemplate> {
  constructor(
    private readonly templates: TemplateRepository,
    private readonly queries: TemplateQueries,
    private readonly whole: TemplateCheck,
    private readonly clock: Clock,
  ) {
    super(templates);
  }

  /** Throws InvalidRequest, which names the place in the template. */
  async write(request: TemplateRequest): Promise<StoredRow> {
    const template = Object.assign(new ReportTemplate(), {
      ...{ id: randomUUID(), next_run_at: null, last_run_at: null },
      created_by: currentActor().user_name,
      created_by_id: requestContext.current()?.principal?.userId ?? null,
      ...{ scheduled_by_id: null, scheduled_by: null, scheduled_with: null },
    });
    await this.settle(template, { ...DEFAULTS, ...request });
    return this.templates.add(template);
  }

  /** What the request leaves out goes back to its default. */
  replace(id: string, request: TemplateRequest): Promise<StoredRow> {
    return this.update(id, { ...DEFAULTS, ...request });
  }

  update(id: string, request: UpdateTemplateRequest): Promise<StoredRow> {
    return this.templates.change(id, (template) => this.settle(template, request));
  }

  /** Templates whose schedule has come, those that have waited longest first. */
  due(now: Date, limit: number): Promise<string[]> {
    return this.queries.due(now, limit);
  }

  /**
   * Takes note that the schedule has come: gives the template, locked until the open transaction ends, and the time of the
   * schedule that it is. Null when it has not, or somebody else has taken note. Throws NotFound.
   */
  async advance(id: string, now: Date): Promise<{ template: ReportTemplate; runAt: Date } | null> {
    const found: { template: ReportTemplate; runAt: Date }[] = [];
    await this.templates.change(id, (template) => {
      const { next_run_at: due, schedule_cron: cron, schedule_timezone } = template;
      if (!due || due > now || cron === null) return;
      const schedule = { cron, timezone: schedule_timezone ?? 'UTC' };
      const runAt = newestTime(schedule, due, now);
      Object.assign(template, { last_run_at: runAt, next_run_at: nextTime(schedule, now) });
      found.push({ template, runAt });
    });
    return found[0] ?? null;
  }

  /** Throws Forbidden when somebody who may read this much may not see all that the template's schedule brings. */
  refuseUnseen(template: ReportTemplate, held: ReadonlySet<string>): void {
    this.whole.refuseUnseen(template, held);
  }

  /** Takes the request over and sees that the template is right as a whole. */
  private async settle(template: ReportTemplate, request: UpdateTemplateRequest): Promise<void> {
    const before = scheduleOf(template);
    const brought = broughtBy(template);
    const { fields: raw, ...rest } = request;
    Object.assign(template, rest);
    const violations: Violation[] = [];
    if (raw) {
      const read = readFields(raw);
      template.fields = read.fields;
      violations.push(...read.violations);
    }
    await this.whole.check(template, violations);
    if (template.schedule_cron !== null) {
      template.schedule_timezone ??= 'UTC';
      template.schedule_format ??= ReportFormat.pdf;
    }
    const brings = broughtBy(template);
    if (brings !== null && brings !== brought) {
      this.whole.refuseForeignSchedule(template);
      Object.assign(template, whoSchedules());
    }
    // Whoever corrects a title does not start the schedule anew.
    if (scheduleOf(template) !== before) template.next_run_at = this.nextRun(template);
  }

  private nextRun({ schedule_cron: cron, schedule_timezone, schedule_enabled }: ReportTemplate): Date | null {
    if (cron === null || !schedule_enabled) return null;
    return nextTime({ cron, timezone: schedule_timezone ?? 'UTC' }, this.clock.now());
  }
}

/** Whoever asks: a schedule runs with what they might read. */
const whoSchedules = () => {
  const principal = requestContext.current()?.principal;
  return {
    scheduled_by_id: principal?.userId ?? null,
    scheduled_by: principal?.userName ?? null,
    scheduled_with: principal ? readingOf(principal.permissions) : null,
  };
};

const scheduleOf = ({ schedule_cron, schedule_timezone, schedule_enabled }: ReportTemplate): string =>
  JSON.stringify([schedule_cron ?? null, schedule_timezone ?? null, schedule_enabled]);

/** All that decides what the schedule brings, when and how; null when it brings nothing. */
const broughtBy = (template: ReportTemplate): string | null => {
  const { type, template_content, default_parameters } = template;
  const { schedule_parameters, schedule_period, schedule_format } = template;
  return (template.schedule_cron ?? null) === null || !template.schedule_enabled
    ? null
    : JSON.stringify([
        ...[scheduleOf(template), type, template_content, template.fields],
        ...[default_parameters, schedule_parameters, schedule_period, schedule_format],
      ]);
};
