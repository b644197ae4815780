export { hasLayout } from './template-check';
export { ReportTemplate } from './template.entity';
export { SchedulePeriod } from './template.enums';
export { TemplatesService } from './templates.service';
