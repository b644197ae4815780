import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { DatabaseFigures } from '../../telemetry/database-figures';
import { OLDEST_UNSEALED_AGE } from './chain.queries';

/** How far the chain of the audit log is behind. */
@Injectable()
export class AuditChainMetrics {
  constructor(figures: DatabaseFigures, @Inject(CONFIG) config: Config) {
    if (!config.AUDIT_SEALING) return;
    figures.declare({
      name: 'ops_audit_sealing_lag_seconds',
      help: 'How long the oldest row of the audit log that is not chained waits; 0 when none does.',
      sql: OLDEST_UNSEALED_AGE,
    });
  }
}
