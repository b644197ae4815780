import { type Procedure, step } from './procedure';

export const CERTIFICATE: Procedure = {
  status: 'approved',
  writtenDaysAgo: 140,
  changes: [{ daysAgo: 52, before: { without: ['See that key and certificate belong together'] } }],
  text: {
    title: 'Renew a TLS certificate by hand',
    category: 'security',
    owner: 'Networking',
    description:
      'A certificate runs out within two weeks and was not renewed by itself. Get a new one, put it in place, and find out why.',
    tags: ['tls', 'certificate', 'network'],
    estimated_duration: 30,
    prerequisites: ['The right to change the DNS zone', 'A login on the load balancers'],
    content: `## Why this exists

Certificates are renewed by themselves 30 days before they run out. When the alert *"less than 14 days"* fires, that has failed **three times** already, mostly for one of these reasons:

* the challenge is answered by a new proxy rule instead of the agent;
* the zone has a CAA record that does not know the issuer;
* too many orders were placed this week, and the issuer refuses more.

## Keep the private key where it is

A new key is made **on the host that uses it**. It is never sent by chat, mail or ticket, not even "for a minute".`,
    steps: [
      step('See when it runs out', '', {
        command: 'openssl s_client -connect {{host}}:443 -servername {{host}} -verify_return_error -brief',
        expected_result: 'Verification: OK, and the names that you expect',
        warning: 'If it has run out already, open an incident first: customers see a warning.',
      }),
      step('Read why the renewal failed', '', {
        command: 'journalctl --unit=certbot --since=-7d --no-pager',
        expected_result: 'The reason, in the last lines',
      }),
      step('See whether the issuer is allowed', '', {
        command: 'dig +short {{domain}} CAA',
        expected_result: 'Nothing, or a line with the issuer',
      }),
      step('Try it without an order', 'A dry run does not count against the limit of the issuer.', {
        command: 'certbot renew --dry-run --cert-name {{domain}}',
        expected_result: 'all simulated renewals succeeded',
        warning:
          'Do not repeat real orders until the dry run works: after five failures an hour you are locked out.',
      }),
      step('Renew', '', {
        command: 'certbot renew --cert-name {{domain}} --force-renewal',
        expected_result: 'Successfully received certificate',
      }),
      step('See that key and certificate belong together', '', {
        command:
          'openssl x509 -noout -subject -enddate -ext subjectAltName -in /etc/letsencrypt/live/{{domain}}/fullchain.pem',
        expected_result: 'All names, and an end in about 90 days',
      }),
      step(
        'Let the load balancer read it',
        'First the test of its configuration, then the reload: never the other way round.',
        {
          command: 'systemctl reload nginx',
          warning: 'Reload, not restart: a restart cuts every open connection.',
        },
      ),
      step(
        'See it from outside',
        'From a network that is not ours, and on every load balancer by its own address.',
        {
          expected_result: 'The new end date everywhere',
        },
      ),
      step(
        'Fix what broke the renewal',
        'A task with the reason from the log. Close the alert only when the dry run works by itself.',
      ),
    ],
  },
};

