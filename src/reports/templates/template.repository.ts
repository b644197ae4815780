import { repositoryOf } from '../../core/database/repository-of';
import { ReportTemplate } from './template.entity';

export class TemplateRepository extends repositoryOf(ReportTemplate) {}
