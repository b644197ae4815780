import { work, type Work } from './work';

export const SECURITY: readonly Work[] = [
  work(
    'Rotate the keys of {it}',
    'They are older than the policy allows. Make the rotation a job, so that this is the last time by hand.',
    ['the token service', 'the backup encryption'],
    [4, 10],
    'secrets',
  ),
  work(
    'Demand a second factor for {it}',
    'Passwords alone still open {it}. Announce it two weeks ahead and prepare the help desk.',
    ['the admin console', 'the source repositories'],
    [8, 16],
    'identity',
  ),
  work(
    'Close the findings of {it}',
    'Nine findings, two of them high. Fix or accept each in writing before the retest.',
    ['the penetration test', 'the cloud posture scan'],
    [16, 36],
    'findings',
  ),
  work(
    'Review who has access to {it}',
    'It is due every quarter. Ask the owners, remove what nobody confirms, keep the list.',
    ['production databases', 'the billing account'],
    [5, 10],
    'access-review',
    'compliance',
  ),
  work(
    'Scan {it} for known vulnerabilities',
    'So far only what our builds make is scanned. Scan {it} as well, with a ticket for each high finding.',
    ['third-party images', 'running containers'],
    [6, 14],
    'vulnerabilities',
    'automation',
  ),
  work(
    'Write detections for {it}',
    'The exercise showed that we would not have seen it. Three rules, each tested with a replay.',
    ['credential stuffing', 'unusual data exports'],
    [8, 18],
    'detection',
  ),
  work(
    'Train {it} in phishing reports',
    'Reports take a day to reach us. Show {it} the button, run a simulation, measure again.',
    ['customer support', 'the finance team'],
    [4, 8],
    'awareness',
  ),
  work(
    'Retire {it}',
    'It accepts protocols that we have banned elsewhere. Move the last users and switch it off.',
    ['the old VPN gateway', 'the LDAP bridge'],
    [10, 24],
    'cleanup',
    'legacy',
  ),
];
