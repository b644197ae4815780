import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { CommitSignal } from '../../core/events/commit-signal';
import type { ImportMode } from './cost-import.enums';
import type { CostLine } from './focus-row';
import type { ImportViolations } from './import-violations';

/** An import that somebody has begun. */
export interface BegunImport {
  readonly id: string;
  readonly mode: ImportMode;
  readonly bytes: number;
  readonly is_gzip: boolean;
  readonly file_key: string;
  readonly file_sha256: string | null;
  readonly user_id: string;
  readonly imported_by: string;
  readonly environment: string | null;
  /** Names this run of it: a later one takes over. */
  readonly attempts: number;
}

export interface ImportProgress {
  readonly rows: number;
  readonly percentage: number;
  readonly lines: readonly CostLine[];
}

/** Whoever has not been heard of for so long is taken for dead. */
const LEASE = `clock_timestamp() + interval '60 seconds'`;
const MINE = `id = $1 and attempts = $2 and status = 'running'`;

const BEGIN = {
  name: 'imports_begin',
  text: `update cost_imports set status = 'running', attempts = attempts + 1, lease_until = ${LEASE}, rows_read = 0,
      rows_total = null, percentage = 0, started_at = coalesce(started_at, clock_timestamp())
    where id = $1 and deleted_at is null
      and (status = 'queued' or (status = 'running' and lease_until < clock_timestamp()))
    returning id, mode, bytes, is_gzip, file_key, file_sha256, user_id, imported_by, environment, attempts`,
};
const LINES = [
  ...[
    'place integer',
    'date date',
    'environment text',
    'service text',
    'resource_id text',
    'resource_name text',
  ],
  ...['resource_type text', 'category text', 'charge_category text', 'cost numeric', 'billed_cost numeric'],
  ...[
    'list_cost numeric',
    'contracted_cost numeric',
    'currency text',
    'usage_amount numeric',
    'usage_unit text',
  ],
  ...['provider text', 'region text', 'account_id text', 'tags jsonb', 'source text'],
];
const NAMES = LINES.map((line) => line.split(' ', 1)[0]).join(', ');
const ADVANCE = {
  name: 'imports_advance',
  // In one statement, so that rows_read is always the number of rows that are kept.
  text: `with mine as (
      update cost_imports set rows_read = $3, percentage = $4, lease_until = ${LEASE} where ${MINE} returning id
    ), kept as (
      insert into cost_import_lines (import_id, ${NAMES})
      select mine.id, ${NAMES.replaceAll(/\w+/g, 'l.$&')} from mine, json_to_recordset($5::json) as l(${LINES.join(', ')})
    ) select id from mine`,
};
const HOLD = { name: 'imports_hold', text: `select id from cost_imports where ${MINE} for update` };
const RELEASE = {
  name: 'imports_release',
  text: `update cost_imports set lease_until = clock_timestamp() where ${MINE}`,
};
const COMPLETE = {
  name: 'imports_complete',
  text: `update cost_imports set status = 'completed', percentage = 100, rows_total = rows_read, created_count = $3,
      replaced_count = $4, removed_count = $5, lease_until = null, finished_at = clock_timestamp() where ${MINE}`,
};
const FAIL = {
  name: 'imports_fail',
  text: `update cost_imports set status = 'failed', error = $3, violation_count = $4, violations = $5, rows_total = $6,
      lease_until = null, finished_at = clock_timestamp() where ${MINE} returning id`,
};
const FORGET = { name: 'imports_forget', text: 'delete from cost_import_lines where import_id = $1' };
const OVERDUE = {
  name: 'imports_overdue',
  text: `select id from cost_imports where deleted_at is null and ((status = 'running' and lease_until < now())
    or (status = 'queued' and updated_at < now() - interval '1 minute')) order by created_at limit 100`,
};
const FORGET_ENDED = {
  name: 'imports_forget_ended',
  text: `delete from cost_import_lines l
    where not exists (select from cost_imports i where i.id = l.import_id and i.status = 'running')`,
};
const STATUSES = {
  name: 'imports_statuses',
  text: `select id, status in ('queued', 'running') as is_open from cost_imports where id = any($1)`,
};

/**
 * What the server itself writes about imports and the rows that they have read. Handing one in and its outcome are
 * audited, its progress is not.
 */
@Injectable()
export class CostImportQueries {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  /** Begins it from the start, or gives null when there is nothing to do or somebody is at it. Needs an open transaction. */
  async begin(id: string): Promise<BegunImport | null> {
    const [begun] = await this.database.query<BegunImport>(BEGIN, [id]);
    if (!begun) return null;
    await this.forgetLines(id);
    this.tell();
    return begun;
  }

  /** Keeps lines and says how far it is. False when somebody else has taken over. */
  async advance(
    { id, attempts }: BegunImport,
    { rows, percentage, lines }: ImportProgress,
  ): Promise<boolean> {
    const values = [id, attempts, rows, percentage, JSON.stringify(lines)];
    const mine = await this.database.query(ADVANCE, values);
    this.tell();
    return mine.length > 0;
  }

  /** Keeps others from it until the open transaction ends. False when somebody else has taken over. */
  async hold({ id, attempts }: BegunImport): Promise<boolean> {
    return (await this.database.query(HOLD, [id, attempts])).length > 0;
  }

  /** Lets somebody else begin it at once. */
  async release({ id, attempts }: BegunImport): Promise<void> {
    await this.database.query(RELEASE, [id, attempts]);
  }

  async complete(
    { id, attempts }: BegunImport,
    counts: { readonly created: number; readonly replaced: number; readonly removed: number },
  ): Promise<void> {
    const { created, replaced, removed } = counts;
    await this.database.query(COMPLETE, [id, attempts, created, replaced, removed]);
    await this.forgetLines(id);
    this.tell();
  }

  /** False when somebody else has taken over. Needs an open transaction. */
  async fail(
    { id, attempts }: BegunImport,
    error: string,
    { count, reported }: ImportViolations,
    rowsTotal: number | null,
  ): Promise<boolean> {
    const values = [id, attempts, error, count, JSON.stringify(reported), rowsTotal];
    const mine = await this.database.query(FAIL, values);
    await this.forgetLines(id);
    this.tell();
    return mine.length > 0;
  }

  /** Those that nobody is at any more, or that nobody has begun. */
  async overdue(): Promise<readonly string[]> {
    return (await this.database.query<{ id: string }>(OVERDUE, [])).map(({ id }) => id);
  }

  /** Forgets lines of imports that are not under way. */
  async forgetEnded(): Promise<void> {
    await this.database.query(FORGET_ENDED, []);
  }

  /** Whether each of them still needs its file; those that there are not are not in the answer. */
  async areOpen(ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const rows = await this.database.query<{ id: string; is_open: boolean }>(STATUSES, [ids]);
    return new Map(rows.map(({ id, is_open }) => [id, is_open]));
  }

  private async forgetLines(id: string): Promise<void> {
    await this.database.query(FORGET, [id]);
  }

  private tell(): void {
    this.database.afterCommit(() => this.signal.committed('cost_import'));
  }
}
