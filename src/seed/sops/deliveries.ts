import { type Procedure, step } from './procedure';

export const ROLL_BACK: Procedure = {
  status: 'approved',
  writtenDaysAgo: 240,
  changes: [
    { daysAgo: 170, before: { without: ['Hold further deployments'] } },
    { daysAgo: 101, before: { owner: 'Mobile' } },
    {
      daysAgo: 33,
      before: {
        steps: {
          'Check the database migrations': {
            description: 'Look whether the release has migrations.',
            warning: undefined,
          },
        },
      },
    },
  ],
  text: {
    title: 'Roll back a deployment',
    category: 'deployment',
    owner: 'Platform',
    description:
      'Bring the version back that ran before, when a release makes things worse. Rolling back is never a failure: decide within ten minutes, look for the cause afterwards.',
    tags: ['deployment', 'rollback', 'kubernetes'],
    estimated_duration: 15,
    prerequisites: [
      'The name of the service and its namespace',
      'The time of the release, from the deployment channel',
    ],
    content: `## Roll back or fix forward?

Roll back when **any** of these is true:

* errors or latency rose within 30 minutes of a release, and nothing else has changed;
* the fix would take longer than ten minutes, tests included;
* you are not sure.

Fix forward only if the release has a migration that **cannot be undone**: then the old version would not understand the data.

## What a roll-back does not bring back

Configuration, feature flags and migrations stay as they are. If a flag was switched on with the release, switch it off first: that is faster and may be all you need.`,
    steps: [
      step(
        'Hold further deployments',
        'Lock the pipeline of the service, so that the bad version does not come back by itself.',
        {
          expected_result: 'The pipeline shows "locked by" with your name',
        },
      ),
      step('See what was released', 'The revision before the last one is where you go back to.', {
        command: 'kubectl --namespace={{namespace}} rollout history deployment/{{service}}',
        expected_result: 'At least two revisions',
      }),
      step(
        'Check the database migrations',
        'Read the migrations of the release. Columns that were added are harmless; columns that were renamed or removed are not.',
        {
          warning:
            'If a column was removed, the old version fails at once: do not roll back, call the owner.',
        },
      ),
      step('Roll back', '', {
        command: 'kubectl --namespace={{namespace}} rollout undo deployment/{{service}}',
        expected_result: 'deployment rolled back',
      }),
      step('Wait until it is through', '', {
        command: 'kubectl --namespace={{namespace}} rollout status deployment/{{service}} --timeout=5m',
        expected_result: 'successfully rolled out',
        warning: 'If it hangs, the old image may be gone from the registry. Call the platform team.',
      }),
      step('See that the old version answers', '', {
        command: 'curl --silent --show-error --fail --max-time 10 {{health_url}}',
        expected_result: 'The version that ran before',
      }),
      step(
        'Watch the errors',
        'Errors and latency of the service for ten minutes, beside those of the day before.',
        {
          expected_result: 'Back at their usual level',
        },
      ),
      step(
        'Write down what happened',
        'In the incident: the version that was bad, when it came, when it went, what showed it. The author of the release hears it from you, not from a dashboard.',
      ),
    ],
  },
};

export const KAFKA_LAG: Procedure = {
  status: 'review',
  writtenDaysAgo: 64,
  changes: [
    {
      daysAgo: 3,
      before: {
        without: ['Look for a message that nobody can read'],
        title: 'Kafka consumers are behind',
      },
    },
  ],
  text: {
    title: 'Work off the lag of a Kafka consumer',
    category: 'monitoring',
    owner: 'Data',
    description:
      'The alert "consumer lag" has fired: find out whether the consumer is down, too slow, or stuck on one message.',
    tags: ['kafka', 'streaming', 'lag'],
    estimated_duration: 45,
    prerequisites: ['The names of group and topic, from the alert', 'The Kafka tools on the bastion'],
    content: `## Three kinds of lag

| It looks like this | It is | Do this |
| --- | --- | --- |
| Grows evenly on **all** partitions | Too slow, or down | More instances, up to one a partition |
| Grows on **one** partition, stands still at one offset | Stuck on one message | Find the message |
| Was high once and **falls** | A burst | Wait |

## How long will it take?

*Lag ÷ (rate of consuming − rate of producing)*. A million messages at 2,000 in and 5,000 out are gone in about six minutes. If the difference is negative, waiting does not help.

## Mind the retention

Messages older than the retention of the topic are **gone**, read or not. If the lag is worth more time than half the retention, this is an incident of high severity.`,
    steps: [
      step('See how far behind it is', 'Twice, a minute apart: the direction matters more than the number.', {
        command: 'kafka-consumer-groups.sh --bootstrap-server {{brokers}} --describe --group {{group}}',
        expected_result: 'A lag for each partition, and a consumer for each',
        warning: 'A group without consumers means that it is down: restart it first.',
      }),
      step('See whether the consumers live', '', {
        command: 'kubectl --namespace={{namespace}} get pods --selector=app={{consumer}}',
        expected_result: 'All Running, and none with a growing number of restarts',
      }),
      step(
        'Look for a message that nobody can read',
        'If one partition stands still, look for the same error again and again.',
        {
          command:
            'kubectl --namespace={{namespace}} logs --selector=app={{consumer}} --since=10m --tail=200',
          expected_result: 'No exception that repeats',
        },
      ),
      step(
        'Ask what the consumer waits for',
        'A slow database behind it is the most frequent cause. More consumers would make that worse.',
        {
          warning: 'Do not scale before you know that what stands behind it can bear more.',
        },
      ),
      step('Add instances', 'At most as many as there are partitions: the others would be idle.', {
        command: 'kubectl --namespace={{namespace}} scale deployment/{{consumer}} --replicas={{replicas}}',
        expected_result: 'deployment scaled',
      }),
      step(
        'Park the message that cannot be read',
        'Copy it to the dead-letter topic, then move the group past it, with the owner of the data.',
        {
          warning:
            'Never reset the offsets of a group to "latest" to be rid of an alert: that drops everything in between.',
        },
      ),
      step('See that the lag falls', 'After five minutes it must be smaller than before.', {
        command: 'kafka-consumer-groups.sh --bootstrap-server {{brokers}} --describe --group {{group}}',
      }),
      step('Go back to the usual number', 'When the lag is gone. Note in the alert what it was.'),
    ],
  },
};
