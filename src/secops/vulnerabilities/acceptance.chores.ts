import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { VulnerabilitiesService } from './vulnerabilities.service';

/** An acceptance is over at most a minute after its end, also when the server starts in between. */
const SWEEP_MS = 30_000;

/** Opens accepted risks again whose time is over. */
@Injectable()
export class AcceptanceChores {
  constructor(housekeeping: Housekeeping, vulnerabilities: VulnerabilitiesService) {
    housekeeping.every(SWEEP_MS, 'open risks again whose acceptance has ended', () =>
      vulnerabilities.reopenExpired(),
    );
  }
}
