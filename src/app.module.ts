import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from './admin/admin.module';
import { AuditLog } from './admin/audit/audit-log.entity';
import { AuthModule } from './auth/auth.module';
import { ApiToken, User } from './auth';
import type { Config } from './config';
import { CoreModule } from './core/core.module';
import { BudgetPlan } from './finops/budgets/budget-plan.entity';
import { Cost } from './finops/costs/cost.entity';
import { Credit } from './finops/credits/credit.entity';
import { FinopsModule } from './finops/finops.module';
import { CostImport } from './finops/imports/cost-import.entity';
import { Recommendation } from './finops/recommendations/recommendation.entity';
import { GatewayModule } from './gateway/gateway.module';
import { HealthModule } from './health/health.module';
import { IntegrationsModule } from './integrations';
import { Alert } from './infra/alerts/alert.entity';
import { Evidence } from './infra/evidence/evidence.entity';
import { Incident } from './infra/incidents/incident.entity';
import { InfraModule } from './infra/infra.module';
import { Metric } from './infra/metrics/metric.entity';
import { NotificationDelivery } from './infra/notifications/delivery.entity';
import { Task } from './infra/tasks/task.entity';
import { Threshold } from './infra/thresholds/threshold.entity';
import { Asset } from './secops/assets/asset.entity';
import { MitreDetection } from './secops/mitre/detection.entity';
import { Report } from './reports/reports/report.entity';
import { ReportVersion } from './reports/reports/report-version.entity';
import { ScheduleRun } from './reports/schedules/schedule-run.entity';
import { ReportTemplate } from './reports/templates/template.entity';
import { ObservabilityModule } from './observability/observability.module';
import { ReportsModule } from './reports/reports.module';
import { SecopsModule } from './secops/secops.module';
import { SopExecution } from './sops/executions/execution.entity';
import { Sop } from './sops/procedures/sop.entity';
import { SopVersion } from './sops/procedures/sop-version.entity';
import { SopsModule } from './sops/sops.module';
import { Vulnerability } from './secops/vulnerabilities/vulnerability.entity';

/** Every resource of the product. */
export const ENTITIES = [
  User,
  AuditLog,
  ApiToken,
  Incident,
  Evidence,
  Task,
  Metric,
  NotificationDelivery,
  Threshold,
  Alert,
  Asset,
  Vulnerability,
  MitreDetection,
  Cost,
  CostImport,
  Credit,
  BudgetPlan,
  Recommendation,
  Report,
  ReportVersion,
  ReportTemplate,
  ScheduleRun,
  Sop,
  SopVersion,
  SopExecution,
];

@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with({ config, databaseUrl, entities: ENTITIES }),
        AuthModule,
        InfraModule,
        SecopsModule,
        FinopsModule,
        ReportsModule,
        SopsModule,
        IntegrationsModule,
        AdminModule,
        GatewayModule,
        HealthModule,
        ObservabilityModule,
      ],
    };
  }
}
