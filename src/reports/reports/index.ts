export { Report } from './report.entity';
export { ReportFormat, ReportStatus, ReportType } from './report.enums';
export { type Author, type ReportRequest, ReportsService } from './reports.service';
