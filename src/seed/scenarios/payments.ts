import type { Scenario } from './scenario';

export const PAYMENTS: readonly Scenario[] = [
  {
    key: 'upstream-rate-limit',
    severities: ['high', 'medium', 'low'],
    titles: [
      '{provider} answers 429 to {share} % of calls',
      'Rate limit of {provider} reached',
      '{provider}: quota of {quota} calls a minute used up',
    ],
    description:
      'The {provider} API answers {share} % of our calls with 429. We send {sent} calls a minute against a quota of {quota}. Retries without back-off make up a third of them.',
    impact: 'Affected customers are asked to try again; about {lost} checkouts an hour are given up.',
    services: ['payment-gateway', 'fraud-check'],
    tags: ['rate-limit', 'third-party', 'retries'],
    root_cause: 'A client upgrade reset the retry policy to its default of five immediate attempts.',
    resolution:
      'Restored exponential back-off with jitter, cached score lookups for 60 s and agreed on a higher quota with the provider.',
    values: {
      provider: ['fraud scoring', 'card network token', 'address check'],
      share: [8, 35],
      quota: ['600', '900', '1200'],
      sent: [1300, 2400],
      lost: [15, 90],
    },
    evidence: [
      {
        type: 'log',
        title: '429 answers from the provider',
        source: 'loki',
        content:
          '{at} WARN payment-gateway upstream="{provider}" status=429 retry-after=30 attempt=1\n{at} WARN payment-gateway upstream="{provider}" status=429 retry-after=30 attempt=2\n{at+1} WARN payment-gateway upstream="{provider}" status=429 retry-after=30 attempt=3',
      },
    ],
  },
  {
    key: 'webhook-backlog',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Backlog of {backlog} payment webhooks',
      'Payment webhooks processed {delay} minutes late',
      'Webhook queue growing: {backlog} waiting',
    ],
    description:
      '{backlog} payment webhooks wait to be processed and the oldest is {delay} minutes old. Workers handle {rate} a minute, {inflow} arrive. One merchant alone sends {merchant} % of the traffic after a bulk import.',
    impact: 'Orders stay in "payment pending" and shipping confirmations go out late.',
    services: ['webhook-worker', 'order-api', 'rabbitmq'],
    tags: ['webhooks', 'queue', 'backlog'],
    root_cause:
      'All merchants share one queue with strict ordering, so a bulk import of a single merchant holds up everyone behind it.',
    resolution:
      'Scaled the workers from 4 to 12, moved the bulk merchant to a queue of its own and partitioned the main queue by merchant.',
    values: {
      backlog: [4200, 38000],
      delay: [18, 95],
      rate: [220, 410],
      inflow: [520, 980],
      merchant: [41, 77],
    },
    evidence: [
      {
        type: 'command',
        title: 'Queue length',
        source: 'rabbitmqctl',
        content:
          '$ rabbitmqctl list_queues name messages consumers\nname                     messages  consumers\npayments.webhooks        {backlog}     4\npayments.webhooks.dead   12        0',
      },
      {
        type: 'metric',
        title: 'Age of the oldest webhook',
        source: 'prometheus',
        content:
          'webhook_oldest_message_age_seconds{queue="payments.webhooks"}\n{at}      61\n{at+600}  540\n{at+1200} 1080\n{at+1800} 1630',
      },
    ],
  },
  {
    key: 'duplicate-capture',
    productionOnly: true,
    severities: ['critical', 'high'],
    titles: [
      '{orders} orders captured twice',
      'Duplicate captures after gateway timeout',
      'Customers charged twice: {orders} orders',
    ],
    description:
      'Reconciliation found {orders} orders whose payment was captured twice, {amount} EUR in all. In each case the first capture took longer than our {timeout} s timeout and was repeated with a new idempotency key. No double capture is older than {hours} hours.',
    impact: 'Customers see two charges on their statement; support has {tickets} open tickets.',
    services: ['payment-gateway', 'ledger', 'order-api'],
    tags: ['idempotency', 'double-charge', 'money'],
    root_cause: 'The idempotency key was generated inside the retry loop instead of once per order.',
    resolution:
      'Refunded all duplicates, derived the key from the order id, and reconciliation now runs hourly instead of daily.',
    values: {
      orders: [14, 180],
      amount: [900, 9800],
      timeout: ['5', '8', '10'],
      hours: [5, 30],
      tickets: [6, 60],
    },
    evidence: [
      {
        type: 'command',
        title: 'Orders with two captures',
        source: 'psql',
        content:
          '$ psql -c "select count(*), sum(amount) from (select order_id, min(amount) as amount from captures group by 1 having count(*) > 1) d"\n count |   sum\n-------+---------\n   {orders} | {amount}.00',
      },
    ],
  },
  {
    key: 'queue-backed-up',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Invoice queue backed up',
      'Invoices {delay} minutes late',
      'invoice-worker stuck on a poison message',
    ],
    description:
      'The invoice queue holds {waiting} messages and nothing has been acknowledged for {delay} minutes. The same message is redelivered every 30 s and crashes the worker each time. Its line items have a negative quantity.',
    impact: 'Business customers do not get their invoices; no payment is lost.',
    services: ['invoice-worker', 'rabbitmq'],
    tags: ['queue', 'poison-message', 'invoices'],
    root_cause:
      'Credit notes reached the invoice queue after a routing change, and the worker has no delivery limit.',
    resolution:
      'Moved the message aside, corrected the routing key and set a delivery limit of 5 with a dead letter queue.',
    values: { waiting: [380, 4100], delay: [25, 190] },
    evidence: [
      {
        type: 'log',
        title: 'Crash loop of the worker',
        source: 'loki',
        content:
          '{at} INFO  invoice-worker consuming billing.invoices redelivered=true\n{at} ERROR invoice-worker RangeError: quantity must be positive, got -1\n{at+1} INFO  invoice-worker exited with code 1\n{at+30} INFO  invoice-worker consuming billing.invoices redelivered=true',
      },
    ],
  },
  {
    key: 'migration-lock',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Migration holds a lock on {table}',
      'Writes to {table} blocked for {minutes} minutes',
      '{table}: ALTER TABLE waits and blocks everyone',
    ],
    description:
      'A migration on {table} has waited for its exclusive lock for {minutes} minutes behind a long report query. Everything after it queues up: {blocked} sessions are blocked. Write latency went from {before} ms to a timeout.',
    impact: 'Payments cannot be recorded; the checkout shows "try again later".',
    services: ['ledger', 'postgres-payments'],
    tags: ['migration', 'locks', 'database'],
    root_cause:
      'The migration ran without lock_timeout while a report query of {report} minutes read the same table.',
    resolution:
      'Cancelled the migration, ran it again with lock_timeout = 3 s and retries, and moved reports to the replica.',
    values: {
      table: ['ledger_entries', 'captures', 'payment_methods'],
      minutes: [4, 22],
      blocked: [45, 190],
      before: [6, 15],
      report: [26, 70],
    },
    evidence: [
      {
        type: 'command',
        title: 'Blocked sessions',
        source: 'psql',
        content:
          '$ psql -c "select pid, wait_event_type, pg_blocking_pids(pid), left(query, 48) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0 limit 3"\n  pid  | wait_event_type | pg_blocking_pids | left\n-------+-----------------+------------------+--------------------------------------------------\n 40112 | Lock            | {38771}          | alter table {table} add column settled_at timest\n 40135 | Lock            | {40112}          | insert into {table} (id, order_id, amount)',
      },
    ],
  },
  {
    key: 'settlement-mismatch',
    productionOnly: true,
    severities: ['medium', 'low'],
    titles: [
      'Settlement file differs by {amount} EUR',
      'Daily settlement does not add up',
      'Rounding difference in settlement of {count} orders',
    ],
    description:
      'The settlement file of the acquirer differs from our ledger by {amount} EUR over {count} orders. Each differs by one cent. All of them were paid in a currency without minor units.',
    impact: 'Finance cannot close the day until it is explained.',
    services: ['ledger', 'settlement-import'],
    tags: ['reconciliation', 'rounding', 'finance'],
    root_cause: 'Amounts were converted twice, each time rounding half up.',
    resolution:
      'Convert once from the original amount with banker’s rounding; corrected the {count} ledger entries by a booking of their own.',
    values: { amount: ['0.37', '1.12', '2.84', '4.09'], count: [31, 409] },
    evidence: [
      {
        type: 'document',
        title: 'Note on the difference',
        source: 'finance',
        content:
          'Compared the acquirer file with ledger_entries of the same day.\n\n* {count} orders differ, each by 0.01 EUR, all in JPY or KRW\n* sum of the differences: {amount} EUR\n* days before the release of the converter: no differences\n\nProposal: one correction booking per day, fix the converter.',
      },
    ],
  },
  {
    key: 'cron-stopped',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Nightly job {job} has not run for {days} days',
      'CronJob {job} silently suspended',
      '{job} missed its last {days} runs',
    ],
    description:
      'The nightly job {job} last finished {days} days ago. The controller reports "too many missed start times" and does not start it any more. No alert fired because the alert looks at failed runs, and there were none.',
    impact: 'About {rows} thousand stale rows are left behind and slow the cart queries down.',
    services: ['scheduler', 'cart-api'],
    tags: ['cron', 'kubernetes', 'monitoring-gap'],
    root_cause:
      'The control plane was down for maintenance over more than 100 start times of a job that starts each minute, after which the controller gives up.',
    resolution:
      'Set startingDeadlineSeconds to 300, ran the job by hand and added an alert on the age of the last success.',
    values: { job: ['cart-cleanup', 'voucher-expiry', 'invoice-archive'], days: [2, 9], rows: [180, 950] },
    evidence: [
      {
        type: 'command',
        title: 'Events of the job',
        source: 'kubectl',
        content:
          '$ kubectl describe cronjob {job}\nLast Schedule Time:  {days}d ago\nEvents:\n  Warning  TooManyMissedTimes  4m  cronjob-controller  too many missed start times: {rows}. Set or decrease .spec.startingDeadlineSeconds',
      },
    ],
  },
];
