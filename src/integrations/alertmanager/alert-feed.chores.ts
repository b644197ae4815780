import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { HOUR_MS } from '../../core/time/durations';
import { AlertFeedQueries } from './alert-feed.queries';

const KEEP_DAYS = 30;

@Injectable()
export class AlertFeedChores {
  constructor(housekeeping: Housekeeping, states: AlertFeedQueries) {
    housekeeping.every(HOUR_MS, 'forget alerts that are over for long', () => states.prune(KEEP_DAYS));
  }
}
