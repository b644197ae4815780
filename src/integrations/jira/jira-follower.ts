import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { currentActor } from '../../core/audit/audit-actor';
import { Database } from '../../core/database/database';
import { type RowChange, RowFollowers } from '../../core/database/row-followers';
import { Clock } from '../../core/time/clock';
import { SYNCED } from './field-mapping';
import { JiraLinkQueries } from './jira-links.queries';
import { BY_JIRA } from './jira-losses';
import { JiraPump } from './jira-pump';
import { JiraRows, type Rows } from './jira-rows';

/** Notes in the transaction of every change of an incident or a task what Jira has yet to be told. */
@Injectable()
export class JiraFollower {
  constructor(
    followers: RowFollowers,
    rows: JiraRows,
    private readonly links: JiraLinkQueries,
    private readonly pump: JiraPump,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    if (!config.JIRA_API_URL) return;
    for (const one of Object.values(rows.all))
      followers.declare(one.kind.resource, (changes) => this.note(one, changes));
  }

  private async note({ kind, columns }: Rows, changes: readonly RowChange[]): Promise<void> {
    const idsOf = (action: RowChange['action']): string[] =>
      changes.filter((change) => change.action === action).map(({ row }) => row.id);
    const [created, deleted] = [idsOf('created'), idsOf('deleted')];
    if (created.length > 0) await this.links.add(kind.resource, created);
    if (deleted.length > 0) await this.links.end(deleted);
    const isTold = await this.noteUpdates(columns, changes);
    if (created.length > 0 || isTold) this.database.afterCommit(() => this.pump.wake());
  }

  /** Gives whether there is anything to tell. What Jira itself has changed is none of it. */
  private async noteUpdates(columns: Rows['columns'], changes: readonly RowChange[]): Promise<boolean> {
    if (currentActor().user_id === BY_JIRA.user_id) return false;
    const alike = new Map<string, string[]>();
    for (const { action, row, fields } of changes) {
      const changed = SYNCED.filter((field) => fields.includes(columns[field]));
      if (action !== 'updated' || changed.length === 0) continue;
      const key = changed.join();
      alike.set(key, [...(alike.get(key) ?? []), row.id]);
    }
    const now = this.clock.now();
    for (const [key, ids] of alike) await this.links.want(ids, key.split(',') as never, now);
    return alike.size > 0;
  }
}
