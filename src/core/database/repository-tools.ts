import { Injectable } from '@nestjs/common';
import { AuditIds } from '../audit/audit-ids';
import { CommitSignal } from '../events/commit-signal';
import { Lists } from '../lists/lists';
import { Database } from './database';
import { RowFollowers } from './row-followers';

/** What every repository needs, in one constructor argument. */
@Injectable()
export class RepositoryTools {
  constructor(
    readonly database: Database,
    readonly lists: Lists,
    readonly signal: CommitSignal,
    readonly auditIds: AuditIds,
    readonly followers: RowFollowers,
  ) {}
}
