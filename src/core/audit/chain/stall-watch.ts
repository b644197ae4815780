import { log } from '../../logging/logger';
import type { Clock } from '../../time/clock';
import { MINUTE_MS } from '../../time/durations';
import type { Standing } from './chain.queries';

/** Tells of an instance, or a stranger, that keeps all the others from sealing and does not seal. */
export class StallWatch {
  private since?: number;
  private head?: number;
  private isTold = false;

  constructor(
    private readonly ask: () => Promise<Standing>,
    private readonly clock: Clock,
  ) {}

  progress(head: number): void {
    this.head = head;
    this.since = undefined;
    this.isTold = false;
  }

  /** Somebody else was at it. Asks once a minute, warns once. */
  async blocked(): Promise<void> {
    const now = this.clock.now().getTime();
    this.since ??= now;
    if (this.isTold || now - this.since < MINUTE_MS) return;
    const { head, is_waiting } = await this.ask();
    this.isTold = is_waiting && Number(head) === this.head;
    this.head = Number(head);
    this.since = now;
    if (this.isTold)
      log.warn('the audit log is not being sealed: another session holds its lock and makes no progress');
  }
}
