import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type Config } from '../../../config';
import { Database } from '../../database/database';
import { CommitSignal } from '../../events/commit-signal';
import { log } from '../../logging/logger';
import { Turnstile } from '../../queueing/turnstile';
import { Clock } from '../../time/clock';
import { AuditIds } from '../audit-ids';
import type { Head } from './chain-check';
import { ChainMemory } from './chain-memory';
import { type Standing, STANDING } from './chain.queries';
import { type Sealed, SealBatch } from './seal-batch';
import { SigningKey } from './signing-key';
import { StallWatch } from './stall-watch';

/** Lets rows gather, so that one transaction seals many. */
const GATHER_MS = 500;
/** Finds what other instances and other programs wrote, and whether a checkpoint is due. */
const POLL_MS = 1_000;
/** Between two batches, so that a long backlog leaves room for requests. */
const BREATH_MS = 5;
/** How long somebody who wants everything sealed waits for it: behind a backlog that would be for ever. */
const PATIENCE_MS = 5_000;
const LAST_MS = 1_000;

/**
 * Chains audit rows after their commit: writers never wait for it, and never for each other. One instance at a time does it,
 * woken by commits, and by a timer; what one leaves behind the next one finds.
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly batch: SealBatch;
  private readonly turn = new Turnstile(1);
  private readonly stall: StallWatch;
  private poll?: NodeJS.Timeout;
  private gathering?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = false;
  private isFailing = false;
  /**
   * The furthest place of the chain that this instance has seen, to be found again by whoever verifies it. Once it is not
   * there any more it stays what it is: what took its place is not to be trusted.
   */
  known: Head | null = null;

  constructor(
    database: Database,
    ids: AuditIds,
    key: SigningKey,
    clock: Clock,
    signal: CommitSignal,
    private readonly memory: ChainMemory,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.batch = new SealBatch(database, ids, key, clock);
    const ask = async (): Promise<Standing> => (await database.query<Standing>(STANDING, []))[0];
    this.stall = new StallWatch(ask, clock);
    signal.onCommit(() => this.wake());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.AUDIT_SEALING) return;
    await this.recall();
    this.poll = setInterval(() => this.wake(), POLL_MS).unref();
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.poll);
    clearTimeout(this.gathering);
    await this.running;
  }

  /** What was written last, too: whether its ids are proved is told by the secret of today. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.config.AUDIT_SEALING) return;
    const patience = sleep(LAST_MS, undefined, { ref: false });
    await Promise.race([this.turn.pass(() => this.step()).catch(() => undefined), patience]);
  }

  /** Knows again what was signed before a restart. */
  async recall(): Promise<void> {
    this.known = await this.memory.load();
  }

  /** Seals soon. */
  wake(): void {
    if (!this.poll || this.stopped || this.gathering) return;
    this.gathering = setTimeout(() => {
      this.gathering = undefined;
      // What comes meanwhile is found by the batch after, or at the next wake.
      this.running ??= this.run().finally(() => (this.running = undefined));
    }, GATHER_MS).unref();
  }

  /**
   * Seals what has committed. False when that was not done within `patience` (ms), as there is too much of it, or another
   * instance is at it, or something holds it up; or when sealing is switched off.
   */
  async settle(patience = PATIENCE_MS): Promise<boolean> {
    if (!this.config.AUDIT_SEALING) return false;
    const giveUp = new AbortController();
    const timeout = sleep(patience, false, { signal: giveUp.signal });
    timeout.catch(() => undefined);
    const work = this.settleUntil(performance.now() + patience);
    // Past the time nobody waits for it any more.
    work.catch(() => undefined);
    return Promise.race([work, timeout]).finally(() => giveUp.abort());
  }

  private async settleUntil(until: number): Promise<boolean> {
    for (;;) {
      if (await this.turn.pass(() => this.drain(until))) return true;
      if (this.stopped || performance.now() > until) return false;
      await sleep(BREATH_MS * 10);
    }
  }

  private async run(): Promise<void> {
    try {
      await this.turn.pass(() => this.drain());
      this.isFailing = false;
    } catch (error) {
      // Once per outage: the poll tries again, and would say so every second.
      if (!this.isFailing) log.warn({ err: error }, 'the audit log cannot be sealed for the moment');
      this.isFailing = true;
    }
  }

  /** Batch after batch until nothing is left; false when another instance is at it, or time is up. */
  private async drain(until = Infinity): Promise<boolean> {
    while (performance.now() <= until) {
      const { outcome } = await this.step();
      if (outcome === 'busy') return false;
      if (outcome === 'done') return true;
      if (this.stopped) return false;
      await sleep(BREATH_MS);
    }
    return false;
  }

  private async step(): Promise<Sealed> {
    const sealed = await this.batch.seal(this.known);
    const { head, continues, checkpoint } = sealed;
    if (head && continues) this.remember(head);
    if (checkpoint) await this.memory.keep(checkpoint);
    if (head) this.stall.progress(head.sequence);
    else await this.stall.blocked();
    return sealed;
  }

  private remember(head: Head): void {
    if (!this.known || head.sequence > this.known.sequence) this.known = head;
  }
}
