import { Injectable } from '@nestjs/common';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { Storage } from '../../core/storage/storage';
import { FILE_FOLDER } from './report-maker';
import { ReportQueries } from './report.queries';

const HOUR_MS = 3_600_000;
const BATCH = 500;

/** Clears away files of reports that were removed, or whose process or database died at the wrong moment. */
@Injectable()
export class ReportChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly queries: ReportQueries,
    private readonly storage: Storage,
  ) {
    housekeeping.every(HOUR_MS, 'clear up after reports', () => this.clearUp());
  }

  async clearUp(): Promise<void> {
    // A younger one may belong to a version that is not committed yet.
    const before = Date.now() - HOUR_MS;
    let batch: string[] = [];
    for await (const { key, modified } of this.storage.keys(FILE_FOLDER)) {
      if (modified.getTime() < before) batch.push(key);
      if (batch.length < BATCH) continue;
      await this.clear(batch);
      batch = [];
    }
    await this.clear(batch);
  }

  private async clear(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const used = await this.queries.areUsed(keys);
    for (const key of keys) {
      if (used.get(key)) continue;
      if (used.get(key) === false) {
        await this.storage.remove(key);
        continue;
      }
      // A server that was pointed at another database would see all files so.
      await this.storage.setAside(key);
      log.warn({ key }, 'set aside a file of a report that no version refers to');
    }
  }
}
