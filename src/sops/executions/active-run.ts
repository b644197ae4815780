import type { AuditActor } from '../../core/audit/audit-actor';
import type { Subject } from './execution-news';
import { LEASE_MS } from './execution.queries';
import type { ParameterValues } from './run-parameters';
import { SecretMask } from './secret-mask';

/** An execution whose turn it is, or will be, on this instance. */
export interface RunOrder {
  readonly subject: Subject;
  readonly executedBy: string;
  readonly isStepwise: boolean;
  readonly values: ParameterValues;
  readonly actor: AuditActor;
}

/** An execution that this instance works on. */
export class ActiveRun {
  readonly id: string;
  readonly mask: SecretMask;
  /** Why it was cut off. */
  cutOff: string | null = null;
  /** Somebody else decides over it now, or will: nothing more may be written. */
  isLost = false;
  done: Promise<void> = Promise.resolve();
  private readonly abort = new AbortController();
  private leasedUntil = performance.now() + LEASE_MS;

  constructor(readonly order: RunOrder) {
    this.id = order.subject.id;
    this.mask = new SecretMask(order.values);
  }

  /** Aborted when its command has to end. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  end(cutOff: string): void {
    this.cutOff ??= cutOff;
    this.abort.abort();
  }

  lose(): void {
    this.isLost = true;
    this.end('Another server has taken over.');
  }

  /** The lease was renewed at that moment, or later. */
  renewed(at: number): void {
    // Answers may come in another order than they were asked for.
    this.leasedUntil = Math.max(this.leasedUntil, at + LEASE_MS);
  }

  /** Whether others may take it for dead. */
  get isOverdue(): boolean {
    return performance.now() > this.leasedUntil;
  }
}
