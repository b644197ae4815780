import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { Storage } from '../../core/storage/storage';
import { HOUR_MS } from '../../core/time/durations';
import { CostImportQueries } from './cost-import.queries';
import { FILE_FOLDER } from './imports.service';

/** Clears away what imports have left behind whose process or database died at the wrong moment. */
@Injectable()
export class ImportChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly queries: CostImportQueries,
    private readonly storage: Storage,
  ) {
    housekeeping.every(HOUR_MS, 'clear up after imports', () => this.clearUp());
  }

  async clearUp(): Promise<void> {
    await this.queries.forgetEnded();
    // A younger file may belong to an import whose row is not committed yet.
    const before = Date.now() - HOUR_MS;
    for await (const { key, modified } of this.storage.keys(FILE_FOLDER)) {
      const id = key.slice(key.lastIndexOf('/') + 1);
      if (modified.getTime() < before && isUUID(id)) await this.clearFile(key, id);
    }
  }

  private async clearFile(key: string, id: string): Promise<void> {
    const isOpen = (await this.queries.areOpen([id])).get(id);
    if (isOpen) return;
    if (isOpen === false) return this.storage.remove(key);
    // A server that was pointed at another database would see all files so.
    await this.storage.setAside(key);
    log.warn({ key }, 'set aside an imported file that no row refers to');
  }
}
