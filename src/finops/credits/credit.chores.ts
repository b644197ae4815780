import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { MINUTE_MS } from '../../core/time/durations';
import { NotificationsService } from '../../infra/notifications';
import { CreditExpiry } from './credit-expiry';
import { CreditNoticeQueries } from './credit-notice.queries';
import { payloadOf } from './credit-words';

/** Far more often than days go by: a server that restarts every night would otherwise never get to it. */
const NEWS_MS = 10 * MINUTE_MS;
const NOTICE_DAYS = 30;

/** Has credits expire on time, and tells those who may write costs of the ones that need attention. */
@Injectable()
export class CreditChores {
  constructor(
    private readonly expiry: CreditExpiry,
    private readonly notices: CreditNoticeQueries,
    private readonly notifications: NotificationsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    housekeeping: Housekeeping,
  ) {
    housekeeping.every(MINUTE_MS, 'have credits expire', () => expiry.settle());
    housekeeping.every(NEWS_MS, 'tell of credits', () => this.tell());
  }

  /** Each credit and reason once, by whichever instance is first. */
  async tell(): Promise<void> {
    await this.expiry.upToDate();
    await this.work.run(async () => {
      for (const worry of await this.notices.claim(dayOf(this.clock.now()), NOTICE_DAYS)) {
        await this.notifications.tellHolders('write:costs', payloadOf(worry));
      }
    });
  }
}
