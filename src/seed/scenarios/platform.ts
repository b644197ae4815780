import type { Scenario } from './scenario';

export const PLATFORM: readonly Scenario[] = [
  {
    key: 'connection-pool-exhausted',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Connection pool of {svc} exhausted',
      '{svc}: requests wait {wait} s for a database connection',
      'All {pool} database connections of {svc} in use',
    ],
    description:
      'Since the morning peak {svc} has no free connection left in its pool of {pool}. About {waiting} requests wait at any time, the longest for {wait} s, and {share} % end in a 503. The database itself is idle at {cpu} % CPU.',
    impact: 'Customers see slow pages and occasional error pages on every route that reads their profile.',
    services: ['account-api', 'postgres-main', 'api-gateway'],
    tags: ['database', 'connection-pool', 'latency'],
    root_cause:
      'A transaction was held open across a call to the e-mail provider, whose latency rose to {wait} s. Each such request kept a connection for the whole call.',
    resolution:
      'Moved the provider call out of the transaction, set idle_in_transaction_session_timeout to 15 s and added an alert on pool wait above 500 ms.',
    values: {
      svc: ['account-api', 'profile-api', 'session-api'],
      pool: [20, 60],
      wait: [8, 29],
      waiting: [40, 260],
      share: [3, 18],
      cpu: [6, 19],
    },
    evidence: [
      {
        type: 'log',
        title: 'Pool timeouts of {svc}',
        source: 'loki',
        content:
          '{at} WARN  {svc} pool: total={pool} idle=0 waiting={waiting}\n{at+4} ERROR {svc} TimeoutError: no connection within 10000 ms\n{at+9} ERROR {svc} GET /v2/profile 503 10012ms',
      },
      {
        type: 'command',
        title: 'Sessions by state',
        source: 'psql',
        content:
          '$ psql -c "select state, count(*), max(now() - xact_start) from pg_stat_activity where usename = \'account\' group by 1"\n        state        | count |   max\n---------------------+-------+----------\n active              |     2 | 00:00:00.04\n idle in transaction |    {pool} | 00:00:{wait}',
      },
    ],
  },
  {
    key: 'node-memory-pressure',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Memory pressure evicts pods on {env}-workers',
      '{evicted} pods evicted from {node}',
      'Node {node} under MemoryPressure',
    ],
    description:
      'Node {node} reports MemoryPressure and evicted {evicted} pods within {minutes} minutes. Requests on the node add up to {requested} % of its memory, real usage is {used} %. Evicted pods land on the neighbours, which are at {neighbour} % themselves.',
    impact: 'Capacity of the storefront is down by a tenth; latency stays within its objective for now.',
    services: ['kubernetes', 'storefront-web', 'search-api'],
    tags: ['kubernetes', 'memory', 'capacity'],
    root_cause:
      'The log shipper daemonset had no memory limit. A burst of multi-line stack traces made its buffer grow to {buffer} GiB per node.',
    resolution:
      'Limited the log shipper to 512 MiB with a disk buffer, drained and restarted the node, and made limits mandatory by admission policy.',
    values: {
      node: ['worker-a07', 'worker-b12', 'worker-c03', 'worker-b19'],
      evicted: [9, 34],
      minutes: [6, 25],
      requested: [58, 71],
      used: [93, 98],
      neighbour: [79, 88],
      buffer: [5, 11],
    },
    evidence: [
      {
        type: 'command',
        title: 'Conditions of {node}',
        source: 'kubectl',
        content:
          '$ kubectl describe node {node} | grep -A4 Conditions\nConditions:\n  Type             Status  Reason\n  MemoryPressure   True    KubeletHasInsufficientMemory\n  DiskPressure     False   KubeletHasNoDiskPressure\n\n$ kubectl get pods -A --field-selector status.phase=Failed | grep -c Evicted\n{evicted}',
      },
    ],
  },
  {
    key: 'deploy-rolled-back',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Release {release} of {svc} rolled back',
      '{svc} {release}: error rate {errors} % after deploy',
      'Failed rollout of {svc} {release}',
    ],
    description:
      'Release {release} of {svc} raised the error rate from 0.1 % to {errors} % as soon as {canary} % of the pods ran it. The rollout stopped by itself after {minutes} minutes, but the pods already replaced kept serving. Most failures are TypeErrors in the price formatter.',
    impact: 'One in {ratio} checkout pages failed to render until the old version was back.',
    services: ['storefront-web', 'catalog-api'],
    tags: ['deployment', 'rollback', 'regression'],
    root_cause:
      'The release expected the field list_price of the catalogue response, which the catalogue only sends from its next version on. The contract test ran against a mock that already had it.',
    resolution:
      'Rolled back to the release before, made the field optional, and pointed the contract test at the deployed catalogue.',
    values: {
      svc: ['storefront-web', 'order-api', 'catalog-api'],
      release: ['4.116.0', '4.117.2', '4.118.0', '4.121.1', '4.124.0'],
      errors: [4, 31],
      canary: ['10', '25', '50'],
      minutes: [4, 14],
      ratio: [4, 20],
    },
    evidence: [
      {
        type: 'command',
        title: 'Rollback of {svc}',
        source: 'kubectl',
        content:
          '$ kubectl rollout status deploy/{svc} --timeout=60s\nerror: deployment "{svc}" exceeded its progress deadline\n$ kubectl rollout undo deploy/{svc}\ndeployment.apps/{svc} rolled back',
      },
      {
        type: 'log',
        title: 'First errors after {release}',
        source: 'loki',
        content:
          "{at} ERROR {svc} version={release} TypeError: Cannot read properties of undefined (reading 'amount')\n    at formatPrice (/app/dist/price/format.js:41:27)\n{at+1} ERROR {svc} version={release} GET /checkout 500 38ms",
      },
    ],
  },
  {
    key: 'memory-leak',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Memory of {svc} grows until it is killed',
      '{svc} OOM-killed every {hours} hours',
      'Suspected memory leak in {svc}',
    ],
    description:
      'Pods of {svc} grow by about {growth} MiB an hour and are killed at their limit of {limit} MiB every {hours} hours. Heap snapshots taken an hour apart differ by {objects} thousand retained listener objects. It started with the upgrade of the HTTP client last week.',
    impact: 'Each kill drops the requests in flight, some 30 to 50 per restart.',
    services: ['notification-api', 'kubernetes'],
    tags: ['memory-leak', 'nodejs', 'oom'],
    root_cause: 'An abort listener was added to a shared signal for each outgoing request and never removed.',
    resolution:
      'Gave every request its own signal and removed the listener on completion. Memory has been flat at {flat} MiB since the deploy.',
    values: {
      svc: ['notification-api', 'search-api', 'recommendation-api'],
      growth: [35, 140],
      limit: ['512', '768', '1024'],
      hours: [5, 16],
      objects: [60, 410],
      flat: [190, 260],
    },
    evidence: [
      {
        type: 'log',
        title: 'Kernel log of the OOM kill',
        source: 'journald',
        content:
          '{at} kernel: node invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984\n{at} kernel: Memory cgroup out of memory: Killed process 31877 (node) total-vm:1893440kB\n{at+2} kubelet: container {svc} terminated, reason=OOMKilled exitCode=137',
      },
    ],
  },
  {
    key: 'disk-filling',
    severities: ['critical', 'high', 'medium', 'low'],
    titles: [
      'Disk of {host} at {used} %',
      '{host}: /var full in about {hours} hours',
      'Volume of {host} filling up',
    ],
    description:
      'The data volume of {host} is at {used} % and grows by {rate} GiB an hour. At this rate it is full in about {hours} hours. Container logs make up {logs} GiB of it.',
    impact: 'Builds fail as soon as the volume is full, and with them every deploy.',
    services: ['build-runners', 'container-registry'],
    tags: ['disk', 'capacity', 'logs'],
    root_cause:
      'Log rotation was configured for the old container runtime only, so logs of the new one were never rotated.',
    resolution:
      'Rotated by hand to free {logs} GiB, shipped the rotation settings for the current runtime and lowered the disk alert from 90 % to 80 %.',
    values: {
      host: ['ci-runner-04', 'registry-01', 'ci-runner-11'],
      used: [88, 97],
      rate: [2, 9],
      hours: [3, 14],
      logs: [70, 240],
    },
    evidence: [
      {
        type: 'command',
        title: 'Disk usage of {host}',
        source: 'ssh',
        content:
          '$ df -h /var\nFilesystem      Size  Used Avail Use% Mounted on\n/dev/nvme1n1    500G  462G   38G  {used}% /var\n$ du -sh /var/log/containers\n{logs}G\t/var/log/containers',
      },
    ],
  },
  {
    key: 'noisy-neighbour',
    severities: ['medium', 'low'],
    titles: [
      'CPU throttling of {svc} by a neighbour',
      '{svc} slow on shared nodes',
      'Noisy neighbour: report jobs starve {svc}',
    ],
    description:
      '{svc} is throttled in {throttled} % of its CPU periods while the report jobs run on the same nodes. Its p99 rises from {before} ms to {after} ms for about {minutes} minutes, every day from 06:00 UTC.',
    impact: 'Search suggestions appear late; nothing fails.',
    services: ['search-api', 'report-worker'],
    tags: ['cpu', 'throttling', 'scheduling'],
    root_cause:
      'The report jobs requested 100m CPU and used up to {cores} cores, so the scheduler packed them beside latency-critical pods.',
    resolution: 'Gave the jobs honest requests and a node pool of their own through a taint.',
    values: {
      svc: ['search-api', 'suggest-api'],
      throttled: [22, 61],
      before: [80, 140],
      after: [600, 1900],
      minutes: [15, 50],
      cores: [5, 9],
    },
    evidence: [
      {
        type: 'metric',
        title: 'Throttled CPU periods of {svc}',
        source: 'prometheus',
        content:
          'rate(container_cpu_cfs_throttled_periods_total{container="{svc}"}[5m]) / rate(container_cpu_cfs_periods_total[5m])\n{at}      0.04\n{at+300}  0.{throttled}\n{at+600}  0.{throttled}\n{at+2400} 0.05',
      },
    ],
  },
];
