import { repositoryOf } from '../../core/database/repository-of';
import { ReportVersion } from './report-version.entity';

/** Versions come from the maker of reports, never from a request. */
export class ReportVersionRepository extends repositoryOf(ReportVersion) {}
