import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../../core/database/database';
import type { Catalogue } from './catalogue';

/** Which catalogue the tables hold. */
export interface CatalogueState {
  readonly source: 'shipped' | 'imported';
  /** Of the shipped catalogue; 0 of an imported one. */
  readonly revision: number;
  readonly attack_version: string | null;
}

/** What replacing a catalogue by another changed. */
export interface CatalogueChanges {
  /** New techniques, and such as are back. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Gone from ATT&CK, but there are detections of them. */
  readonly retired: number;
  readonly removed: number;
}

const STATE = 'select source, revision, attack_version from mitre_catalogue';
/** One at a time, and not while a detection is being written: it holds its technique. Reading goes on. */
const LOCK = 'lock table mitre_catalogue, mitre_tactics, mitre_techniques in exclusive mode';
const SAVE_STATE = `insert into mitre_catalogue (source, revision, attack_version, loaded_at) values ($1, $2, $3, now())
  on conflict (id) do update set source = excluded.source, revision = excluded.revision,
    attack_version = excluded.attack_version, loaded_at = excluded.loaded_at`;
const SAVE_TACTICS = `
  with given as materialized (
    select g.id, g.name, g.short_name, g.description, g.url, g.position::int
    from rows from (jsonb_to_recordset($1::jsonb) as (id text, name text, short_name text, description text, url text))
      with ordinality as g (id, name, short_name, description, url, position)),
  gone as (
    update mitre_tactics t set deleted_at = now()
    where t.deleted_at is null and not exists (select from given g where g.id = t.id) returning 1)
  insert into mitre_tactics as t (id, name, short_name, description, url, position)
  select id, name, short_name, description, url, position from given
  on conflict (id) do update set name = excluded.name, short_name = excluded.short_name,
    description = excluded.description, url = excluded.url, position = excluded.position, deleted_at = null
  where (t.name, t.short_name, t.description, t.url, t.position, t.deleted_at) is distinct from
    (excluded.name, excluded.short_name, excluded.description, excluded.url, excluded.position, null::timestamptz)`;
const SAVE_TECHNIQUES = `
  with given as materialized (
    select g.* from jsonb_to_recordset($1::jsonb) as g (id text, name text, description text, tactic_ids text[], url text)),
  absent as materialized (
    select t.id, t.retired, t.deleted_at is not null as was_removed,
      exists (select from mitre_detections d where d.technique_id = t.id and d.deleted_at is null) as is_used
    from mitre_techniques t where not exists (select from given g where g.id = t.id)),
  gone as (
    update mitre_techniques t set retired = a.is_used, deleted_at = case when a.is_used then null else now() end
    from absent a where a.id = t.id and (t.retired, t.deleted_at is not null) is distinct from (a.is_used, not a.is_used)
    returning a.is_used),
  known as materialized (
    select t.id, t.deleted_at is null and not t.retired as was_current from mitre_techniques t join given using (id)),
  saved as (
    insert into mitre_techniques as t (id, name, description, tactic_ids, url)
    select id, name, description, tactic_ids, url from given
    on conflict (id) do update set name = excluded.name, description = excluded.description,
      tactic_ids = excluded.tactic_ids, url = excluded.url, retired = false, deleted_at = null
    where (t.name, t.description, t.tactic_ids, t.url, t.retired, t.deleted_at) is distinct from
      (excluded.name, excluded.description, excluded.tactic_ids, excluded.url, false, null::timestamptz)
    returning t.id)
  select (select count(*)::int from saved s left join known k using (id) where k.was_current is not true) as created,
    (select count(*)::int from saved join known k using (id) where k.was_current) as updated,
    (select count(*)::int from given) - (select count(*)::int from saved) as unchanged,
    (select count(*)::int from gone where is_used) as retired,
    (select count(*)::int from gone where not is_used) as removed`;

/** What the statements need of a connection or of the open transaction. */
export type Ask = <R extends object>(text: string, values?: unknown[]) => Promise<R[]>;

/** Which catalogue the tables hold; undefined while they hold none. */
export const stateOf = async (ask: Ask): Promise<CatalogueState | undefined> =>
  (await ask<CatalogueState>(STATE))[0];

/** Nobody else replaces the catalogue until the open transaction ends. */
export const lockCatalogue = async (ask: Ask): Promise<void> => void (await ask(LOCK));

/**
 * Makes the tables hold this catalogue. Needs an open transaction that holds the lock. Techniques that it lacks are
 * removed, or marked as retired when there are detections of them.
 */
export async function replaceCatalogue(
  ask: Ask,
  { attack_version, tactics, techniques }: Catalogue,
  { source, revision }: Pick<CatalogueState, 'source' | 'revision'>,
): Promise<CatalogueChanges> {
  await ask(SAVE_STATE, [source, revision, attack_version]);
  await ask(SAVE_TACTICS, [JSON.stringify(tactics)]);
  const [changes] = await ask<CatalogueChanges>(SAVE_TECHNIQUES, [JSON.stringify(techniques)]);
  return changes;
}

/** The same statements on a connection of its own. */
export const askOf =
  (client: PoolClient): Ask =>
  async (text, values) =>
    (await client.query(text, values)).rows as never;

@Injectable()
export class CatalogueQueries {
  readonly ask: Ask = (text, values = []) => this.database.query({ text }, values);

  constructor(private readonly database: Database) {}
}
