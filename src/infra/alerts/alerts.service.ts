import { Injectable } from '@nestjs/common';
import { currentActor } from '../../core/audit/audit-actor';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { ThresholdQueries } from '../thresholds';
import { AlertKeeper } from './alert-keeper';
import { Alert } from './alert.entity';
import { AlertStep } from './alert.enums';
import { AlertRepository } from './alert.repository';
import type { StepAlertRequest } from './alert.requests';

@Injectable()
export class AlertsService extends ResourceService<Alert> {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly keeper: AlertKeeper,
    private readonly thresholds: ThresholdQueries,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(alerts);
  }

  /** Acknowledges or resolves by hand. Throws when the alert is there already, or beyond. */
  step(id: string, { status, note }: StepAlertRequest): Promise<StoredRow> {
    return this.work.run(async () => {
      const by = currentActor().user_name;
      const stepped = { alert: new Alert() };
      const stored = await this.alerts.change(id, (alert) => {
        stepped.alert = alert;
        if (status === AlertStep.acknowledged) alert.acknowledge(by, this.clock.now());
        else alert.resolve(by, this.clock.now());
        if (note !== undefined) alert.note = note;
      });
      const { alert } = stepped;
      const rule = alert.isResolved && (await this.thresholds.rule(alert.threshold_id));
      if (rule) await this.keeper.tell([{ alert, action: 'resolved', value: alert.value, to: rule }]);
      return stored;
    });
  }
}
