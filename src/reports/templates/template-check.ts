import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { requestContext } from '../../core/context/request-context';
import { Forbidden, InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Clock } from '../../core/time/clock';
import { ContentMakers } from '../figures/content-makers';
import { ReportType } from '../reports/report.enums';
import { checkValues, missingValues } from './field-values';
import { figureSetsOf } from './figure-sets';
import { checkMarkup } from './markup';
import { checkSchedule, ScheduleFault } from './schedule-times';
import { TemplateFault } from './template-fault';
import { parseTemplate } from './template-syntax';
import type { ReportTemplate } from './template.entity';

/** Whether a template has a layout of its own, or only presets how reports of its type are asked for. */
export const hasLayout = ({ template_content }: ReportTemplate): boolean => template_content.trim() !== '';

/** Looks at a template as a whole, before it is kept. */
@Injectable()
export class TemplateCheck {
  constructor(
    private readonly makers: ContentMakers,
    private readonly clock: Clock,
  ) {}

  /** Throws InvalidRequest with everything that is wrong; `found` is what is known already. */
  async check(template: ReportTemplate, found: readonly Violation[]): Promise<void> {
    const violations = [...found, ...contentFaults(template), ...scheduleFaults(template)];
    // Values are held against fields, and those must be right.
    if (found.length === 0) {
      violations.push(
        ...(await this.parameterFaults(template, template.default_parameters, 'default_parameters')),
        ...(await this.parameterFaults(template, template.schedule_parameters, 'schedule_parameters')),
        ...missingFaults(template),
      );
    }
    if (violations.length > 0) throw new InvalidRequest(violations);
  }

  /**
   * A schedule runs with what whoever sets it may read, and everywhere: they must be allowed to see what it brings. Throws
   * Forbidden. Without a request nobody asks.
   */
  refuseForeignSchedule(template: ReportTemplate): void {
    const held = requestContext.current()?.principal?.permissions;
    if (!held) return;
    const bound = boundEnvironment();
    if (bound !== null)
      throw new Forbidden(
        'A schedule makes reports of all environments; these credentials are bound to one.',
        { environment: bound },
        'Leave the schedule out, or use credentials that are bound to none.',
      );
    this.refuseUnseen(template, held);
  }

  /** Throws Forbidden when somebody who may read this much may not see all that the template's schedule brings. */
  refuseUnseen(template: ReportTemplate, held: ReadonlySet<string>): void {
    const types = hasLayout(template)
      ? figureSetsOf(template.type, parseTemplate(template.template_content)).map(({ type }) => type)
      : [template.type];
    const missing = types
      .map((type) => this.makers.of(type).permission)
      .find((permission) => !held.has(permission));
    if (missing !== undefined)
      throw new Forbidden(
        `This schedule brings what takes the permission ${missing}.`,
        { missing_permission: missing },
        'Leave the schedule out, or ask an administrator for the permission.',
      );
  }

  private async parameterFaults(
    template: ReportTemplate,
    given: Record<string, unknown> | null,
    prefix: string,
  ): Promise<Violation[]> {
    if (!given) return [];
    if (hasLayout(template)) return checkValues(template.fields, given, prefix);
    if (template.type === ReportType.custom) return [];
    try {
      await this.makers.of(template.type).check({ parameters: given, period: {}, now: this.clock.now() });
      return [];
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      return (error.details as Violation[]).map(({ field, message }) => ({
        field: field.replace(/^parameters\b/, prefix),
        message: message.replace(/^parameters\b/, prefix),
      }));
    }
  }
}

function contentFaults(template: ReportTemplate): Violation[] {
  const field = 'template_content';
  if (!hasLayout(template)) {
    if (template.type === ReportType.custom) {
      return [{ field, message: `${field} must not be blank in a template of the type custom` }];
    }
    if (template.fields.length === 0) return [];
    const message =
      'fields are for a template with content: without, a report takes the parameters of its type';
    return [{ field: 'fields', message }];
  }
  try {
    parseTemplate(template.template_content);
    checkMarkup(template.template_content);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return [{ field, message: `${field} ${error.message}` }];
  }
}

function scheduleFaults({ schedule_cron: cron, schedule_timezone }: ReportTemplate): Violation[] {
  try {
    checkSchedule({ cron: cron ?? '0 0 1 1 *', timezone: schedule_timezone ?? 'UTC' });
    return [];
  } catch (error) {
    if (!(error instanceof ScheduleFault)) throw error;
    return [{ field: error.field, message: `${error.field} ${error.message}` }];
  }
}

/** Nobody is there to be asked when a schedule comes. */
function missingFaults(template: ReportTemplate): Violation[] {
  const { schedule_cron, fields, default_parameters, schedule_parameters } = template;
  if (schedule_cron === null || !hasLayout(template)) return [];
  return missingValues(fields, default_parameters, schedule_parameters ?? {}, 'schedule_parameters');
}
