import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { actAs } from '../../core/audit/audit-actor';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { log } from '../../core/logging/logger';
import { fits, namesOf, type Ours, SYNCED, type SyncedField, toOurs } from './field-mapping';
import { JiraChangelog, lastOf, overwritten, type Sent } from './jira-changelog';
import {
  type Issue,
  type IssueRef,
  JiraIssues,
  labelOf,
  type Outgoing,
  withoutPriority,
} from './jira-issues';
import { type Link, JiraLinkQueries } from './jira-links.queries';
import { BY_JIRA, JiraLosses } from './jira-losses';
import { JiraRows, type Rows, type TrackedRow } from './jira-rows';
import { JiraAway, JiraRefused, NotSettled } from './jira.errors';
import { decide, type JiraChange, type Known, mayBeTheirs } from './merge';

const WAYS_OUT = ['title', 'description', 'priority'] as const;

/** What is done about one field. */
interface Step {
  readonly field: SyncedField;
  readonly ours: string;
  readonly theirs: string | null;
  readonly act: 'settle' | 'take' | 'send';
  readonly isConflict: boolean;
  readonly change: JiraChange | null;
}

/** Brings a row and its issue together. All may be done again at any time. */
@Injectable()
export class JiraSync {
  constructor(
    private readonly rows: JiraRows,
    private readonly links: JiraLinkQueries,
    private readonly issues: JiraIssues,
    private readonly changelog: JiraChangelog,
    private readonly work: UnitOfWork,
    private readonly losses: JiraLosses,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws JiraAway, JiraRefused and NotSettled. */
  async run(link: Link, signal: AbortSignal): Promise<void> {
    const rows = this.rows.all[link.resource];
    const row = await rows.find(link.row_id);
    if (!row) return this.links.end([link.row_id]);
    if (link.state === 'waiting') await this.open(rows, row, link, signal);
    else await this.reconcile(rows, row, link, signal);
  }

  private async open(rows: Rows, row: TrackedRow, link: Link, signal: AbortSignal): Promise<void> {
    const [firstStatus] = rows.kind.statuses.keys();
    const found = await this.found(link, signal);
    if (found) return this.link(rows, link, found, 0);
    const ours = rows.valuesOf(row);
    const values = Object.fromEntries(
      WAYS_OUT.map((field) => [field, namesOf(rows.kind, field, ours[field])[0]]),
    );
    const created = await this.create(rows, link, ours, firstStatus, values, signal);
    // It begins with the status that its workflow begins with.
    await this.link(rows, link, created, ours.status === firstStatus ? link.wanted : 0);
  }

  /** The issue that an attempt has created whose answer we never got. */
  private async found(link: Link, signal: AbortSignal): Promise<IssueRef | null> {
    const { asked_seconds, issue_id, issue_key, row_id } = link;
    if (issue_id !== null && issue_key !== null) return { id: issue_id, key: issue_key };
    if (asked_seconds === null) return null;
    const left = this.config.JIRA_SETTLE_SECONDS - asked_seconds;
    if (left > 0) throw new NotSettled(left);
    return this.issues.find(labelOf(row_id), signal);
  }

  private async create(
    rows: Rows,
    { row_id }: Link,
    ours: Ours,
    firstStatus: string,
    values: Outgoing,
    signal: AbortSignal,
  ): Promise<IssueRef> {
    const known: Known = {
      ...Object.fromEntries(
        WAYS_OUT.map((field) => [field, { ours: ours[field], jira: values[field] ?? null }]),
      ),
      status: { ours: firstStatus, jira: null },
    };
    await this.links.asked(row_id, known);
    try {
      const draft = { type: rows.kind.issueType, label: labelOf(row_id), values };
      return await this.issues.create(draft, signal);
    } catch (error) {
      if (error instanceof JiraAway && error.isUnclear)
        throw new JiraAway(
          error.message,
          true,
          Math.max(error.leastSeconds, this.config.JIRA_SETTLE_SECONDS),
        );
      await this.links.notAsked(row_id);
      const left = withoutPriority(values, error);
      log.warn(
        { row: row_id, reason: (error as Error).message },
        'Jira does not take the priority of an issue',
      );
      return this.create(rows, { row_id } as Link, ours, firstStatus, left, signal);
    }
  }

  private async link(rows: Rows, { row_id }: Link, issue: IssueRef, done: number): Promise<void> {
    const url = `${this.config.JIRA_SITE_URL || this.config.JIRA_API_URL}/browse/${issue.key}`;
    await this.work.run(async () => {
      await rows.nameAs(row_id, { key: issue.key, url });
      await this.links.linked(row_id, issue, done);
    });
  }

  private async reconcile(rows: Rows, row: TrackedRow, link: Link, signal: AbortSignal): Promise<void> {
    const issue = await this.read(link, signal);
    if (!issue) {
      await this.work.run(async () => {
        await rows.nameAs(row.id, null);
        await this.links.end([row.id]);
      });
      return;
    }
    const steps = await this.stepsOf(rows, row, link, issue, signal);
    await this.takeAll(rows, row, steps);
    await this.sendAll(rows, row, link, issue, steps, signal);
    await this.links.done(row.id, link.wanted);
  }

  /** Null when the issue is gone. Only if Jira has said so: no permission looks the same. */
  private async read({ issue_id, told_deleted }: Link, signal: AbortSignal): Promise<Issue | null> {
    try {
      return await this.issues.read(issue_id!, signal);
    } catch (error) {
      if (told_deleted && error instanceof JiraRefused && error.status === 404) return null;
      throw error;
    }
  }

  private async takeAll(rows: Rows, row: TrackedRow, steps: readonly Step[]): Promise<void> {
    const known: Record<string, unknown> = {};
    const values: Partial<Record<SyncedField, string>> = {};
    const taken: object[] = [];
    for (const { field, ours, theirs, act, isConflict, change } of steps) {
      if (act === 'send') continue;
      const value = act === 'take' ? toOurs(rows.kind, field, theirs) : ours;
      if (value === null)
        log.warn({ row: row.id, field, value: theirs?.slice(0, 100) }, 'a value in Jira has no meaning here');
      known[field] = { ours: value ?? ours, jira: theirs };
      if (value === null || value === ours) continue;
      values[field] = value;
      taken.push({ field, author: change?.author ?? null, changed_at: change?.at ?? null, isConflict });
    }
    if (Object.keys(known).length === 0) return;
    const metadata = JSON.stringify({ jira: { issue: row.jira_id, changes: taken } });
    await actAs({ ...BY_JIRA, metadata }, () =>
      this.work.run(async () => {
        const now = rows.valuesOf(await rows.lock(row.id));
        for (const { field, ours } of steps) {
          if (now[field] === ours) continue;
          // Somebody was quicker: it is looked at again, as that was told, too.
          delete known[field];
          delete values[field];
        }
        if (Object.keys(values).length > 0) await rows.update(row.id, values);
        await this.links.settled(row.id, known);
      }),
    );
  }

  private async sendAll(
    rows: Rows,
    row: TrackedRow,
    link: Link,
    issue: Issue,
    steps: readonly Step[],
    signal: AbortSignal,
  ): Promise<void> {
    const sending = steps.filter(({ act }) => act === 'send');
    const sent: Sent[] = [];
    const texts = sending.filter(({ field }) => field !== 'status');
    if (texts.length > 0) {
      const values = Object.fromEntries(
        texts.map(({ field, ours }) => [field, namesOf(rows.kind, field, ours)[0]]),
      );
      const taken = await this.issues.edit(link.issue_id!, values, signal);
      await this.settleSent(rows, row, texts, ({ field, theirs }) => taken[field] ?? theirs);
      for (const { field, theirs } of texts)
        if (taken[field] !== undefined) sent.push({ field, theirs, value: taken[field] });
    }
    for (const step of sending.filter(({ field }) => field === 'status')) {
      const name = await this.issues.move(link.issue_id!, namesOf(rows.kind, 'status', step.ours), signal);
      await this.settleSent(rows, row, [step], () => name);
      sent.push({ field: step.field, theirs: step.theirs, value: name });
    }
    if (sent.length === 0) return;
    const changes = await this.changelog.recent(link.issue_id!, issue.skewMs, signal);
    const lost = sent.flatMap((one) => overwritten(one, issue.updatedAt, changes));
    await this.losses.record(
      rows,
      row,
      lost.map(({ field, at, author, to }) => ({ field, theirs: to, change: { at, author } })),
    );
  }

  /** Notes what Jira has now, and which of its changes were lost to ours. */
  private async settleSent(
    rows: Rows,
    row: TrackedRow,
    steps: readonly Step[],
    jira: (step: Step) => string | null,
  ): Promise<void> {
    await this.work.run(async () => {
      const known = steps.map((step) => [step.field, { ours: step.ours, jira: jira(step) }] as const);
      await this.links.settled(row.id, Object.fromEntries(known));
      const lost = steps.filter(({ isConflict }) => isConflict);
      await this.losses.record(rows, row, lost);
    });
  }

  private async stepsOf(
    rows: Rows,
    row: TrackedRow,
    link: Link,
    issue: Issue,
    signal: AbortSignal,
  ): Promise<Step[]> {
    const all = rows.valuesOf(row);
    const states = SYNCED.map((field) => {
      const [ours, theirs] = [all[field], issue.values[field]];
      const ourTime = new Date(link.changed_at[field] ?? row.updated_at);
      const isSame = fits(rows.kind, field, ours, theirs);
      return { field, ours, theirs, isSame, known: link.known[field], ourTime };
    });
    const changes = states.some(mayBeTheirs)
      ? lastOf(await this.changelog.recent(link.issue_id!, issue.skewMs, signal))
      : {};
    return states.flatMap((state): Step[] => {
      const { field, ours, theirs } = state;
      const change = changes[field] ?? null;
      const { act, isConflict } = decide({ ...state, theirChange: change });
      return act === 'nothing' ? [] : [{ field, ours, theirs, act, isConflict, change }];
    });
  }
}
