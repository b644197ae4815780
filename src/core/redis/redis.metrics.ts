import { Injectable } from '@nestjs/common';
import { Metrics } from '../telemetry/metrics';
import { RedisLink } from './redis-link';

/** Says nothing where no Redis is configured. */
@Injectable()
export class RedisMetrics {
  constructor(metrics: Metrics, redis: RedisLink) {
    if (!redis.isConfigured) return;
    metrics.gauge('ops_redis_up', 'Whether Redis answers this instance in time: 1 or 0.', () =>
      Number(redis.isUp),
    );
  }
}
