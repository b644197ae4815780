import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { AlertStateQueries } from './alert-state.queries';

const HOUR_MS = 3_600_000;
/** Longer than any cooldown. */
const KEEP_DAYS = 30;

/** Hosts come and go: what was noted of their series goes after a while too. */
@Injectable()
export class AlertChores {
  constructor(housekeeping: Housekeeping, states: AlertStateQueries) {
    housekeeping.every(HOUR_MS, 'forget series that are no longer measured', () => states.prune(KEEP_DAYS));
  }
}
