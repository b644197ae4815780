import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { HOUR_MS } from '../../core/time/durations';
import { AlertStateQueries } from './alert-state.queries';

/** Longer than any cooldown. */
const KEEP_DAYS = 30;

/** Hosts come and go: what was noted of their series goes after a while too. */
@Injectable()
export class AlertChores {
  constructor(housekeeping: Housekeeping, states: AlertStateQueries) {
    housekeeping.every(HOUR_MS, 'forget series that are no longer measured', () => states.prune(KEEP_DAYS));
  }
}
