import { log } from '../core/logging/logger';

/** Says once that the collector takes no traces, and once that it does again. */
export class OutageLog {
  private isAway = false;

  /** With what went wrong, or null. The reason is told without what the collector answered. */
  note(error: Error | null): void {
    if ((error !== null) === this.isAway) return;
    this.isAway = error !== null;
    if (!error) return log.info('the collector takes traces again');
    const { code, name } = error as Error & { code?: string | number };
    log.warn({ reason: code ?? name }, 'the collector takes no traces: they are dropped until it does');
  }
}
