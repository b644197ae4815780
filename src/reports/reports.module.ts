import { Module } from '@nestjs/common';
import { FinopsModule } from '../finops';
import { InfraModule, NotificationsModule } from '../infra';
import { SecopsModule } from '../secops';
import { ContentMakers } from './figures/content-makers';
import { CostFigureQueries } from './figures/cost-figures.queries';
import { CostReport } from './figures/cost-report';
import { IncidentFigureQueries } from './figures/incident-figures.queries';
import { IncidentSummary } from './figures/incident-summary';
import { SlaReport } from './figures/sla-report';
import { SnapshotQueries } from './figures/snapshot.queries';
import { VulnerabilityFigureQueries } from './figures/vulnerability-figures.queries';
import { VulnerabilityReport } from './figures/vulnerability-report';
import { ReportRenderer } from './rendering/report-renderer';
import { ReportChores } from './reports/report.chores';
import { ReportMaker } from './reports/report-maker';
import { ReportNews } from './reports/report-news';
import { ReportQueries } from './reports/report.queries';
import { ReportRepository } from './reports/report.repository';
import { ReportVersionRepository } from './reports/report-version.repository';
import { ReportRights } from './reports/report-rights';
import { ReportsController } from './reports/reports.controller';
import { ReportsService } from './reports/reports.service';
import { SchedulesController } from './schedules/schedules.controller';
import { ScheduleRunRepository } from './schedules/schedule-run.repository';
import { SchedulesService } from './schedules/schedules.service';
import { CustomMaker } from './templates/custom-maker';
import { TemplateCheck } from './templates/template-check';
import { TemplateQueries } from './templates/template.queries';
import { TemplateRepository } from './templates/template.repository';
import { TemplatesController } from './templates/templates.controller';
import { TemplatesService } from './templates/templates.service';

/** What is told to those who were not there: reports, their templates and their schedules. */
@Module({
  imports: [InfraModule, SecopsModule, FinopsModule, NotificationsModule],
  controllers: [ReportsController, TemplatesController, SchedulesController],
  providers: [
    ContentMakers,
    SnapshotQueries,
    IncidentSummary,
    IncidentFigureQueries,
    SlaReport,
    VulnerabilityReport,
    VulnerabilityFigureQueries,
    CostReport,
    CostFigureQueries,
    ReportRenderer,
    ReportsService,
    ReportRepository,
    ReportVersionRepository,
    ReportQueries,
    ReportMaker,
    ReportNews,
    ReportRights,
    ReportChores,
    TemplateRepository,
    TemplateQueries,
    TemplateCheck,
    TemplatesService,
    CustomMaker,
    ScheduleRunRepository,
    SchedulesService,
  ],
})
export class ReportsModule {}
