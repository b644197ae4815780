import type { Scenario } from './scenario';

export const SECURITY: readonly Scenario[] = [
  {
    key: 'leaked-credential',
    severities: ['critical', 'high'],
    titles: [
      'Access key of {owner} found in a public repository',
      'Leaked credential: {owner}',
      '{owner}: key published by mistake',
    ],
    description:
      'Secret scanning found an access key of {owner} in a public fork, pushed {minutes} minutes before. The key can read {buckets} buckets. Its trail shows {calls} calls from addresses that are not ours.',
    impact: 'No customer data is in the buckets that were listed; the check of the others goes on.',
    services: ['iam', 's3', 'build-runners'],
    tags: ['secret', 'credential', 'access-key'],
    root_cause:
      'A debug script with the key in it was committed to a fork, which our push protection does not cover.',
    resolution:
      'Revoked the key within {revoked} minutes, replaced it by short-lived role credentials and went through its trail.',
    values: {
      owner: ['the artefact uploader', 'the report exporter', 'the image resizer'],
      minutes: [7, 90],
      buckets: [2, 9],
      calls: [3, 41],
      revoked: [8, 25],
    },
    evidence: [
      {
        type: 'document',
        title: 'Trail of the leaked key',
        source: 'cloudtrail',
        content:
          '| time | call | source | result |\n| --- | --- | --- | --- |\n| {at} | GetCallerIdentity | 203.0.113.77 | allowed |\n| {at+14} | ListBuckets | 203.0.113.77 | allowed |\n| {at+31} | GetObject | 203.0.113.77 | denied |\n| {at+600} | (key revoked) | | |\n\n{calls} calls in all, none of them a write.',
      },
    ],
  },
  {
    key: 'iam-policy-error',
    severities: ['high', 'medium', 'low'],
    titles: [
      '{svc} lost access to {resource}',
      'AccessDenied for {svc} after policy change',
      'IAM policy of {svc} too narrow',
    ],
    description:
      '{svc} gets AccessDenied for {resource} since the policy was tightened {hours} hours ago. {failed} calls have failed. The policy names the resource without its trailing wildcard.',
    impact: 'Attachments of orders cannot be opened; uploads still work.',
    services: ['iam', 'document-api'],
    tags: ['iam', 'permissions', 'change'],
    root_cause:
      'The access analyser proposed the policy from a trail of 30 days in which the object path was never read.',
    resolution:
      'Corrected the resource to include the objects below the bucket; generated policies now run in report mode for a week.',
    values: {
      svc: ['document-api', 'label-printer', 'export-worker'],
      resource: ['the attachments bucket', 'the signing key', 'the export queue'],
      hours: [1, 12],
      failed: [210, 6800],
    },
    evidence: [
      {
        type: 'log',
        title: 'Denied calls',
        source: 'cloudtrail',
        content:
          '{at} {"eventName":"GetObject","errorCode":"AccessDenied","userIdentity":{"type":"AssumedRole","principalId":"{svc}"},"sourceIPAddress":"10.20.7.31"}\n{at+2} {"eventName":"GetObject","errorCode":"AccessDenied","userIdentity":{"type":"AssumedRole","principalId":"{svc}"},"sourceIPAddress":"10.20.7.44"}',
      },
    ],
  },
  {
    key: 'waf-false-positives',
    severities: ['high', 'medium', 'low'],
    titles: [
      'WAF blocks {share} % of {what}',
      'False positives of WAF rule {rule}',
      'Rule {rule} blocks legitimate {what}',
    ],
    description:
      'The WAF blocks {share} % of {what} since the managed rule set was updated. Rule {rule} takes apostrophes and dashes in free text for SQL injection. {blocked} requests were blocked within {hours} hours, and every sample looked at was legitimate.',
    impact: 'Affected customers see a bare 403 page and cannot go on.',
    services: ['waf', 'api-gateway'],
    tags: ['waf', 'false-positive', 'rules'],
    root_cause: 'Updates of the managed rule set were applied in blocking mode straight away.',
    resolution:
      'Set the rule to count, excluded the free text fields, and updates now count for a week before they block.',
    values: {
      what: ['product reviews', 'address changes', 'support messages'],
      rule: ['942100', '942190', '942430'],
      share: [4, 27],
      blocked: [320, 5200],
      hours: [3, 20],
    },
    evidence: [
      {
        type: 'log',
        title: 'Samples of blocked requests',
        source: 'waf',
        content:
          '{at} action=BLOCK rule={rule} uri=/v2/text args.text="It\'s great -- we\'d order it again" client=192.0.2.48\n{at+40} action=BLOCK rule={rule} uri=/v2/text args.text="Rue de l\'Eglise 4 -- 2nd floor" client=192.0.2.113',
      },
    ],
  },
  {
    key: 'credential-stuffing',
    productionOnly: true,
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Credential stuffing against the login: {rate} attempts a minute',
      'Login attacked from {addresses} addresses',
      'Spike of failed logins',
    ],
    description:
      'The login sees {rate} failed attempts a minute from {addresses} addresses, usual are 15. About {valid} accounts were entered with a valid password, all without a second factor. The client fingerprint is the same throughout.',
    impact: 'The accounts concerned are locked and their owners told; logins of others are 300 ms slower.',
    services: ['auth-api', 'waf'],
    tags: ['login', 'credential-stuffing', 'attack'],
    root_cause:
      'Passwords reused from a breach elsewhere; our limit counted by address only and the attack used each address {each} times.',
    resolution:
      'Blocked the fingerprint, reset the passwords of the accounts entered, and added a limit by account and a check against known breached passwords.',
    values: { rate: [900, 6200], addresses: [1400, 9800], valid: [6, 48], each: [2, 5] },
    evidence: [
      {
        type: 'metric',
        title: 'Failed logins a minute',
        source: 'prometheus',
        content:
          'sum(rate(login_total{result="failed"}[1m])) * 60\n{at}       14\n{at+120}   388\n{at+240}   {rate}\n{at+1800}  {rate}\n{at+3600}  22',
      },
    ],
  },
  {
    key: 'vulnerable-image',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Critical vulnerability in base image of {count} services',
      'Base image with vulnerable {library} still running',
      '{count} services run a vulnerable {library}',
    ],
    description:
      'The scanner reports a vulnerable {library} in the base image of {count} services. {exposed} of them take requests from the internet. A fixed image has been available for {days} days but the nightly rebuild did not pick it up.',
    impact: 'No sign of exploitation in the logs of the past {days} days.',
    services: ['container-registry', 'build-runners'],
    tags: ['vulnerability', 'container-image', 'patching'],
    root_cause: 'The rebuild pinned the base image by digest in a shared file that nobody owned.',
    resolution:
      'Updated the digest, rebuilt and rolled out all services, and a bot proposes new digests every day.',
    values: {
      library: ['libxml2', 'zlib', 'openssl', 'glibc'],
      count: [7, 39],
      exposed: [2, 6],
      days: [3, 16],
    },
    evidence: [
      {
        type: 'command',
        title: 'Images by library version',
        source: 'scanner',
        content:
          '$ image-scan report --library {library} --running | sort | uniq -c\n     {count} base:r41 {library} vulnerable\n     51 base:r47 {library} fixed',
      },
    ],
  },
  {
    key: 'audit-export-stopped',
    productionOnly: true,
    severities: ['medium', 'low'],
    titles: [
      'Audit log export to the SIEM stopped',
      'No audit events in the SIEM for {hours} hours',
      'SIEM is missing events of {source}',
    ],
    description:
      'The SIEM has had no events of {source} for {hours} hours. The forwarder reports success, yet the collector drops them because their timestamps lack a zone. About {events} thousand events wait in the buffer.',
    impact: 'Detection rules on these events are blind until they are loaded.',
    services: ['siem', 'log-forwarder'],
    tags: ['siem', 'logging', 'monitoring-gap'],
    root_cause: 'A library update changed the default format of timestamps in the forwarder.',
    resolution:
      'Set the format explicitly, replayed the buffer, and a silent source now raises an alert after an hour.',
    values: {
      source: ['the VPN gateway', 'the identity provider', 'the bastion hosts'],
      hours: [5, 44],
      events: [60, 900],
    },
    evidence: [
      {
        type: 'log',
        title: 'Collector drops events',
        source: 'collector',
        content:
          '{at} WARN collector dropped=500 reason="timestamp without zone" sample="14/Oct 08:11:52.113"\n{at+10} WARN collector dropped=500 reason="timestamp without zone" sample="14/Oct 08:12:01.870"',
      },
    ],
  },
];
