import { Module } from '@nestjs/common';
import { AlertChores } from './alerts/alert.chores';
import { AlertKeeper } from './alerts/alert-keeper';
import { AlertRepository } from './alerts/alert.repository';
import { AlertStateQueries } from './alerts/alert-state.queries';
import { AlertWatcher } from './alerts/alert-watcher';
import { AlertsController } from './alerts/alerts.controller';
import { AlertsService } from './alerts/alerts.service';
import { PointWatcher } from './metrics';
import { NotificationsModule } from './notifications/notifications.module';
import { ThresholdFollower } from './thresholds';
import { RuleBook } from './thresholds/rule-book';
import { ThresholdQueries } from './thresholds/threshold.queries';
import { ThresholdRepository } from './thresholds/threshold.repository';
import { ThresholdsController } from './thresholds/thresholds.controller';
import { ThresholdsService } from './thresholds/thresholds.service';

/** Thresholds and their alerts: they know of measurements, measurements only of who looks at them. */
@Module({
  imports: [NotificationsModule],
  controllers: [ThresholdsController, AlertsController],
  providers: [
    ThresholdsService,
    ThresholdRepository,
    ThresholdQueries,
    RuleBook,
    AlertsService,
    AlertRepository,
    AlertStateQueries,
    AlertKeeper,
    AlertWatcher,
    AlertChores,
    { provide: ThresholdFollower, useExisting: AlertKeeper },
    { provide: PointWatcher, useExisting: AlertWatcher },
  ],
  exports: [PointWatcher, AlertsService],
})
export class AlertingModule {}
