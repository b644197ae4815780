import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../core/audit/audit-trail';
import type { SyncedField } from './field-mapping';
import type { Rows, TrackedRow } from './jira-rows';
import type { JiraChange } from './merge';

/** Who changes rows here because they were changed in Jira, as the audit log calls them. */
export const BY_JIRA = { user_id: 'jira', user_name: 'Jira' } as const;

const MAX_QUOTED = 1_000;

/** A change in Jira that ours was written over. */
export interface Loss {
  readonly field: SyncedField;
  readonly theirs: string | null;
  readonly change: JiraChange | null;
}

/** Puts on record what somebody wrote in Jira and is there no more. */
@Injectable()
export class JiraLosses {
  constructor(private readonly trail: AuditTrail) {}

  async record({ kind, columns }: Rows, row: TrackedRow, losses: readonly Loss[]): Promise<void> {
    for (const { field, theirs, change } of losses)
      await this.trail.record({
        ...{ event_type: 'UPDATE', status: 'failed', resource_type: kind.resource, resource_id: row.id },
        resource_name: row.jira_id,
        action_description: `Kept ${columns[field]} of ${kind.resource} ${row.jira_id}: it was changed here later than in Jira`,
        error_message: `JIRA_CHANGE_OVERTAKEN: ${change?.author ?? 'somebody'} had written "${theirs?.slice(0, MAX_QUOTED) ?? ''}"`,
        actor: {
          ...BY_JIRA,
          metadata: JSON.stringify({ jira: { issue: row.jira_id, changes: [{ field, ...change }] } }),
        },
      });
  }
}
