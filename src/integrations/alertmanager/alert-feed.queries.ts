import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { Environment } from '../../core/fields';
import type { KnownAlert } from './alert-policy';
import type { Saying } from './alert-words';

export interface AlertState extends KnownAlert {
  readonly environment: Environment;
  readonly fingerprint: string;
  /** Null for one that has only just been entered. */
  readonly incident_id: string | null;
  readonly said: Saying;
}

const GIVEN = `json_to_recordset($1::json) as g(environment text, fingerprint text, starts_at timestamptz,
  ends_at timestamptz, heard_at timestamptz, incident_id uuid, said jsonb)`;
const ENTER = {
  name: 'alertmanager_enter',
  text: `insert into alertmanager_alerts (environment, fingerprint, starts_at, heard_at, said)
    select environment, fingerprint, starts_at, heard_at, said from ${GIVEN}
    order by environment, fingerprint on conflict do nothing`,
};
const LOCK = {
  name: 'alertmanager_lock',
  text: `select a.environment, a.fingerprint, a.starts_at, a.ends_at, a.heard_at, a.incident_id, a.said
    from alertmanager_alerts a join ${GIVEN} using (environment, fingerprint)
    order by a.environment, a.fingerprint for update of a`,
};
const SAVE = {
  name: 'alertmanager_save',
  text: `update alertmanager_alerts a set starts_at = g.starts_at, ends_at = g.ends_at, heard_at = g.heard_at,
      incident_id = g.incident_id, said = g.said
    from ${GIVEN} where a.environment = g.environment and a.fingerprint = g.fingerprint`,
};
const PRUNE = {
  name: 'alertmanager_prune',
  // The end of many is never told: what a person has closed has an end, too.
  text: `delete from alertmanager_alerts a where a.heard_at < now() - make_interval(days => $1)
    and (a.ends_at is not null or not exists (select from incidents i where i.id = a.incident_id
      and i.deleted_at is null and i.status in ('open', 'investigating')))`,
};

/** Where each alert stands; in the database, so that instances agree on it. */
@Injectable()
export class AlertFeedQueries {
  constructor(private readonly database: Database) {}

  /**
   * Those of these that are known, for the open transaction alone until it ends. `firing` are entered if they are not known.
   * All go in one order, so that two who bring the same wait for each other, but never both at once.
   */
  async lock(all: readonly AlertState[], firing: readonly AlertState[]): Promise<AlertState[]> {
    if (firing.length > 0) await this.database.query(ENTER, [JSON.stringify(firing)]);
    return this.database.query<AlertState>(LOCK, [
      JSON.stringify(all.map(({ environment, fingerprint }) => ({ environment, fingerprint }))),
    ]);
  }

  async save(states: readonly AlertState[]): Promise<void> {
    if (states.length > 0) await this.database.query(SAVE, [JSON.stringify(states)]);
  }

  /** Forgets alerts that ended, or whose incident did, and that nothing was heard of for so many days. */
  async prune(days: number): Promise<void> {
    await this.database.query(PRUNE, [days]);
  }
}
