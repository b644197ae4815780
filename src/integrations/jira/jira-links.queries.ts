import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { Database } from '../../core/database/database';
import type { IssueKind, SyncedField } from './field-mapping';
import type { IssueRef } from './jira-issues';
import type { Known } from './merge';

export interface Link {
  readonly row_id: string;
  readonly resource: IssueKind['resource'];
  readonly state: 'waiting' | 'linked';
  readonly issue_id: string | null;
  readonly issue_key: string | null;
  /** How much has been wanted so far; what comes in the meantime is more. */
  readonly wanted: number;
  /** How long ago its creation was asked for whose outcome is not known; null if it was not. */
  readonly asked_seconds: number | null;
  readonly known: Known;
  /** By field, ISO 8601. */
  readonly changed_at: Readonly<Partial<Record<SyncedField, string>>>;
  readonly told_deleted: boolean;
  readonly failures: number;
}

const OPEN = `wanted > done and state <> 'ended' and site = $1`;
const DUE = `${OPEN} and (next_attempt_at is null or next_attempt_at <= now())`;
const ADD = {
  name: 'jira_add',
  text: `insert into jira_links (row_id, resource, site) select id, $2, $3 from unnest($1::uuid[]) with ordinality as g(id, place)
    order by place on conflict do nothing`,
};
const WANT = {
  name: 'jira_want',
  // Who changes a row may have mended what Jira did not take.
  text: `update jira_links set wanted = wanted + 1, changed_at = changed_at || $2::jsonb, next_attempt_at = null
    where row_id = any($1) and state <> 'ended'`,
};
const END = { name: 'jira_end', text: `update jira_links set state = 'ended' where row_id = any($1)` };
const NEXT = {
  name: 'jira_next',
  text: `select row_id, resource, state, issue_id, issue_key, wanted, known, changed_at, told_deleted, failures,
      extract(epoch from now() - asked_at)::float8 as asked_seconds
    from jira_links where ${DUE} order by failures > 0, position limit 1`,
};
const IS_DUE = {
  name: 'jira_is_due',
  text: `select exists (select 1 from jira_links where ${DUE}) as is_due`,
};
const NEXT_IN = {
  name: 'jira_next_in',
  text: `select extract(epoch from min(coalesce(next_attempt_at, now())) - now())::float8 as seconds from jira_links where ${OPEN}`,
};
const ASKED = {
  name: 'jira_asked',
  text: `update jira_links set asked_at = now(), known = $2 where row_id = $1`,
};
const NOT_ASKED = {
  name: 'jira_not_asked',
  text: `update jira_links set asked_at = null where row_id = $1`,
};
const LINKED = {
  name: 'jira_linked',
  text: `update jira_links set state = 'linked', issue_id = $2, issue_key = $3, asked_at = null, done = $4, failures = 0,
    last_error = null, next_attempt_at = null where row_id = $1`,
};
const SETTLED = {
  name: 'jira_settled',
  text: `update jira_links set known = known || $2::jsonb where row_id = $1`,
};
const DONE = {
  name: 'jira_done',
  text: `update jira_links set done = $2, told_deleted = told_deleted and wanted > $2, failures = 0, last_error = null, next_attempt_at = null
    where row_id = $1`,
};
const FAILED = {
  name: 'jira_failed',
  // Not if it was changed in the meantime.
  text: `update jira_links set failures = failures + 1, last_error = $2,
      next_attempt_at = case when wanted = $4 then now() + make_interval(secs => $3) end
    where row_id = $1`,
};
const HEARD = {
  name: 'jira_heard',
  text: `update jira_links set wanted = wanted + 1, told_deleted = told_deleted or $2, next_attempt_at = null
    where issue_id = $1 and state <> 'ended' and site = $3 returning row_id`,
};
const CLAIM = {
  name: 'jira_claim',
  // Of an issue that we asked for and have not heard of yet. It may have been changed since.
  text: `update jira_links set issue_id = $2, issue_key = $3, wanted = wanted + 1, next_attempt_at = null
    where row_id = $1 and state = 'waiting' and asked_at is not null and issue_id is null and site = $4 returning row_id`,
};
const WAIT = {
  name: 'jira_wait',
  text: `update jira_links set next_attempt_at = now() + make_interval(secs => $2) where row_id = $1`,
};
const ELSEWHERE = {
  name: 'jira_elsewhere',
  text: `select site, count(*)::int as links from jira_links where site <> $1 and state <> 'ended' group by site order by site`,
};

