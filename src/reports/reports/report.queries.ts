import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { Environment } from '../../core/fields';
import { CommitSignal } from '../../core/events/commit-signal';
import type { KeyFigure } from '../figures/report-content';
import type { AskedPeriod } from './report.entity';
import type { AskedBy, ReportFormat, ReportType } from './report.enums';

/** A report that somebody has begun to make. */
export interface BegunReport {
  readonly id: string;
  readonly name: string;
  readonly type: ReportType;
  readonly format: ReportFormat;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly asked_period: AskedPeriod;
  readonly environment: Environment | null;
  readonly user_id: string;
  readonly asked_by: AskedBy;
  readonly asked_with: readonly string[] | null;
  readonly generated_by: string;
  readonly edition: number;
  /** Names this run of it: a later one takes over. */
  readonly attempts: number;
}

/** A version that is finished. */
export interface MadeVersion {
  readonly id: string;
  readonly file_key: string;
  readonly file_size: number;
  readonly file_sha256: string;
  readonly figures: readonly KeyFigure[];
  readonly changes: string | null;
  readonly snapshot_at: Date;
  readonly period: { readonly start: Date; readonly end: Date } | null;
}

export interface VersionFile {
  readonly edition: number;
  readonly file_key: string;
  readonly file_size: number;
  readonly file_sha256: string | null;
}

/** Whoever has not been heard of for so long is taken for dead. */
export const LEASE_SECONDS = 20;
const LEASE = `clock_timestamp() + interval '${LEASE_SECONDS} seconds'`;
const MINE = `id = $1 and attempts = $2 and edition = $3 and status = 'generating' and deleted_at is null`;

const BEGIN = {
  name: 'reports_begin',
  text: `update reports set attempts = attempts + 1, percentage = 0, lease_until = ${LEASE}
    where id = $1 and status = 'generating' and deleted_at is null
      and (lease_until is null or lease_until < clock_timestamp())
    returning id, name, type, format, parameters, asked_period, environment, user_id, asked_by, asked_with,
      generated_by, edition, attempts`,
};
const ADVANCE = {
  name: 'reports_advance',
  text: `update reports set percentage = greatest(percentage, $4), lease_until = ${LEASE} where ${MINE} returning id`,
};
const RELEASE = {
  name: 'reports_release',
  text: `update reports set lease_until = clock_timestamp(), attempts = attempts - $4::int where ${MINE}`,
};
const COMPLETE = {
  name: 'reports_complete',
  text: `with mine as (
      update reports set status = 'completed', percentage = 100, error = null, lease_until = null, file_size = $5,
        generated_at = clock_timestamp(), snapshot_at = $6, period_start = $7, period_end = $8
      where ${MINE} returning id, edition, generated_by, generated_at
    )
    insert into report_versions (id, report_id, edition, file_size, generated_by, generated_at, changes, snapshot_at, figures,
      file_key, file_sha256)
    select $4, mine.id, mine.edition, $5, mine.generated_by, mine.generated_at, $9, $6, $10, $11, $12 from mine
    returning id`,
};
const FAIL = {
  name: 'reports_fail',
  text: `update reports set status = 'failed', error = $4, lease_until = null, generated_at = clock_timestamp()
    where ${MINE} returning id`,
};
const OVERDUE = {
  name: 'reports_overdue',
  text: `select id from reports where status = 'generating' and deleted_at is null
      and (lease_until < clock_timestamp() or (lease_until is null and updated_at < clock_timestamp() - interval '1 minute'))
    order by generated_at, id limit 100`,
};
const NEWEST = {
  name: 'reports_newest_edition',
  text: 'select coalesce(max(edition), 0)::int as edition from report_versions where report_id = $1',
};
const FIGURES = {
  name: 'reports_figures_before',
  text: `select figures from report_versions where report_id = $1 and edition < $2 and deleted_at is null
    order by edition desc limit 1`,
};
const FILE = {
  name: 'reports_file',
  text: `select edition, file_key, file_size, file_sha256 from report_versions
    where report_id = $1 and edition = $2 and deleted_at is null`,
};
const REMOVE_VERSIONS = {
  name: 'reports_remove_versions',
  text: `update report_versions set deleted_at = clock_timestamp() where report_id = $1 and deleted_at is null
    returning file_key`,
};
const KEYS = {
  name: 'reports_keys',
  text: `select file_key, deleted_at is null as is_used from report_versions where file_key = any($1)`,
};

