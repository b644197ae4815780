import type { Scenario } from './scenario';

export const DATA: readonly Scenario[] = [
  {
    key: 'replica-lag',
    severities: ['critical', 'high', 'medium', 'low'],
    titles: [
      'Replica {replica} lags by {lag} s',
      'Replication lag of {replica} above {lag} s',
      'Stale reads from {replica}',
    ],
    description:
      'Replica {replica} is {lag} s behind its primary and falls further behind by 1 s every 5 s. The primary writes {rate} MB of WAL a second, three times the usual. Replay on the replica waits for a conflict with a query that has run for {minutes} minutes.',
    impact: 'Customers do not find orders they have just placed.',
    services: ['postgres-replica', 'order-history'],
    tags: ['replication', 'database', 'stale-reads'],
    root_cause:
      'A backfill updated {rows} million rows in one go, while max_standby_streaming_delay let an analyst’s query hold replay back.',
    resolution:
      'Ended the query, split the backfill into batches of 10,000 rows with pauses and lowered max_standby_streaming_delay to 30 s.',
    values: {
      replica: ['db-replica-2', 'db-replica-3', 'db-replica-eu-1'],
      lag: [75, 940],
      rate: [48, 120],
      minutes: [14, 70],
      rows: [12, 85],
    },
    evidence: [
      {
        type: 'command',
        title: 'Lag seen from the primary',
        source: 'psql',
        content:
          '$ psql -c "select application_name, state, replay_lag, pg_size_pretty(pg_wal_lsn_diff(sent_lsn, replay_lsn)) from pg_stat_replication"\n application_name |   state   | replay_lag | pg_size_pretty\n------------------+-----------+------------+----------------\n {replica} | streaming | {lag} s | {rate}12 MB',
      },
      {
        type: 'metric',
        title: 'Replication lag in seconds',
        source: 'prometheus',
        content:
          'pg_replication_lag_seconds{instance="{replica}"}\n{at}      3.1\n{at+300}  58.4\n{at+600}  121.0\n{at+900}  187.5',
      },
    ],
  },
  {
    key: 'backup-failed',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Backup of {database} failed {nights} nights in a row',
      'No valid backup of {database} for {nights} days',
      'Base backup of {database} aborts',
    ],
    description:
      'The nightly base backup of {database} has failed for {nights} nights. It aborts after {hours} hours with "could not receive data from WAL stream". WAL archiving still works, so point-in-time recovery reaches back to the last good backup.',
    impact: 'A restore would take an estimated {restore} hours instead of 2.',
    services: ['backup-runner', 'postgres-main'],
    tags: ['backup', 'database', 'recovery'],
    root_cause:
      'The firewall rule set of the new backup network drops idle connections after an hour, shorter than a checkpoint pause of the backup.',
    resolution:
      'Enabled TCP keepalives on the backup connection, took a full backup by hand and verified it by a restore into an empty cluster.',
    values: {
      database: ['orders', 'catalogue', 'customer'],
      nights: [2, 6],
      hours: [2, 5],
      restore: [7, 19],
    },
    evidence: [
      {
        type: 'log',
        title: 'Output of the backup job',
        source: 'backup-runner',
        content:
          '{at} pg_basebackup: initiating base backup, waiting for checkpoint to complete\n{at+7260} pg_basebackup: error: could not receive data from WAL stream: server closed the connection unexpectedly\n{at+7261} backup {database}: FAILED, 0 of 1 kept, previous backup untouched',
      },
    ],
  },
  {
    key: 'corrupt-cache',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Corrupt entries in the {cache} cache',
      '{cache} cache serves entries of another locale',
      'Wrong content from {cache} cache',
    ],
    description:
      'About {share} % of the reads from the {cache} cache return an entry that belongs to another key. It began {minutes} minutes after the cache client was upgraded on half of the hosts. Entries written by the old client are read wrongly by the new one and the other way round.',
    impact:
      'Product pages show descriptions in the wrong language and sometimes prices in the wrong currency.',
    services: ['redis-cache', 'catalog-api'],
    tags: ['cache', 'serialization', 'upgrade'],
    root_cause:
      'The upgrade changed the default key hashing, and both versions shared one key space during the rollout.',
    resolution: 'Flushed the key space, put the schema version into the key prefix and finished the rollout.',
    values: { cache: ['catalogue', 'price', 'navigation'], share: [2, 14], minutes: [5, 20] },
    evidence: [
      {
        type: 'command',
        title: 'One product, two answers',
        source: 'redis-cli',
        content:
          '$ redis-cli --raw get {cache}:de:48213 | head -c 80\n{"locale":"fr","sku":"48213","name":"Lampe de bureau"\n$ redis-cli ttl {cache}:de:48213\n(integer) 2711',
      },
    ],
  },
  {
    key: 'object-store-throttling',
    severities: ['high', 'medium', 'low'],
    titles: [
      'S3 answers SlowDown to {job}',
      'S3 throttling delays {job}',
      '{job}: {share} % of S3 requests throttled',
    ],
    description:
      'S3 answers {share} % of the requests of {job} with 503 SlowDown. The job writes {rate} objects a second below a single date prefix. It is {hours} hours behind and will miss its 08:00 deadline.',
    impact: 'Dashboards of the day start with yesterday’s numbers.',
    services: ['etl-pipeline', 's3', 'warehouse'],
    tags: ['s3', 'throttling', 'etl'],
    root_cause:
      'After the change to smaller files the job wrote twenty times as many objects under one prefix, above the request rate S3 allows for it.',
    resolution: 'Compact to files of 128 MiB before the upload and spread the objects over hashed prefixes.',
    values: {
      job: ['clickstream-load', 'order-export', 'inventory-snapshot'],
      share: [11, 42],
      rate: [4100, 7800],
      hours: [2, 6],
    },
    evidence: [
      {
        type: 'log',
        title: 'SlowDown answers',
        source: 'airflow',
        content:
          '{at} WARN  {job} PutObject 503 SlowDown: Please reduce your request rate. attempt=4\n{at+2} WARN  {job} PutObject 503 SlowDown: Please reduce your request rate. attempt=5\n{at+2} ERROR {job} part 1182 given up after 5 attempts, will be retried by the task',
      },
    ],
  },
  {
    key: 'pipeline-schema-drift',
    severities: ['high', 'medium', 'low'],
    titles: [
      '{job} rejects {share} % of rows',
      'Schema change upstream breaks {job}',
      'Unexpected column type in {job}',
    ],
    description:
      '{job} has rejected {share} % of its rows since {hours}:10 UTC. The producer began to send customer_ref as a text instead of a number. {rows} thousand rows are in the rejects table so far.',
    impact: 'Revenue by customer is incomplete for today.',
    services: ['etl-pipeline', 'kafka', 'warehouse'],
    tags: ['schema', 'etl', 'data-quality'],
    root_cause:
      'The schema registry accepted the change because compatibility was set to NONE for this topic after an experiment.',
    resolution:
      'Restored BACKWARD compatibility, taught the loader both forms and loaded the rejected rows again.',
    values: {
      job: ['order-events-load', 'customer-sync', 'returns-load'],
      share: [9, 64],
      hours: ['03', '05', '07', '09'],
      rows: [14, 380],
    },
    evidence: [
      {
        type: 'log',
        title: 'Rejected rows',
        source: 'airflow',
        content:
          '{at} WARN {job} row rejected: customer_ref: expected long, got string "C-0048817"\n{at} WARN {job} row rejected: customer_ref: expected long, got string "C-0051120"\n{at+60} INFO {job} batch done, rejected={share} %',
      },
    ],
  },
  {
    key: 'broker-disk-imbalance',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Kafka broker {broker} out of disk',
      'Broker {broker} at {used} % disk, others at {others} %',
      'Under-replicated partitions on broker {broker}',
    ],
    description:
      'Broker {broker} is at {used} % of its disk while the others are at {others} %. {partitions} partitions are under-replicated since it stopped fetching. Producers with acks=all see latencies of {latency} ms.',
    impact: 'Order events arrive late in every consumer, shipping labels first.',
    services: ['kafka', 'order-events', 'shipping-labels'],
    tags: ['kafka', 'disk', 'replication'],
    root_cause:
      'A topic without retention settings inherited unlimited retention, and all of its leaders happened to be on one broker.',
    resolution:
      'Set retention to 72 h, reassigned its partitions over all brokers and added a check that refuses topics without retention.',
    values: {
      broker: ['2', '4', '5'],
      used: [93, 99],
      others: [41, 58],
      partitions: [18, 96],
      latency: [900, 4200],
    },
    evidence: [
      {
        type: 'command',
        title: 'Under-replicated partitions',
        source: 'kafka-topics',
        content:
          '$ kafka-topics.sh --bootstrap-server kafka:9092 --describe --under-replicated-partitions | wc -l\n{partitions}\n$ kafka-log-dirs.sh --bootstrap-server kafka:9092 --broker-list {broker} --describe | tail -1 | cut -c1-72\n{"version":1,"brokers":[{"broker":{broker},"logDirs":[{"error":null',
      },
    ],
  },
  {
    key: 'slow-query-plan',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Report query takes {after} s instead of {before} ms',
      'Plan regression on {table}',
      '{table}: sequential scan after statistics change',
    ],
    description:
      'A query on {table} that took {before} ms takes {after} s since last night. The planner expects {estimate} rows and gets {actual} thousand, so it picks a nested loop. Autoanalyze last ran {days} days ago.',
    impact: 'The order overview of the back office times out for large merchants.',
    services: ['back-office', 'postgres-main'],
    tags: ['query-plan', 'statistics', 'database'],
    root_cause:
      'A bulk load stayed just under the autoanalyze threshold of 10 % and left the statistics of the newest partition empty.',
    resolution:
      'Analysed the table, lowered autovacuum_analyze_scale_factor to 0.02 for it and made the bulk load analyse what it has loaded.',
    values: {
      table: ['order_items', 'stock_movements', 'price_history'],
      before: [20, 90],
      after: [14, 55],
      estimate: [1, 12],
      actual: [40, 700],
      days: [6, 31],
    },
    evidence: [
      {
        type: 'command',
        title: 'Plan with estimates and actual rows',
        source: 'psql',
        content:
          'Nested Loop  (cost=0.85..24.31 rows={estimate} width=64) (actual rows={actual}112 loops=1)\n  ->  Index Scan using {table}_merchant_idx on {table}  (rows={estimate}) (actual rows={actual}112 loops=1)\n  ->  Index Scan using products_pkey on products  (rows=1) (actual rows=1 loops={actual}112)\nExecution Time: {after}214.118 ms',
      },
    ],
  },
];
