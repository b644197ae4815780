import { type Procedure, step } from './procedure';

export const FAIL_OVER: Procedure = {
  status: 'approved',
  writtenDaysAgo: 210,
  changes: [
    {
      daysAgo: 130,
      before: {
        without: ['Make sure that the old primary stays down'],
        steps: { 'Promote the replica': { warning: undefined } },
      },
    },
    { daysAgo: 41, before: { tags: ['postgres'], estimated_duration: 20 } },
    {
      daysAgo: 24,
      before: {
        steps: {
          'Compare what the replica has received': {
            description: 'Note the position that the replica has received and the one it has replayed.',
          },
        },
      },
    },
  ],
  text: {
    title: 'Fail over a PostgreSQL primary',
    category: 'incident_response',
    owner: 'Data',
    description:
      'Make a replica the new primary when the old one is lost or must be taken out of service at once. Takes about half an hour; writes fail for two to five minutes of it.',
    tags: ['postgres', 'failover', 'database'],
    estimated_duration: 30,
    prerequisites: [
      'Membership in the group db-admins',
      'The name of the replica with the least lag, from the dashboard "Replication"',
      'A second person who reads along: nobody fails over alone',
    ],
    content: `## When

* The primary has not answered for **two minutes**, from two different networks, or
* its disks or its host are failing and it cannot be drained in the usual way.

A primary that is only **slow** is not lost. Look at locks and at the disk first: a fail-over of an overloaded database gives you an overloaded database without its cache.

## What can go wrong

| Risk | What prevents it |
| --- | --- |
| Two primaries accept writes | The old one is fenced *before* the new one is promoted |
| Transactions are lost | The positions are compared and written down before the promotion |
| Clients keep talking to the old address | The alias has a lifetime of 30 seconds, and pools are recycled |

## Afterwards

Open a task to rebuild the old primary as a replica. Until that is done there is **no replica left to fail over to**: tell the next shift.`,
    steps: [
      step(
        'Say that you begin',
        'Write into the incident who fails over, which cluster, and who reads along.',
        {
          expected_result: 'The second person has answered',
        },
      ),
      step(
        'See for yourself that the primary is lost',
        'From the bastion, not from the dashboard: monitoring has been wrong before.',
        {
          command: 'pg_isready --host={{old_primary}} --port=5432 --timeout=5',
          expected_result: 'no response',
          warning: 'If it answers "accepting connections", stop here and find out what is slow.',
        },
      ),
      step(
        'Compare what the replica has received',
        'Note both positions in the incident: what lies between them and the last position of the primary is lost.',
        {
          command: `psql --host={{replica}} --no-psqlrc --tuples-only --command='select pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), now() - pg_last_xact_replay_timestamp()'`,
          expected_result: 'Both positions are the same and the last replay is younger than a minute',
          warning: 'More than a minute behind? Ask the owner of the data before you go on.',
        },
      ),
      step(
        'Make sure that the old primary stays down',
        'Power it off at the hypervisor or take its network away. A clean shutdown by SSH is not enough when the host does not answer.',
        {
          expected_result: 'The console shows the machine as powered off',
          warning:
            'Never promote while the old primary could come back: two primaries take days to reconcile.',
        },
      ),
      step('Promote the replica', 'It ends recovery and opens a new timeline.', {
        command: `psql --host={{replica}} --no-psqlrc --tuples-only --command='select pg_promote(true, 60)'`,
        expected_result: 't',
        warning: 'From here on there is no way back to the old primary.',
      }),
      step(
        'Move the alias',
        'Point the alias of the cluster at the new primary in the DNS console; its lifetime is 30 seconds.',
        {
          expected_result: 'The alias resolves to the new primary',
        },
      ),
      step('Check that the alias has arrived', 'Ask the resolver that the applications use.', {
        command: 'dig +short {{alias}} @{{resolver}}',
        expected_result: 'The address of the new primary, and no other',
      }),
      step('Recycle the connection pools', 'Pools hold connections to an address that is gone.', {
        command: 'kubectl --namespace={{namespace}} rollout restart deployment/pgbouncer',
        expected_result: 'deployment.apps/pgbouncer restarted',
      }),
      step(
        'See that writes arrive',
        'Orders per minute are back at their usual level, and no application logs "read-only transaction".',
        {
          expected_result: 'Ten minutes without an error',
        },
      ),
      step(
        'Say that it is done',
        'Close with the two positions, the time writes were down, and the link to the task for the new replica.',
      ),
    ],
  },
};

