import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { Storage } from '../../core/storage/storage';
import { HOUR_MS } from '../../core/time/durations';
import { EvidenceRepository } from './evidence.repository';
import { FILE_FOLDER } from './evidence.service';

const BATCH = 500;

/**
 * Sets files aside that no row refers to: left behind when a process or the database died in the middle of an upload. They
 * are not destroyed, as a server that was pointed at another database would see all files so.
 */
@Injectable()
export class EvidenceChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly evidence: EvidenceRepository,
    private readonly storage: Storage,
  ) {
    housekeeping.every(HOUR_MS, 'set orphaned evidence files aside', () => this.setOrphansAside());
  }

  async setOrphansAside(): Promise<void> {
    // A younger one may belong to an upload whose row is not committed yet.
    const before = Date.now() - HOUR_MS;
    let batch: string[] = [];
    for await (const { key, modified } of this.storage.keys(FILE_FOLDER)) {
      if (modified.getTime() < before && isUUID(idIn(key))) batch.push(key);
      if (batch.length < BATCH) continue;
      await this.setUnusedAside(batch);
      batch = [];
    }
    await this.setUnusedAside(batch);
  }

  private async setUnusedAside(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const used = await this.evidence.filesOf(keys.map(idIn));
    for (const key of keys.filter((candidate) => !used.has(candidate))) {
      await this.storage.setAside(key);
      log.warn({ key }, 'set aside an evidence file that no row refers to');
    }
  }
}

/** Keys end with the id of their row. */
const idIn = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
