import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import { NotFound } from '../../core/errors/domain-error';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { JobQueue } from '../../core/jobs/job-queue';
import { log } from '../../core/logging/logger';
import { MINUTE_MS, SECOND_MS } from '../../core/time/durations';
import { JiraIssues } from './jira-issues';
import { type Link, JiraLinkQueries } from './jira-links.queries';
import { JiraSync } from './jira-sync';
import { JiraTurnQueries, type Turn } from './jira-turn.queries';
import { JiraAway, JiraRefused, NotSettled } from './jira.errors';

const QUEUE = 'jira';
const KEY = 'jira';
/** Of its own: one that waits would swallow those that shall run at once. */
const LATER_KEY = 'jira-later';
const SWEEP_MS = 30 * SECOND_MS;
/** After that another job goes on, so that none is taken for dead. */
const RUN_MS = 2 * MINUTE_MS;
const EXPIRY_SECONDS = 300;
/** Beyond what the requests about one issue may take. */
const MARGIN_SECONDS = 30;
const MOST_REQUESTS = 11;
const LONGEST_PAUSE_SECONDS = 300;
const LONGEST_WAIT_SECONDS = 6 * 3_600;

/**
 * Talks to Jira: one instance at a time, one row after the other, in the order in which they were made. When Jira is away all
 * wait, and none is passed over; what fails about one issue while Jira is there holds up no other.
 */
@Injectable()
export class JiraPump implements OnApplicationBootstrap {
  private readonly leaseSeconds: number;
  private isWaking = false;

  constructor(
    private readonly jobs: JobQueue,
    private readonly links: JiraLinkQueries,
    private readonly turns: JiraTurnQueries,
    private readonly sync: JiraSync,
    private readonly issues: JiraIssues,
    housekeeping: Housekeeping,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.leaseSeconds = config.JIRA_TIMEOUT_SECONDS * MOST_REQUESTS + MARGIN_SECONDS;
    if (!config.JIRA_API_URL) return;
    const options = { retryLimit: 1_000, retryDelay: 1, expireInSeconds: EXPIRY_SECONDS, concurrency: 1 };
    jobs.define(QUEUE, { ...options, oncePerKey: true }, (_, signal) => this.run(signal));
    housekeeping.every(SWEEP_MS, 'tell Jira what it does not know yet', async () => {
      if (await links.isDue()) await this.later(0);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.JIRA_API_URL) return;
    const sites = await this.links.elsewhere();
    if (sites.length > 0) log.warn({ sites }, 'issues in other Jira sites than JIRA_API_URL are left alone');
  }

  /**
   * Has it run soon. After the commit rather than in the transaction, where all who create would wait for each other; what a
   * crash loses here the sweep finds.
   */
  wake(): void {
    if (this.isWaking) return;
    this.isWaking = true;
    // In a moment, so that many changes at once wake it once.
    setImmediate(() => {
      this.isWaking = false;
      this.later(0).catch((error: unknown) => log.warn({ err: error }, 'Jira is told later'));
    });
  }

  private later(seconds: number): Promise<void> {
    const key = seconds > 0 ? LATER_KEY : KEY;
    return this.jobs.send(QUEUE, {}, { key, startAfter: Math.ceil(seconds * SECOND_MS) });
  }

  private async run(signal: AbortSignal): Promise<void> {
    const holder = randomUUID();
    const endBy = Date.now() + RUN_MS;
    try {
      while (!signal.aborted) {
        const turn = await this.turns.take(holder, this.leaseSeconds);
        // Whoever has it may have looked just before there was something new.
        if (!turn) return await this.later(1);
        if (turn.pause > 0) return await this.later(turn.pause);
        const link = await this.links.next();
        if (!link) return await this.laterIfSoon();
        if (Date.now() > endBy) return await this.later(0);
        await this.attempt(link, turn, signal);
      }
    } finally {
      await this.turns.giveBack(holder);
    }
  }

  /** For what the sweep would find too late. */
  private async laterIfSoon(): Promise<void> {
    const seconds = await this.links.nextIn();
    if (seconds !== null && seconds * SECOND_MS < SWEEP_MS) await this.later(Math.max(seconds, 0));
  }

  private async attempt(link: Link, { failures }: Turn, signal: AbortSignal): Promise<void> {
    try {
      await this.sync.run(link, signal);
      await this.goOn(failures);
    } catch (error) {
      // Broken off by ourselves: that is no failure of Jira.
      if (signal.aborted) return;
      if (error instanceof JiraAway) await this.pauseOrPutOff(link, error, failures, signal);
      else if (error instanceof NotSettled) await this.links.wait(link.row_id, error.seconds);
      else if (error instanceof NotFound) await this.links.end([link.row_id]);
      else await this.putOff(link, error);
    }
  }

  private async goOn(failures: number): Promise<void> {
    if (failures === 0) return;
    await this.turns.goOn();
    log.info('Jira is there again');
  }

  /** All wait only if Jira does not answer at all: what fails about one issue might do so for ever. */
  private async pauseOrPutOff(
    link: Link,
    error: JiraAway,
    failures: number,
    signal: AbortSignal,
  ): Promise<void> {
    const away = error.isOfAll ? error : await this.issues.whyAway(signal);
    if (signal.aborted) return;
    if (away) return this.pause(away, Math.max(away.leastSeconds, error.leastSeconds), failures);
    await this.putOff(link, error);
    await this.goOn(failures);
  }

  private async pause({ message }: JiraAway, leastSeconds: number, failures: number): Promise<void> {
    const own = Math.min(this.config.JIRA_RETRY_SECONDS * 2 ** Math.min(failures, 20), LONGEST_PAUSE_SECONDS);
    const seconds = Math.max(own, leastSeconds);
    log.error({ reason: message, seconds }, 'Jira is left alone for a while; nothing is lost');
    await this.turns.pause(message, seconds);
  }

  private async putOff(link: Link, error: unknown): Promise<void> {
    const isForeseen = error instanceof JiraRefused || error instanceof JiraAway;
    const reason = isForeseen ? error.message : 'an unforeseen error: see the log';
    const wait = this.config.JIRA_RETRY_SECONDS * 2 ** Math.min(link.failures, 30);
    const least = error instanceof JiraAway ? error.leastSeconds : 0;
    const seconds = Math.max(Math.min(wait, LONGEST_WAIT_SECONDS), least);
    const about = { [link.resource]: link.row_id, issue: link.issue_key, reason, seconds };
    log.warn(isForeseen ? about : { ...about, err: error }, 'an issue cannot be brought up to date');
    await this.links.failed(link, reason, seconds);
  }
}
