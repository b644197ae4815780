import { requestOf } from '../../core/fields';
import { ReportTemplate } from './template.entity';

const TEMPLATE = ['name', 'type', 'template_content'] as const;
const CHOICES = [
  'description',
  'default_parameters',
  'fields',
  'schedule_cron',
  'schedule_timezone',
  'schedule_format',
  'schedule_period',
  'schedule_parameters',
  'schedule_enabled',
] as const;

/** A new template, or all of one that is replaced. */
export class TemplateRequest extends requestOf(ReportTemplate, { required: TEMPLATE, optional: CHOICES }) {}

export class UpdateTemplateRequest extends requestOf(ReportTemplate, {
  optional: [...TEMPLATE, ...CHOICES],
}) {}
