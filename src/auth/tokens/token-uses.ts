import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { log } from '../../core/logging/logger';
import { MINUTE_MS } from '../../core/time/durations';
import { ApiTokenRepository } from './api-token.repository';

/** A little longer than the database counts, or every second note would come a moment too early. */
const INTERVAL_MS = MINUTE_MS + 1_000;
const GATHER_MS = 500;
const MAX_REMEMBERED = 20_000;

/** Writes down when tokens were used: behind the requests' backs, many at a time, each at most once a minute. */
@Injectable()
export class TokenUses implements BeforeApplicationShutdown {
  /** When each was last noted, by the process's own clock. */
  private readonly noted = new Map<string, number>();
  private readonly pending = new Set<string>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly tokens: ApiTokenRepository) {}

  /** Costs a look into a map, and never fails. */
  note(id: string): void {
    const now = performance.now();
    if (now - (this.noted.get(id) ?? -Infinity) < INTERVAL_MS) return;
    if (this.noted.size >= MAX_REMEMBERED) this.noted.clear();
    this.noted.set(id, now);
    this.pending.add(id);
    this.timer ??= setTimeout(() => void this.write(), GATHER_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    if (this.pending.size > 0) await this.write();
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    const ids = [...this.pending];
    this.pending.clear();
    try {
      await this.tokens.touch(ids);
    } catch (error) {
      // The next use of each will be noted again.
      for (const id of ids) this.noted.delete(id);
      log.warn({ err: error }, 'the last use of API tokens could not be written down');
    }
  }
}
