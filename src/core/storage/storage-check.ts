import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { log } from '../logging/logger';
import { Storage } from './storage';
import { adviceOn, StorageUnavailable } from './storage.errors';

/** Says at the start when files could not be stored. The server starts all the same: most of it needs none. */
@Injectable()
export class StorageCheck implements OnApplicationBootstrap {
  /** Ends when it is known. */
  done: Promise<void> = Promise.resolve();

  constructor(private readonly storage: Storage) {}

  onApplicationBootstrap(): void {
    this.done = this.check();
  }

  private async check(): Promise<void> {
    try {
      await this.storage.check();
    } catch (error) {
      const reason = error instanceof StorageUnavailable ? error.reason : 'unknown';
      log.error({ reason }, `files can be neither stored nor read: ${adviceOn(reason)}; uploads are refused`);
    }
  }
}