/**
 * What is known of the issue of each row, and what has yet to be done about it. Of other sites than the one that is configured
 * nothing is done: the ids of their issues are those of strangers here.
 */
@Injectable()
export class JiraLinkQueries {
  private readonly site: string;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) { JIRA_API_URL: url }: Config,
  ) {
    this.site = url && new URL(url).href.replace(/\/+$/, '');
  }

  /** Has issues created for these rows, in their order. */
  async add(resource: IssueKind['resource'], rowIds: readonly string[]): Promise<void> {
    await this.database.query(ADD, [rowIds, resource, this.site]);
  }

  /** Has these rows, whose fields were changed just now, told to Jira. */
  async want(rowIds: readonly string[], fields: readonly SyncedField[], at: Date): Promise<void> {
    const changed = Object.fromEntries(fields.map((field) => [field, at.toISOString()]));
    await this.database.query(WANT, [rowIds, JSON.stringify(changed)]);
  }

  /** Their issues are left alone from now on. */
  async end(rowIds: readonly string[]): Promise<void> {
    await this.database.query(END, [rowIds]);
  }

  /** The oldest about which something is to be done now, those that have failed last; or null. */
  async next(): Promise<Link | null> {
    const [link] = await this.database.query<Link>(NEXT, [this.site]);
    return link ?? null;
  }

  /** Seconds until something is to be done, or null. */
  async nextIn(): Promise<number | null> {
    const [{ seconds }] = await this.database.query<{ seconds: number | null }>(NEXT_IN, [this.site]);
    return seconds;
  }

  async isDue(): Promise<boolean> {
    const [{ is_due }] = await this.database.query<{ is_due: boolean }>(IS_DUE, [this.site]);
    return is_due;
  }

  /** Written before the creation is asked for, so that one that dies meanwhile is looked for before it is repeated. */
  async asked(rowId: string, known: Known): Promise<void> {
    await this.database.query(ASKED, [rowId, JSON.stringify(known)]);
  }

  /** It is certain that nothing was created. */
  async notAsked(rowId: string): Promise<void> {
    await this.database.query(NOT_ASKED, [rowId]);
  }

  async linked(rowId: string, { id, key }: IssueRef, done: number): Promise<void> {
    await this.database.query(LINKED, [rowId, id, key, done]);
  }

  async settled(rowId: string, known: Known): Promise<void> {
    await this.database.query(SETTLED, [rowId, JSON.stringify(known)]);
  }

  async done(rowId: string, wanted: number): Promise<void> {
    await this.database.query(DONE, [rowId, wanted]);
  }

  async failed({ row_id, wanted }: Link, error: string, waitSeconds: number): Promise<void> {
    await this.database.query(FAILED, [row_id, error, waitSeconds, wanted]);
  }

  /** Leaves it alone for so many seconds. */
  async wait(rowId: string, seconds: number): Promise<void> {
    await this.database.query(WAIT, [rowId, seconds]);
  }

  /** The sites besides this one that rows have issues in, and how many. */
  elsewhere(): Promise<{ site: string; links: number }[]> {
    return this.database.query<{ site: string; links: number }>(ELSEWHERE, [this.site]);
  }

  /** Notes that something happened to an issue. Gives whether it is one of ours. */
  async heard(issueId: string, isDeleted: boolean): Promise<boolean> {
    return (await this.database.query(HEARD, [issueId, isDeleted, this.site])).length > 0;
  }

  /** Notes which issue a row was given whose creation was asked for, if that is not known yet. Gives whether it was not. */
  async claim(rowId: string, { id, key }: IssueRef): Promise<boolean> {
    return (await this.database.query(CLAIM, [rowId, id, key, this.site])).length > 0;
  }
}