export const LEAKED_CREDENTIAL: Procedure = {
  status: 'approved',
  writtenDaysAgo: 200,
  changes: [
    {
      daysAgo: 118,
      before: {
        description: 'A key, token or password was published.',
        without: ['See what was done with it'],
      },
    },
    {
      daysAgo: 19,
      before: { steps: { 'Make a new one': { warning: undefined, expected_result: undefined } } },
    },
  ],
  text: {
    title: 'Revoke a leaked credential',
    category: 'security',
    owner: 'Security',
    description:
      'A key, token or password has been seen where it does not belong: in a repository, a log, a chat or a screenshot. It is burnt from that moment on, however briefly it was there.',
    tags: ['secrets', 'credential', 'leak'],
    estimated_duration: 60,
    prerequisites: [
      'Membership in the group security-responders',
      'The owner of the credential, or the deputy',
    ],
    content: `## First revoke, then ask

Bots find a key in a public repository **within a minute**. Deleting the commit does not help: it stays in forks, caches and mirrors. The only thing that helps is that the credential no longer works.

> An outage of ten minutes because a service lost its key is cheaper than any misuse. You will not be blamed for it.

## Do not spread it further

* Do not paste the credential into the incident, a ticket or a chat. Its **last four characters** are enough to tell it apart.
* Do not test whether it still works from your own machine: that is an access that later looks like the attacker's.

## Who has to know

Personal data was within reach of the credential? Then the data protection officer must hear of it **today**: the law gives 72 hours, and they have begun.`,
    steps: [
      step(
        'Open an incident',
        'Severity high; critical if it opens production. Name the kind, the owner and the last four characters, never the credential itself.',
        {
          warning: 'Everything that you attach is readable by everyone with read access to incidents.',
        },
      ),
      step(
        'Find out what it opens',
        'Its scopes, its environment, and which services use it. Two minutes, not more.',
      ),
      step(
        'Revoke it',
        'Where it was issued: here under administration, with the cloud provider in its console.',
        {
          expected_result: 'The console shows it as revoked',
          warning: 'Services that use it stop now. Tell their squads in the same minute.',
        },
      ),
      step('Make a new one', 'With fewer rights than the old one had, straight into the secret store.', {
        expected_result: 'The secret store shows a new version',
        warning: 'Not by way of your clipboard history or a terminal that is recorded.',
      }),
      step('Give it to the services', 'They read secrets when they start.', {
        command: 'kubectl --namespace={{namespace}} rollout restart deployment/{{service}}',
        expected_result: 'deployment restarted',
      }),
      step(
        'See that the old one is refused',
        'In the access log: only failures with the old one from now on.',
        {
          expected_result: 'No success after the moment of the revocation',
        },
      ),
      step(
        'See what was done with it',
        'All its uses since a day before the leak, by address. Attach the list to the incident, addresses that you do not know first.',
        {
          warning:
            'Anything that you cannot explain makes this an intrusion: call the security lead, at any hour.',
        },
      ),
      step(
        'Take it out of where it was seen',
        'Last, not first: remove the file, the log line, the message. Note the place and how long it was there.',
      ),
      step(
        'Close the hole',
        'A task for whatever let it out: a missing scan before the commit, a log that prints headers.',
      ),
    ],
  },
};

export const DDOS: Procedure = {
  status: 'approved',
  writtenDaysAgo: 110,
  changes: [],
  text: {
    title: 'Withstand a flood of requests (DDoS)',
    category: 'incident_response',
    owner: 'Networking',
    description:
      'Far more requests than ever arrive, and real customers no longer get through. Tell an attack from success, and throttle the right ones.',
    tags: ['ddos', 'network', 'edge'],
    estimated_duration: 60,
    prerequisites: [
      'Access to the console of the edge provider',
      'The telephone number of its emergency desk',
    ],
    content: `## Is it an attack?

Ask marketing before you block anybody: the last two "attacks" were a newsletter and a television spot. It **is** one if most of this is true:

* the addresses come from networks that never visit you at this hour;
* almost all ask for the same one or two paths, mostly an expensive one such as search or login;
* they do not load pictures, styles or scripts.

## Order of measures

1. Cache what can be cached, even if only for ten seconds.
2. Limit the rate **per address** on the path that is hit.
3. Let browsers prove that they are browsers on that path.
4. Block networks, and last of all countries. Everything here also hits customers: **write down each rule and when it goes again.**`,
    steps: [
      step(
        'Open an incident and name a lead',
        'One leads, one works at the edge, one speaks with the outside. Write down who.',
      ),
      step(
        'See whether it is an attack',
        'In the edge console: top paths, top networks, share of requests that are answered from the cache.',
        {
          expected_result: 'One or two paths make up most of it',
        },
      ),
      step('See what still works', 'From outside, by a path that is not cached.', {
        command:
          'curl --silent --output /dev/null --max-time 10 --write-out "%{http_code} %{time_total}" {{probe_url}}',
        expected_result: '200 within two seconds',
      }),
      step(
        'Call the emergency desk',
        'Early: they see other customers under the same attack and have rules ready.',
      ),
      step(
        'Limit the rate on the path that is hit',
        'Ten requests a minute and address, as "challenge", not as "block".',
        {
          expected_result: 'The rate at the origin falls within two minutes',
          warning:
            'Mobile networks put thousands of people behind one address: look at the refusals after five minutes.',
        },
      ),
      step(
        'Protect the origin',
        'Only the edge may talk to it: an attacker who knows its address goes around every rule.',
        {
          warning: 'Check the list of the provider’s networks before you save, or you lock yourselves out.',
        },
      ),
      step('Give the services room', 'As many as the database behind them can bear.', {
        command: 'kubectl --namespace={{namespace}} scale deployment/{{service}} --replicas={{replicas}}',
        expected_result: 'deployment scaled',
      }),
      step(
        'Tell the customers',
        'By "Communicate during an incident": say that it is slow and that data is safe. Never describe the measures.',
      ),
      step(
        'Take the rules away again',
        'One at a time, an hour after it is over, the hardest first. Keep the list of them in the incident.',
        {
          expected_result: 'No rule is left that nobody remembers',
        },
      ),
    ],
  },
};
