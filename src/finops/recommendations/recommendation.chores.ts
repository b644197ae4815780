import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { Clock } from '../../core/time/clock';
import { MINUTE_MS } from '../../core/time/durations';
import { SavingsWatch } from './savings-watch';

/** Far more often than days go by: a server that restarts every night would otherwise never get to it. */
const LOOK_MS = 10 * MINUTE_MS;
/** By then the costs of the day before have come from most providers. */
const FROM_HOUR_UTC = 5;

/** Has the costs looked through once a day. */
@Injectable()
export class RecommendationChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly watch: SavingsWatch,
    private readonly clock: Clock,
  ) {
    housekeeping.every(LOOK_MS, 'look for savings', () => this.look());
  }

  async look(): Promise<void> {
    if (this.clock.now().getUTCHours() >= FROM_HOUR_UTC) await this.watch.refreshOnceADay();
  }
}
