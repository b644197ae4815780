import { Client } from 'pg';

/** What the database says of the incidents that writers have made. */
export interface Books {
  readonly incidents: ReadonlySet<string>;
  /** Incidents without exactly one CREATE audit row and exactly one created event. */
  readonly unbalanced: readonly string[];
  /** Audit rows and events of incidents that do not exist. */
  readonly phantoms: number;
  /** Ids of all created events, in order. */
  readonly events: readonly number[];
  readonly unnumbered: number;
}

export async function query<R extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function readBooks(url: string): Promise<Books> {
  const rows = await query<{ id: string; audits: number; events: number }>(
    url,
    `select i.id,
       (select count(*)::int from audit_logs a where a.resource_id = i.id::text and a.event_type = 'CREATE'
         and a.resource_type = 'incident' and a.status = 'success') as audits,
       (select count(*)::int from events e where e.resource_id = i.id and e.action = 'created') as events
     from incidents i where i.title like 'Incident % of writer %'`,
  );
  const [{ phantoms, unnumbered }] = await query<{ phantoms: number; unnumbered: number }>(
    url,
    `select
       (select count(*)::int from audit_logs a where a.event_type = 'CREATE' and a.resource_type = 'incident'
         and a.changes::text like '% of writer %'
         and not exists (select from incidents i where i.id::text = a.resource_id)) +
       (select count(*)::int from events e where e.type = 'incident'
         and not exists (select from incidents i where i.id = e.resource_id)) as phantoms,
       (select count(*)::int from events where id is null) as unnumbered`,
  );
  const events = await query<{ id: string }>(
    url,
    `select id from events where type = 'incident' and action = 'created' and id is not null order by id`,
  );
  return {
    incidents: new Set(rows.map(({ id }) => id)),
    unbalanced: rows.filter(({ audits, events: told }) => audits !== 1 || told !== 1).map(({ id }) => id),
    phantoms,
    events: events.map(({ id }) => Number(id)),
    unnumbered,
  };
}
