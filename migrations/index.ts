import { CreateCore20261101000000 } from './20261101000000-create-core';
import { CreateTasks20261102000000 } from './20261102000000-create-tasks';
import { CreateMetrics20261103000000 } from './20261103000000-create-metrics';
import { CreateThresholdsAndAlerts20261104000000 } from './20261104000000-create-thresholds-and-alerts';
import { CreateJobQueue20261105000000 } from './20261105000000-create-job-queue';
import { CreateNotificationDeliveries20261105000001 } from './20261105000001-create-notification-deliveries';
import { SumSlaHours20261105000002 } from './20261105000002-sum-sla-hours';
import { CountMetrics20261105000003 } from './20261105000003-count-metrics';
import { KeepDaysOfMetrics20261105000004 } from './20261105000004-keep-days-of-metrics';
import { SupersedeEvents20261105000005 } from './20261105000005-supersede-events';
import { RememberReachedRecipients20261105000008 } from './20261105000008-remember-reached-recipients';
import { CreateAssets20261106000000 } from './20261106000000-create-assets';
import { CreateVulnerabilities20261106000001 } from './20261106000001-create-vulnerabilities';
import { CreateMitre20261106000002 } from './20261106000002-create-mitre';
import { IndexVulnerabilityStatistics20261106000010 } from './20261106000010-index-vulnerability-statistics';
import { IndexAllDetectionsOfAssets20261106000011 } from './20261106000011-index-all-detections-of-assets';
import { LeadVulnerabilities20261106000012 } from './20261106000012-lead-vulnerabilities';
import { CreateCosts20261107000000 } from './20261107000000-create-costs';
import { CreateCredits20261107000001 } from './20261107000001-create-credits';
import { CreateBudgets20261107000002 } from './20261107000002-create-budgets';
import { CreateRecommendations20261107000003 } from './20261107000003-create-recommendations';
import { CreateCostImports20261107000004 } from './20261107000004-create-cost-imports';
import { TellUseAndDismissal20261107000010 } from './20261107000010-tell-use-and-dismissal';
import { CreateReports20261108000000 } from './20261108000000-create-reports';
import { CreateReportTemplates20261108000001 } from './20261108000001-create-report-templates';
import { CreateSops20261108000002 } from './20261108000002-create-sops';
import { CreateSopExecutions20261108000003 } from './20261108000003-create-sop-executions';
import { ShowSessionsAndDisabledUsers20261109000010 } from './20261109000010-show-sessions-and-disabled-users';
import { CreateApiTokens20261109000000 } from './20261109000000-create-api-tokens';
import { KeepSopEtag20261109000020 } from './20261109000020-keep-sop-etag';
import { ChainAuditLog20261109000021 } from './20261109000021-chain-audit-log';
import { IndexAuditLog20261109000022 } from './20261109000022-index-audit-log';
import { KeepWhatAuthorsMightRead20261109000030 } from './20261109000030-keep-what-authors-might-read';
import { KeepWhoSetSchedules20261109000031 } from './20261109000031-keep-who-set-schedules';
import { CreateAlertmanagerAlerts20261110000000 } from './20261110000000-create-alertmanager-alerts';
import { KeepChecksumsOfFiles20261110000030 } from './20261110000030-keep-checksums-of-files';
import { LinkJira20261123000001 } from './20261123000001-link-jira';

/** All migrations in order. A migration that has been released is never edited. */
export const migrations = [
  CreateCore20261101000000,
  CreateTasks20261102000000,
  CreateMetrics20261103000000,
  CreateThresholdsAndAlerts20261104000000,
  CreateJobQueue20261105000000,
  CreateNotificationDeliveries20261105000001,
  SumSlaHours20261105000002,
  CountMetrics20261105000003,
  KeepDaysOfMetrics20261105000004,
  SupersedeEvents20261105000005,
  RememberReachedRecipients20261105000008,
  CreateAssets20261106000000,
  CreateVulnerabilities20261106000001,
  CreateMitre20261106000002,
  IndexVulnerabilityStatistics20261106000010,
  IndexAllDetectionsOfAssets20261106000011,
  LeadVulnerabilities20261106000012,
  CreateCosts20261107000000,
  CreateCredits20261107000001,
  CreateBudgets20261107000002,
  CreateRecommendations20261107000003,
  CreateCostImports20261107000004,
  TellUseAndDismissal20261107000010,
  CreateReports20261108000000,
  CreateReportTemplates20261108000001,
  CreateSops20261108000002,
  CreateSopExecutions20261108000003,
  CreateApiTokens20261109000000,
  ShowSessionsAndDisabledUsers20261109000010,
  KeepSopEtag20261109000020,
  ChainAuditLog20261109000021,
  IndexAuditLog20261109000022,
  KeepWhatAuthorsMightRead20261109000030,
  KeepWhoSetSchedules20261109000031,
  CreateAlertmanagerAlerts20261110000000,
  KeepChecksumsOfFiles20261110000030,
  LinkJira20261123000001,
];
