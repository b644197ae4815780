import { CreateCore20261101000000 } from './20261101000000-create-core';
import { CreateTasks20261102000000 } from './20261102000000-create-tasks';
import { CreateMetrics20261103000000 } from './20261103000000-create-metrics';
import { CreateThresholdsAndAlerts20261104000000 } from './20261104000000-create-thresholds-and-alerts';
import { CreateJobQueue20261105000000 } from './20261105000000-create-job-queue';
import { CreateNotificationDeliveries20261105000001 } from './20261105000001-create-notification-deliveries';
import { SumSlaHours20261105000002 } from './20261105000002-sum-sla-hours';

/** All migrations in order. A migration that has been released is never edited. */
export const migrations = [
  CreateCore20261101000000,
  CreateTasks20261102000000,
  CreateMetrics20261103000000,
  CreateThresholdsAndAlerts20261104000000,
  CreateJobQueue20261105000000,
  CreateNotificationDeliveries20261105000001,
  SumSlaHours20261105000002,
];
