import { repositoryOf } from '../../core/database/repository-of';
import { Report } from './report.entity';

export class ReportRepository extends repositoryOf(Report) {}
