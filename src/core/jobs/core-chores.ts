import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { Database } from '../database/database';
import { EventLog } from '../events/event-log';
import { Storage } from '../storage/storage';
import { HOUR_MS } from '../time/durations';
import { Housekeeping } from './housekeeping';

/** Forgets what the core keeps for a limited time. */
@Injectable()
export class CoreChores {
  constructor(
    housekeeping: Housekeeping,
    database: Database,
    eventLog: EventLog,
    storage: Storage,
    @Inject(CONFIG) config: Config,
  ) {
    housekeeping.every(HOUR_MS / 4, 'prune events', () => eventLog.prune(config.EVENTS_RETENTION_HOURS));
    housekeeping.every(HOUR_MS, 'forget abandoned uploads', () => storage.sweep());
    housekeeping.every(HOUR_MS, 'prune idempotency keys', async () => {
      await database.query(
        { text: `delete from idempotency_keys where created_at < now() - interval '24 hours'` },
        [],
      );
    });
  }
}
