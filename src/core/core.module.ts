import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ThrottlerStorage } from '@nestjs/throttler';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { AccessGuard } from './access/access.guard';
import { LookUps } from './access/look-ups';
import { AuditIds } from './audit/audit-ids';
import { AuditTrail } from './audit/audit-trail';
import { AuditChainMetrics } from './audit/chain/audit-chain.metrics';
import { AuditSealer } from './audit/chain/audit-sealer';
import { ChainMemory } from './audit/chain/chain-memory';
import { SigningKey } from './audit/chain/signing-key';
import { RepositoryTools } from './database/repository-tools';
import { dataSourceOptions } from './database/data-source';
import { Database } from './database/database';
import { DatabaseMetrics } from './database/database.metrics';
import { QueryWatch } from './database/query-watch';
import { RowFollowers } from './database/row-followers';
import { DatabaseSignals } from './database/signals';
import { UnitOfWork } from './database/unit-of-work';
import { WatchConnection } from './database/watch-connection';
import { ErrorFilter } from './errors/error.filter';
import { CommitSignal } from './events/commit-signal';
import { EventLog } from './events/event-log';
import { EventRelay } from './events/event-relay';
import { OutboxMetrics } from './events/outbox.metrics';
import { HealthChecks } from './health/health-checks';
import { BodyReader } from './http/body';
import { FrontDoor } from './http/front-door';
import { Idempotency } from './http/idempotency';
import { RequestWatch } from './http/request-watch';
import { SecondLook } from './http/second-look';
import { BodyValidationPipe } from './http/validation.pipe';
import { CoreChores } from './jobs/core-chores';
import { Housekeeping } from './jobs/housekeeping';
import { JobQueue } from './jobs/job-queue';
import { JobQueueMetrics } from './jobs/job-queue.metrics';
import { JobWatch } from './jobs/job-watch';
import { CountCache } from './lists/count-cache';
import { CountNews } from './lists/count-news';
import { Lists } from './lists/lists';
import { AddressGuard } from './outgoing/address-guard';
import { OutgoingHttp } from './outgoing/outgoing-http';
import { BatchGate } from './queueing/batch-turn';
import { FixedWindowStorage } from './rate-limit/fixed-window.storage';
import { RateLimiter } from './rate-limit/rate-limiter';
import { RedisCounts } from './rate-limit/shared-counts';
import { SharedWindowStorage } from './rate-limit/shared-window.storage';
import { RedisLink } from './redis/redis-link';
import { RedisMetrics } from './redis/redis.metrics';
import { Storage } from './storage/storage';
import { StorageCheck } from './storage/storage-check';
import { storageOf } from './storage/storage-of';
import { DatabaseFigures } from './telemetry/database-figures';
import { Metrics } from './telemetry/metrics';
import { Tracing } from './telemetry/tracing';
import { Clock } from './time/clock';

export interface CoreOptions {
  readonly config: Config;
  /** URL of the database that is really used: the embedded one's when none is configured. */
  readonly databaseUrl: string;
  readonly entities: MixedList<string | EntitySchema | (new () => object)>;
}

/** Everything that knows no domain. */
@Global()
@Module({})
export class CoreModule {
  static with({ config, databaseUrl, entities }: CoreOptions): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: config },
      // Connected by app.setup, so that the OpenAPI document can be made without a database.
      {
        provide: DataSource,
        useFactory: () => new DataSource(dataSourceOptions(config, databaseUrl, entities)),
      },
      { provide: Storage, useFactory: () => storageOf(config) },
      RedisLink,
      {
        provide: ThrottlerStorage,
        useFactory: (redis: RedisLink) =>
          redis.isConfigured
            ? new SharedWindowStorage(new RedisCounts(redis), () => redis.clock.now())
            : new FixedWindowStorage(),
        inject: [RedisLink],
      },
      Metrics,
      Tracing,
      HealthChecks,
      QueryWatch,
      Database,
      WatchConnection,
      DatabaseFigures,
      DatabaseSignals,
      UnitOfWork,
      RepositoryTools,
      RowFollowers,
      AuditIds,
      AuditTrail,
      ChainMemory,
      SigningKey,
      AuditSealer,
      CommitSignal,
      EventLog,
      EventRelay,
      CountCache,
      CountNews,
      Lists,
      RateLimiter,
      LookUps,
      RequestWatch,
      FrontDoor,
      AccessGuard,
      SecondLook,
      BodyReader,
      Idempotency,
      BatchGate,
      Housekeeping,
      JobWatch,
      JobQueue,
      { provide: AddressGuard, useFactory: () => new AddressGuard(config.NOTIFY_ALLOW_PRIVATE) },
      OutgoingHttp,
      Clock,
    ];
    return {
      module: CoreModule,
      imports: [DiscoveryModule],
      providers: [
        ...shared,
        CoreChores,
        DatabaseMetrics,
        OutboxMetrics,
        AuditChainMetrics,
        JobQueueMetrics,
        RedisMetrics,
        StorageCheck,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useClass: BodyValidationPipe },
      ],
      exports: shared,
    };
  }
}
