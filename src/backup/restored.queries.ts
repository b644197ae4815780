import type { ClientBase } from 'pg';

/** Nobody has been told of so many events between a backup and its restore. */
const EVENTS_GAP = 1_000_000_000;
const PARKED = 'Parked: it was restored from a backup, without what goes out.';

/**
 * The numbers of events that were given after the backup would be given again, to others. Whoever heard some of those must
 * not resume among the new ones: the whole log moves up, so far that every position of before is below it.
 */
export async function moveEventsUp(client: ClientBase): Promise<void> {
  await client.query(`update public.events set id = id + ${EVENTS_GAP} where id is not null`);
  await client.query(
    `select setval('public.event_ids', (select last_value from public.event_ids) + ${EVENTS_GAP}, true)`,
  );
}

/** What waits for the world outside goes nowhere from here on: notifications, and issues of Jira. */
export async function parkOutgoing(client: ClientBase): Promise<{ deliveries: number; links: number }> {
  const { rowCount: deliveries } = await client.query(
    `update public.notification_deliveries set status = 'dead', next_attempt_at = null, last_error = $1
      where status in ('pending', 'retrying')`,
    [PARKED],
  );
  const { rowCount: links } = await client.query(
    `update public.jira_links set state = 'ended', next_attempt_at = null, last_error = $1 where state <> 'ended'`,
    [PARKED],
  );
  await client.query(
    `update pgboss.job set state = 'cancelled', completed_on = now(), output = jsonb_build_object('reason', $1::text)
      where state < 'completed' and (name like 'notify\\_%' or name = 'jira')`,
    [PARKED],
  );
  return { deliveries: deliveries ?? 0, links: links ?? 0 };
}

/** By this number the open transaction can be asked for from another connection. */
export async function transactionNumber(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ number: string }>('select pg_current_xact_id()::text as number');
  return rows[0].number;
}

/** How that transaction ended; null while it has not, or when nobody knows any more. */
export async function isCommitted(client: ClientBase, number: string): Promise<boolean | null> {
  const { rows } = await client.query<{ status: string | null }>(
    'select pg_xact_status($1::xid8) as status',
    [number],
  );
  const [{ status }] = rows;
  return status === 'committed' ? true : status === 'aborted' ? false : null;
}
