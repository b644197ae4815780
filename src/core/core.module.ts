import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ThrottlerStorage } from '@nestjs/throttler';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { AccessGuard } from './access/access.guard';
import { LookUps } from './access/look-ups';
import { AuditIds } from './audit/audit-ids';
import { AuditTrail } from './audit/audit-trail';
import { AuditSealer } from './audit/chain/audit-sealer';
import { ChainMemory } from './audit/chain/chain-memory';
import { SigningKey } from './audit/chain/signing-key';
import { RepositoryTools } from './database/audited.repository';
import { dataSourceOptions } from './database/data-source';
import { Database } from './database/database';
import { DatabaseSignals } from './database/signals';
import { UnitOfWork } from './database/unit-of-work';
import { ErrorFilter } from './errors/error.filter';
import { CommitSignal } from './events/commit-signal';
import { EventLog } from './events/event-log';
import { EventRelay } from './events/event-relay';
import { BodyReader } from './http/body';
import { FrontDoor } from './http/front-door';
import { Idempotency } from './http/idempotency';
import { SecondLook } from './http/second-look';
import { BodyValidationPipe } from './http/validation.pipe';
import { CoreChores } from './jobs/core-chores';
import { Housekeeping } from './jobs/housekeeping';
import { JobQueue } from './jobs/job-queue';
import { CountCache } from './lists/count-cache';
import { Lists } from './lists/lists';
import { AddressGuard } from './outgoing/address-guard';
import { OutgoingHttp } from './outgoing/outgoing-http';
import { BatchGate } from './queueing/batch-turn';
import { FixedWindowStorage } from './rate-limit/fixed-window.storage';
import { RateLimiter } from './rate-limit/rate-limiter';
import { LocalStorage } from './storage/local.storage';
import { Storage } from './storage/storage';
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
      { provide: Storage, useFactory: () => new LocalStorage(config.STORAGE_PATH) },
      { provide: ThrottlerStorage, useFactory: () => new FixedWindowStorage() },
      Database,
      DatabaseSignals,
      UnitOfWork,
      RepositoryTools,
      AuditIds,
      AuditTrail,
      ChainMemory,
      SigningKey,
      AuditSealer,
      CommitSignal,
      EventLog,
      EventRelay,
      CountCache,
      Lists,
      RateLimiter,
      LookUps,
      FrontDoor,
      AccessGuard,
      SecondLook,
      BodyReader,
      Idempotency,
      BatchGate,
      Housekeeping,
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
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useClass: BodyValidationPipe },
      ],
      exports: shared,
    };
  }
}