/**
 * What the server itself writes about reports that are being made. Asking for one and its outcome are audited, its progress
 * is not.
 */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  /** Null when there is nothing to do or somebody is at it. */
  async begin(id: string): Promise<BegunReport | null> {
    const [begun] = await this.database.query<BegunReport>(BEGIN, [id]);
    this.tell();
    return begun ?? null;
  }

  /** Says how far it is and that its maker is alive. False when it is nobody's any more, or somebody else's. */
  async advance(begun: BegunReport, percentage: number): Promise<boolean> {
    const mine = await this.database.query(ADVANCE, [...keyOf(begun), percentage]);
    this.tell();
    return mine.length > 0;
  }

  /** Lets somebody else begin it at once. `counts`: this was one of the times that it may be begun. */
  async release(begun: BegunReport, counts: boolean): Promise<void> {
    await this.database.query(RELEASE, [...keyOf(begun), counts ? 0 : 1]);
  }

  /** False, and nothing is written, when it is nobody's any more, or somebody else's. Needs an open transaction. */
  async complete(begun: BegunReport, version: MadeVersion): Promise<boolean> {
    const { id, file_key, file_size, file_sha256, figures, changes, snapshot_at, period } = version;
    const mine = await this.database.query(COMPLETE, [
      ...[...keyOf(begun), id, file_size, snapshot_at, period?.start ?? null, period?.end ?? null],
      ...[changes, JSON.stringify(figures), file_key, file_sha256],
    ]);
    this.tell();
    return mine.length > 0;
  }

  /** False when it is nobody's any more, or somebody else's. Needs an open transaction. */
  async fail(begun: BegunReport, error: string): Promise<boolean> {
    const mine = await this.database.query(FAIL, [...keyOf(begun), error]);
    this.tell();
    return mine.length > 0;
  }

  /** Those that nobody is at any more, or that nobody has begun. */
  async overdue(): Promise<readonly string[]> {
    return (await this.database.query<{ id: string }>(OVERDUE, [])).map(({ id }) => id);
  }

  /** 0 when there is no finished version. Removed ones count. */
  async newestEdition(id: string): Promise<number> {
    const [{ edition }] = await this.database.query<{ edition: number }>(NEWEST, [id]);
    return edition;
  }

  /** The key figures of the version before, or null. */
  async figuresBefore(id: string, edition: number): Promise<readonly KeyFigure[] | null> {
    const [row] = await this.database.query<{ figures: readonly KeyFigure[] }>(FIGURES, [id, edition]);
    return row?.figures ?? null;
  }

  async file(id: string, edition: number): Promise<VersionFile | null> {
    const [file] = await this.database.query<VersionFile>(FILE, [id, edition]);
    return file ?? null;
  }

  /** Gives the keys of their files. */
  async removeVersions(id: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ file_key: string }>(REMOVE_VERSIONS, [id]);
    this.database.afterCommit(() => this.signal.committed('report_version'));
    return rows.map(({ file_key }) => file_key);
  }

  /** Whether each file is that of a version that can be read; those that no version ever had are not in the answer. */
  async areUsed(keys: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const rows = await this.database.query<{ file_key: string; is_used: boolean }>(KEYS, [keys]);
    return new Map(rows.map(({ file_key, is_used }) => [file_key, is_used]));
  }

  private tell(): void {
    this.database.afterCommit(() => {
      this.signal.committed('report');
      this.signal.committed('report_version');
    });
  }
}

const keyOf = ({ id, attempts, edition }: BegunReport): unknown[] => [id, attempts, edition];