export const RESTORE: Procedure = {
  status: 'approved',
  writtenDaysAgo: 160,
  changes: [
    {
      daysAgo: 75,
      before: {
        description: 'Bring a database back from its backup.',
        without: ['Count what has come back'],
      },
    },
  ],
  text: {
    title: 'Restore a database to a point in time',
    category: 'backup_recovery',
    owner: 'Data',
    description:
      'Bring a database back as it was at a chosen moment, beside the living one: rows that were deleted by mistake are copied back from there, and nothing is overwritten.',
    tags: ['postgres', 'backup', 'restore'],
    estimated_duration: 120,
    prerequisites: [
      'The moment to go back to, in UTC, a minute before the damage',
      'Free disk space of 1.3 times the size of the database on the restore host',
      'The passphrase of the backups, from the safe: two people are needed to open it',
    ],
    content: `## Rule number one

**Never restore over the living database.** It is always restored beside it, looked at, and then the rows that are missing are copied.

## Choosing the moment

Ask *when was it still right?* and take a minute less. The audit log knows when the damage was done:

\`\`\`sql
select timestamp, user_name, action_description
  from audit_logs
 where resource_type = 'customer' and event_type = 'DELETE'
 order by timestamp desc
 limit 20;
\`\`\`

## How long it takes

About 20 minutes for each 100 GB, and as long again to replay a whole day of log. A base backup is made every night at 01:00 UTC, so a moment in the evening takes longest.`,
    steps: [
      step(
        'Stop what still does damage',
        'Take the job or the account away that deletes rows. A restore is of no use while it goes on.',
      ),
      step(
        'Look which backups there are',
        'The newest full backup before the moment is the one that is used.',
        {
          command: 'pgbackrest --stanza={{stanza}} info',
          expected_result: 'status: ok, and a full backup that ended before the moment',
          warning: 'status: error means that the archive has a gap. Call the owner before you go on.',
        },
      ),
      step('See that there is room', 'On the restore host, not on the database host.', {
        command: 'df --human-readable /var/lib/restore',
        expected_result: '1.3 times the size of the database is available',
      }),
      step('Restore beside the living database', 'The time is in UTC, in the form 2026-01-15 10:14:00+00.', {
        command:
          'pgbackrest --stanza={{stanza}} --type=time --target={{moment}} --target-action=pause --pg1-path=/var/lib/restore/{{stanza}} restore',
        expected_result: 'restore command end: completed successfully',
        warning: 'Check the path twice: it must begin with /var/lib/restore.',
      }),
      step(
        'Start it on another port',
        'Port 5433, with archiving switched off: the copy must never write into the archive of the living one.',
        {
          command: 'systemctl start postgresql-restore@{{stanza}}',
          expected_result: 'The log says "recovery stopping before commit" with the moment that you chose',
        },
      ),
      step(
        'Count what has come back',
        'Compare the number of rows with what the owner expects, before anything is copied.',
        {
          command: `psql --port=5433 --dbname={{database}} --tuples-only --command='select count(*) from {{table}}'`,
        },
      ),
      step(
        'Copy the rows that are missing',
        'With postgres_fdw and "insert … on conflict do nothing", in one transaction, written by one and read by another.',
        {
          warning: 'Never "on conflict do update": rows that have changed since are newer than the backup.',
        },
      ),
      step('Let the owner look', 'Somebody who knows the data says that it is right. Not you.', {
        expected_result: 'The owner has confirmed in the incident',
      }),
      step('Take the copy away', 'It holds personal data and nobody watches over it.', {
        command: 'systemctl disable --now postgresql-restore@{{stanza}}',
      }),
    ],
  },
};
