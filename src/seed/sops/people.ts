import { type Procedure, step } from './procedure';

export const COMMUNICATION: Procedure = {
  status: 'approved',
  writtenDaysAgo: 180,
  changes: [
    {
      daysAgo: 66,
      before: { prerequisites: null, without: ['Say when you will speak again'] },
    },
  ],
  text: {
    title: 'Communicate during an incident',
    category: 'incident_response',
    owner: 'Platform',
    description:
      'Who says what to whom, and how often, while an incident of high or critical severity is open, so that those who repair it are left to repair it.',
    tags: ['communication', 'status-page', 'customers'],
    estimated_duration: 15,
    prerequisites: ['Write access to the status page', 'Somebody other than the one who repairs'],
    content: `## One voice

The incident lead names **one** person who speaks. Everyone else who is asked sends people to the status page.

## How often

| Severity | Status page | Inside |
| --- | --- | --- |
| critical | every 30 minutes, also when nothing is new | every 15 minutes |
| high | every hour | every 30 minutes |
| medium, low | at the beginning and at the end | in the incident |

## Words

Say **what customers notice**, **since when**, **what you do**, and **when you speak again**. In this form:

> Since 10:14 UTC about one in five payments with cards fails. Payments by invoice work. We are taking the change of this morning back and will report again by 11:00 UTC.

Never write: a cause that you only suspect, the name of a colleague or supplier, "a small number of users", or a time by which it will be repaired.`,
    steps: [
      step('Take the role', 'Write into the incident: "I speak". From now on you do not repair.', {
        expected_result: 'The incident lead has answered',
      }),
      step(
        'Collect three facts',
        'What customers notice, since when, and who is not affected. Five minutes; what you do not know by then you leave out.',
      ),
      step(
        'Publish the first message',
        'Within 15 minutes after the incident was opened. An early short one is better than a late good one.',
        {
          expected_result: 'It stands on the status page',
          warning: 'Read it aloud once before you publish: mistakes are quoted.',
        },
      ),
      step(
        'Tell support and account managers',
        'Before customers call them. They get the same words, and nothing that is not public.',
      ),
      step(
        'Say when you will speak again',
        'And do so at that minute, even if only to say that nothing has changed.',
      ),
      step(
        'Keep the times',
        'Each message with its time in the incident: the report afterwards is written from them.',
      ),
      step(
        'Say that it is over',
        'When it has been quiet for 30 minutes, not when the fix is out. Say what was done to keep it from coming back.',
        {
          warning: 'Nothing about the cause that the review has not confirmed.',
        },
      ),
      step('Hand the times to the review', 'Attach all messages as evidence of the incident.'),
    ],
  },
};

export const ON_CALL: Procedure = {
  status: 'draft',
  writtenDaysAgo: 9,
  changes: [{ daysAgo: 2, before: { without: ['Walk through an old incident'] } }],
  text: {
    title: 'Prepare a colleague for on-call',
    category: 'maintenance',
    owner: 'Platform',
    description:
      'What somebody needs before the first shift of their own: access that was tried, procedures that were practised, and a person to call.',
    tags: ['on-call', 'onboarding', 'training'],
    estimated_duration: 240,
    prerequisites: ['Three months in the squad', 'A mentor with at least a year of shifts'],
    content: `## Who is ready

Not who knows everything, but who knows **whom to wake**. A shift in which somebody was called once too often is a good shift.

## In two weeks

* **Week one** – shadow: sits with the mentor, reads every alert, touches nothing.
* **Week two** – reverse shadow: acts alone, the mentor sits beside and speaks only if something would break.

## Promises to the colleague

1. You may call the second line at any hour, for any reason, without having tried everything.
2. After a night with more than two calls you are free the next day.
3. You are never on call in two weeks in a row.`,
    steps: [
      step(
        'Try every access',
        'Pager, VPN, bastion, cluster, database as reader, status page, edge console. Today, not in the first night.',
        {
          expected_result: 'Each was opened once, from home and from the telephone',
        },
      ),
      step('See the cluster', 'The new colleague does it, on their own machine.', {
        command: 'kubectl auth can-i get pods --all-namespaces',
        expected_result: 'yes',
      }),
      step('Let the pager ring', 'A test alert, at an agreed time outside of working hours.', {
        expected_result: 'Acknowledged within five minutes',
        warning: 'Check that the telephone lets the pager through in its night mode.',
      }),
      step(
        'Read three procedures together',
        '"Roll back a deployment", "Free space on a full disk" and "Communicate during an incident". Ask: what would make you stop?',
      ),
      step(
        'Walk through an old incident',
        'From the alert to the review, without looking at the solution. Where would you have looked first?',
      ),
      step(
        'Roll back for practice',
        'A harmless service in staging, by the procedure, with the stop-watch.',
        {
          command: 'kubectl --namespace=staging rollout undo deployment/{{practice_service}}',
          expected_result: 'Through in less than ten minutes',
        },
      ),
      step(
        'Shadow a week',
        'Each alert: what was it, what was done, was the alert right? Notes go into this procedure.',
      ),
      step('Act for a week with the mentor beside', 'The mentor speaks only if something would break.'),
      step(
        'Decide together',
        'Colleague and mentor both say yes, or the two weeks are repeated. Neither needs a reason.',
        {
          expected_result: 'The name stands in the rota',
        },
      ),
    ],
  },
};
