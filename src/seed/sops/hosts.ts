import { type Procedure, step } from './procedure';

export const DISK_FULL: Procedure = {
  status: 'approved',
  writtenDaysAgo: 190,
  changes: [
    {
      daysAgo: 96,
      before: { steps: { 'Shrink the journal': { command: 'journalctl --vacuum-time=2d' } } },
    },
    {
      daysAgo: 12,
      before: {
        without: ['Look for files that are deleted but still open'],
        content: 'A disk at 100 % stops databases and logins. Free some space, then find out who filled it.',
      },
    },
  ],
  text: {
    title: 'Free space on a full disk',
    category: 'incident_response',
    owner: 'Platform',
    description:
      'What may be removed from a host whose disk is full, in which order, and what must never be touched.',
    tags: ['linux', 'disk', 'capacity'],
    estimated_duration: 20,
    prerequisites: ['A login on the host with sudo', 'The name of the mount point, from the alert'],
    content: `A disk at 100 % stops databases, and sometimes logins. Free **a little** first, so that the host breathes, then find out who filled it.

## In this order

1. Logs of the system journal: always safe.
2. Package caches and old container images: safe.
3. Rotated logs of applications: safe, once they have been shipped.
4. Anything else: **ask its owner**.

## Never

* Files under \`/var/lib/postgresql\`, above all not \`pg_wal\`: removing them destroys the database.
* Files that you do not know, "because they are large".
* A reboot: a host with a full root disk may not come back.`,
    steps: [
      step('See which disk is full', 'Space and inodes: a disk without inodes is full, too.', {
        command: 'df --human-readable --output=target,size,used,avail,pcent,ipcent',
        expected_result: 'One mount point at 95 % or more',
      }),
      step(
        'Find what is large',
        'On this file system only, so that it does not walk through network mounts.',
        {
          command: 'du --one-file-system --max-depth=2 --human-readable --threshold=500M {{mount}}',
          expected_result: 'A short list; usually one line explains it all',
        },
      ),
      step(
        'Look for files that are deleted but still open',
        'Space comes back only when the process lets go of them. Restart that service and you are done.',
        {
          command: 'lsof +L1',
          expected_result: 'No file of more than a few megabytes',
          warning: 'If it is a database that holds them, do not restart it on your own.',
        },
      ),
      step(
        'Shrink the journal',
        'Half a gigabyte is enough to see what happened today; everything is in the central log as well.',
        {
          command: 'journalctl --vacuum-size=500M',
          expected_result: 'Vacuuming done, freed some space',
        },
      ),
      step('Empty the package cache', 'What is removed is downloaded again when it is needed.', {
        command: 'apt-get clean',
      }),
      step(
        'Remove images that nothing uses',
        'Only those older than a day, so that a roll-back of today still works.',
        {
          command: 'docker image prune --all --force --filter until=24h',
          expected_result: 'Total reclaimed space',
          warning: 'Not on build hosts: there it makes every build of the day slow.',
        },
      ),
      step('See that there is room again', '', {
        command: 'df --human-readable {{mount}}',
        expected_result: 'At most 85 % in use',
      }),
      step(
        'Find who filled it',
        'Open a task for the owner with the path, the size and how fast it grew. Without it the disk is full again next week.',
      ),
    ],
  },
};

export const DRAIN_NODE: Procedure = {
  status: 'approved',
  writtenDaysAgo: 88,
  changes: [],
  text: {
    title: 'Drain and replace a Kubernetes node',
    category: 'maintenance',
    owner: 'Platform',
    description:
      'Move all work off a node, replace its machine, and let the new one take part, without anyone noticing.',
    tags: ['kubernetes', 'node', 'capacity'],
    estimated_duration: 40,
    prerequisites: ['Room for the pods of one node on the others', 'kubectl with the context of the cluster'],
    content: `## Before you begin

A drain respects disruption budgets, and so it **waits** when evicting a pod would break one. That is right: find out why the service has no spare pod instead of forcing it.

One node at a time. If two are sick, replace the worse one, wait until everything is \`Ready\`, then take the other.

## What a drain does not do

* Pods of a DaemonSet stay; they go down with the machine.
* Data in \`emptyDir\` volumes is lost. Nothing of value may be there, but caches are: expect slow minutes.`,
    steps: [
      step('See that the others have room', 'The sum of what is requested must fit without this node.', {
        command: 'kubectl top nodes',
        expected_result: 'The others stay below 80 % with the load of this one added',
        warning: 'If they would not, add a node first.',
      }),
      step('Keep new pods away', '', {
        command: 'kubectl cordon {{node}}',
        expected_result: 'node cordoned',
      }),
      step('Move the pods', 'Ten minutes are enough for every service that shuts down as it should.', {
        command: 'kubectl drain {{node}} --ignore-daemonsets --delete-emptydir-data --timeout=10m',
        expected_result: 'node drained',
        warning: 'Never add --force: it removes pods that nothing would start again.',
      }),
      step('See that everything runs elsewhere', '', {
        command: 'kubectl get pods --all-namespaces --field-selector=status.phase=Pending',
        expected_result: 'No resources found',
      }),
      step(
        'Replace the machine',
        'End the instance in the console; the group starts a new one from the present image.',
        {
          expected_result: 'A new node joins within five minutes',
        },
      ),
      step('Wait until the new node is ready', '', {
        command: 'kubectl wait --for=condition=Ready node/{{new_node}} --timeout=5m',
        expected_result: 'condition met',
      }),
      step('Forget the old node', 'Only if it is still listed as NotReady.', {
        command: 'kubectl delete node {{node}}',
      }),
      step(
        'Watch for ten minutes',
        'Error rate and latency of the services that were moved. Then say in the channel that the node is replaced.',
      ),
    ],
  },
};

export const DNS_CHANGE: Procedure = {
  status: 'archived',
  writtenDaysAgo: 320,
  changes: [{ daysAgo: 150, before: { without: ['Lower the lifetime a day before'] } }],
  text: {
    title: 'Change a DNS record by hand',
    category: 'maintenance',
    owner: 'Networking',
    description:
      'How records were changed before the zones moved into Git. Kept to read; changes go by merge request now.',
    tags: ['dns', 'network'],
    estimated_duration: 15,
    prerequisites: ['Access to the DNS console', 'The old value, written down'],
    content: `## Superseded

Zones live in the repository \`dns-zones\` and are published by its pipeline. This procedure is of use only if the pipeline itself is down.

## Two things people forget

1. **The lifetime of the old value counts, not that of the new one.** Who changes a record with a lifetime of a day waits for a day.
2. **Negative answers are cached, too**: do not ask for a name before it is there, or your resolver remembers for minutes that it is not.`,
    steps: [
      step('Lower the lifetime a day before', 'To 60 seconds, and wait until the old lifetime has passed.', {
        expected_result: 'All resolvers give the record with at most 60 seconds',
      }),
      step('Write down what is there', 'This is the way back.', {
        command: 'dig +noall +answer {{name}} {{type}} @{{authoritative}}',
      }),
      step(
        'Change the record',
        'In the console, one record at a time, with a second person who reads the value aloud.',
        {
          warning: 'A missing dot at the end of a target makes a name of twice the zone.',
        },
      ),
      step('Ask the authoritative server', '', {
        command: 'dig +short {{name}} {{type}} @{{authoritative}}',
        expected_result: 'The new value',
      }),
      step('Ask from outside', '', {
        command: 'dig +short {{name}} {{type}} @{{public_resolver}}',
        expected_result: 'The new value, a minute later at most',
      }),
      step('Put the lifetime back', 'To an hour, once the new value has held for a day.'),
    ],
  },
};
