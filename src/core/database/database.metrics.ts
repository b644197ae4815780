import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { CONFIG, type Config } from '../../config';
import { Metrics } from '../telemetry/metrics';
import { Database } from './database';

/** The pool of connections. */
@Injectable()
export class DatabaseMetrics {
  constructor(metrics: Metrics, database: Database, @Inject(CONFIG) config: Config) {
    const pool = (): Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'> =>
      database.dataSource.isInitialized ? database.pool : { totalCount: 0, idleCount: 0, waitingCount: 0 };
    metrics.gauges(
      'ops_database_pool_connections',
      'Connections of this instance, by what they are doing.',
      ['state'],
      () => [
        [{ state: 'idle' }, pool().idleCount],
        [{ state: 'busy' }, pool().totalCount - pool().idleCount],
      ],
    );
    metrics.gauge('ops_database_pool_waiting', 'Who waits for a connection now.', () => pool().waitingCount);
    metrics.gauge('ops_database_pool_max_connections', 'Connections that this instance may have.', () =>
      Number(config.DATABASE_POOL_SIZE),
    );
  }
}
