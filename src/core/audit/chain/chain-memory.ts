import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CONFIG, type Config } from '../../../config';
import { log } from '../../logging/logger';
import { readKept, writeKept } from '../../storage/kept-text';
import type { Head } from './chain-check';
import { type Checkpoint, isVouched } from './checkpoint';
import { SigningKey } from './signing-key';

/** Keeps the newest checkpoint out of the database, under DATA_DIR, so that a restart does not forget how far the chain went. */
@Injectable()
export class ChainMemory {
  private readonly path: string;
  private kept = 0;
  private isFailing = false;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly key: SigningKey,
  ) {
    this.path = chainMemoryPath(config);
  }

  /** The place that it is of; null when there is none, or it is not to be relied on. */
  async load(): Promise<Head | null> {
    try {
      const { known } = await this.key.load();
      const text = await readKept(this.path);
      if (text === undefined) return null;
      const checkpoint = JSON.parse(text) as Checkpoint;
      if (!isVouched(checkpoint, known)) throw new Error('it is signed by no known key');
      const { sequence, hash } = checkpoint;
      this.kept = sequence;
      return { sequence, hash };
    } catch (error) {
      log.error(
        { err: error, path: this.path },
        'the checkpoint of the audit log that was kept cannot be used',
      );
      return null;
    }
  }

  /** That it cannot be kept is logged, and stops nothing. */
  async keep(checkpoint: Checkpoint): Promise<void> {
    if (checkpoint.sequence <= this.kept) return;
    try {
      if (!isVouched(checkpoint, (await this.key.load()).known)) return;
      await mkdir(dirname(this.path), { recursive: true });
      await writeKept(this.path, JSON.stringify(checkpoint), true);
      this.kept = checkpoint.sequence;
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) log.warn({ err: error }, 'the newest checkpoint of the audit log cannot be kept');
      this.isFailing = true;
    }
  }
}

/** The file that an instance remembers the chain of its database by. */
export const chainMemoryPath = (config: Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'embedded'>): string =>
  join(config.DATA_DIR, `audit-checkpoint${suffixOf(config)}.json`);

/** What is known of one database says nothing of another one. */
function suffixOf({ embedded, DATABASE_URL }: Pick<Config, 'DATABASE_URL' | 'embedded'>): string {
  if (embedded) return '';
  const { host, pathname } = new URL(DATABASE_URL);
  return `-${createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)}`;
}
