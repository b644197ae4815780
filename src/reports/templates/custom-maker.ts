import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { setImmediate } from 'node:timers/promises';
import { requestContext } from '../../core/context/request-context';
import { Forbidden, InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { dayOf } from '../../core/time/calendar';
import {
  type ContentMaker,
  ContentMakers,
  periodLengthOf,
  type ReportContent,
  type ReportPeriod,
  type ReportTask,
  type ReportWish,
} from '../figures';
import { ReportType } from '../reports/report.enums';
import { checkValues, filledValues, missingValues } from './field-values';
import { type FigureSet, figureSetsOf, restrictionsOf } from './figure-sets';
import { sanitized } from './markup';
import { sectionsOf } from './markup-sections';
import { markupTree } from './markup-tree';
import { shownValue } from './shown-value';
import { hasLayout } from './template-check';
import { TemplateFault } from './template-fault';
import { modelOf } from './template-model';
import { renderTemplate } from './template-rendering';
import { parseTemplate } from './template-syntax';
import type { ReportTemplate } from './template.entity';
import { TemplateUnusable } from './template.errors';
import { TemplateRepository } from './template.repository';

const DEFAULT_DAYS = 30;
const ID = 'parameters.template_id';
const MISFIT = 'The template has changed and the report no longer fits it';

type Values = Readonly<Record<string, unknown>>;

/** Makes reports of templates: `custom`, with `parameters.template_id` and a value for each of its fields. */
@Injectable()
export class CustomMaker implements ContentMaker {
  readonly permission = 'read:reports';

  constructor(
    private readonly makers: ContentMakers,
    private readonly templates: TemplateRepository,
  ) {
    makers.define(ReportType.custom, this);
  }

  /** With the values of all fields, so that the report tells what it was made with. */
  async check(wish: ReportWish): Promise<Record<string, unknown>> {
    const { template_id, ...given } = wish.parameters;
    if (!isUUID(template_id)) throw InvalidRequest.field(ID, `${ID} must be the id of a report template`);
    const template = await this.templates.find(template_id as string);
    if (!template) throw InvalidRequest.field(ID, `${ID}: there is no report template with this id`);
    if (!hasLayout(template)) {
      const maker = this.presetMaker(template);
      this.refuseForeignFigures([maker.permission]);
      const parameters = { ...template.default_parameters, ...given };
      return { template_id, ...(await maker.check({ ...wish, parameters })) };
    }
    const violations = faultsOf(template, given);
    if (violations.length > 0) throw new InvalidRequest(violations);
    const values = filledValues(template.fields, template.default_parameters, given);
    await this.checkFigures(this.figuresOf(template), values, wish);
    const filled = Object.entries(values).filter(([, value]) => value !== null);
    return { template_id, ...Object.fromEntries(filled) };
  }

  /** Throws TemplateUnusable when the template is gone or the parameters do not fit it any more, and Forbidden. */
  async recheck(wish: ReportWish): Promise<Record<string, unknown>> {
    await this.templateOf(wish.parameters.template_id);
    try {
      return await this.check(wish);
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      const [{ message }] = error.details as Violation[];
      throw new TemplateUnusable(`${MISFIT}: ${message}.`);
    }
  }

  async periodOf(wish: ReportWish): Promise<ReportPeriod | null> {
    const { template_id, ...parameters } = wish.parameters;
    const template = await this.templateOf(template_id);
    if (template.type !== ReportType.custom) {
      const own = hasLayout(template) ? {} : parameters;
      return this.makers.of(template.type).periodOf({ ...wish, parameters: own });
    }
    return periodLengthOf(wish.period, wish.now, DEFAULT_DAYS);
  }

  async make(task: ReportTask): Promise<ReportContent> {
    const { template_id, ...given } = task.parameters;
    const template = await this.templateOf(template_id);
    if (!hasLayout(template)) {
      const type = this.presetMaker(template);
      return type.make({ ...task, type: template.type, parameters: given });
    }
    try {
      return await this.fill(template, task, given);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      throw new TemplateUnusable(`The template cannot be filled: ${error.message}.`);
    }
  }

  private async fill(template: ReportTemplate, task: ReportTask, given: Values): Promise<ReportContent> {
    const nodes = parseTemplate(template.template_content);
    const values = filledValues(template.fields, template.default_parameters, given);
    const { start, end } = task.period ?? { start: task.moment, end: task.moment };
    const report = {
      ...{ name: task.name, generated_by: task.generatedBy, generated_at: task.moment.toISOString() },
      ...{ period_start: dayOf(start), period_end: lastDay(end) },
    };
    // Fields by their bare names too; what the report itself offers goes first.
    const model: Record<string, unknown> = { ...values, parameters: values, report };
    const summary = [];
    const sets = figureSetsOf(template.type, nodes);
    for (const set of sets) {
      task.signal.throwIfAborted();
      const content = await this.contentOf(set, task, values);
      model[set.root] = modelOf(content);
      summary.push(...content.summary.map((figure) => ({ ...figure, name: `${set.root}_${figure.name}` })));
    }
    const filled = renderTemplate(nodes, model);
    // Each step can take some tenths of a second, and others want to be served in between.
    await setImmediate();
    const markup = sanitized(filled);
    await setImmediate();
    // All else the template shows itself, if it wants to.
    const restricting = new Set(sets.flatMap((set) => Object.keys(restrictionsOf(set, values))));
    const facts = template.fields
      .filter(({ name }) => restricting.has(name))
      .map(({ name, label }) => ({ label, text: shownValue(values[name]) }));
    return {
      ...{ title: template.name, subtitle: template.description, markup, summary, hidesSummary: true },
      facts,
      sections: sectionsOf(markupTree(markup), template.name),
    };
  }

  private async contentOf(set: FigureSet, task: ReportTask, values: Values): Promise<ReportContent> {
    const maker = this.makers.of(set.type);
    const parameters = restrictionsOf(set, values);
    const asked = task.period && {
      start: task.period.start.toISOString(),
      end: task.period.end.toISOString(),
    };
    const period = await maker.periodOf({ parameters, period: asked ?? {}, now: task.moment });
    return maker.make({ ...task, type: set.type, parameters, period });
  }

  /** Values that restrict figures must be right for those, too; and whoever asks must be allowed to see them. */
  private async checkFigures(sets: readonly FigureSet[], values: Values, wish: ReportWish): Promise<void> {
    this.refuseForeignFigures(sets.map(({ type }) => this.makers.of(type).permission));
    for (const set of sets) {
      await this.makers.of(set.type).check({ ...wish, parameters: restrictionsOf(set, values) });
    }
  }

  /** Without a request nobody asks but a schedule, and those are made by people who may read everything. */
  private refuseForeignFigures(permissions: readonly string[]): void {
    const held = requestContext.current()?.principal?.permissions;
    const missing = held && permissions.find((permission) => !held.has(permission));
    if (missing)
      throw new Forbidden(
        `This template shows what takes the permission ${missing}.`,
        { missing_permission: missing },
        'Choose another template, or ask an administrator for the permission.',
      );
  }

  private figuresOf(template: ReportTemplate): readonly FigureSet[] {
    return figureSetsOf(template.type, parseTemplate(template.template_content));
  }

  private presetMaker({ type }: ReportTemplate): ContentMaker {
    // Never of the type custom, which takes a layout.
    return this.makers.of(type);
  }

  /** Throws TemplateUnusable when it has been removed since. */
  private async templateOf(id: unknown): Promise<ReportTemplate> {
    const template = await this.templates.find(id as string);
    if (!template)
      throw new TemplateUnusable(
        'The template of this report has been removed.',
        { template_id: id },
        'Make a new report with another one.',
      );
    return template;
  }
}

const faultsOf = ({ fields, default_parameters }: ReportTemplate, given: Values): Violation[] => [
  ...checkValues(fields, given, 'parameters'),
  ...missingValues(fields, default_parameters, given, 'parameters'),
];

/** The end of a period is not part of it. */
const lastDay = (end: Date): string => dayOf(new Date(end.getTime() - 1));
