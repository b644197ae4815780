export { Report } from './report.entity';
export { AskedBy, ReportFormat, ReportStatus, ReportType } from './report.enums';
export { ReportRights } from './report-rights';
export { type Author, type ReportRequest, ReportsService } from './reports.service';
