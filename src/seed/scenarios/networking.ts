import type { Scenario } from './scenario';

export const NETWORKING: readonly Scenario[] = [
  {
    key: 'certificate-expiring',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Certificate of {host} expires in {days} days',
      'Renewal of the certificate for {host} fails',
      '{host}: certificate about to expire',
    ],
    description:
      'The certificate of {host} expires in {days} days and its renewal has failed {attempts} times. The ACME challenge gets a 404 from the ingress. Until last month it was renewed without anyone noticing.',
    impact: 'If it is not renewed in time, browsers and partner systems refuse the connection.',
    services: ['ingress', 'cert-manager', 'partner-api'],
    tags: ['tls', 'certificate', 'expiry'],
    root_cause:
      'A redirect of all plain HTTP requests was added at the load balancer and caught the path of the ACME challenge too.',
    resolution:
      'Excluded /.well-known/acme-challenge from the redirect, renewed, and alerts now start 21 days before expiry.',
    values: {
      host: ['api.example.com', 'partners.example.com', 'images.example.com'],
      days: [8, 19],
      attempts: [5, 40],
    },
    evidence: [
      {
        type: 'command',
        title: 'Dates of the certificate',
        source: 'openssl',
        content:
          "$ echo | openssl s_client -connect {host}:443 -servername {host} 2>/dev/null | openssl x509 -noout -checkend 1728000\nCertificate will expire\n$ kubectl get challenge -A --no-headers | awk '{print $3, $4}'\npending {host}",
      },
    ],
  },
  {
    key: 'dns-misconfiguration',
    severities: ['critical', 'high', 'medium'],
    titles: [
      '{host} does not resolve for {share} % of lookups',
      'Wrong DNS record for {host}',
      'Intermittent NXDOMAIN for {host}',
    ],
    description:
      'Between {share} % and a third of the lookups of {host} end in NXDOMAIN. Two of four name servers serve a zone that is {serial} serials old. The record has a TTL of {ttl} s, so recovery will lag behind the fix.',
    impact: 'Depending on their resolver, some customers cannot reach the shop at all.',
    services: ['dns', 'storefront-web'],
    tags: ['dns', 'zone-transfer', 'availability'],
    root_cause:
      'The new secondary name servers were missing in the transfer ACL, so they kept the zone they were installed with.',
    resolution:
      'Added both to the ACL, forced a transfer, and a probe now compares the serials of all name servers each minute.',
    values: {
      host: ['shop.example.com', 'static.example.com', 'login.example.com'],
      share: [11, 24],
      serial: ['17'],
      ttl: ['300', '900', '3600'],
    },
    evidence: [
      {
        type: 'command',
        title: 'Serials of the name servers',
        source: 'dig',
        content:
          '$ for n in 1 2 3 4; do dig +short soa example.com @ns$n.example.com | cut -d" " -f3; done\n48231\n48231\n48214\n48214',
      },
    ],
  },
  {
    key: 'tls-mismatch',
    severities: ['high', 'medium'],
    titles: [
      'TLS handshakes with {peer} fail since the upgrade',
      '{peer}: no shared cipher',
      '{share} % of handshakes with {peer} fail',
    ],
    description:
      '{share} % of the TLS handshakes with {peer} fail with "no shared cipher". It began when the proxies were upgraded, host by host, {hours} hours ago. Hosts not upgraded yet work.',
    impact: 'Deliveries cannot be booked with this carrier; {parcels} parcels wait.',
    services: ['egress-proxy', 'shipping-api'],
    tags: ['tls', 'upgrade', 'partner'],
    root_cause:
      'The new proxy release drops CBC cipher suites from its defaults, and the partner offers nothing else.',
    resolution:
      'Pinned a cipher list for this one partner until they upgrade, and partner endpoints are now part of the upgrade test.',
    values: {
      peer: ['the parcel carrier', 'the customs broker', 'the warehouse partner'],
      share: [35, 80],
      hours: [2, 9],
      parcels: [130, 900],
    },
    evidence: [
      {
        type: 'log',
        title: 'Failing handshakes',
        source: 'egress-proxy',
        content:
          '{at} upstream connect error: TLS error: 268435632:SSL routines:OPENSSL_internal:HANDSHAKE_FAILURE_ON_CLIENT_HELLO\n{at+3} upstream=198.51.100.24:443 tls_min=1.2 ciphers=ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384 result=no shared cipher',
      },
    ],
  },
  {
    key: 'cdn-purge',
    severities: ['high', 'medium', 'low'],
    titles: [
      'CDN purge emptied the whole cache',
      'Cache hit rate down to {hit} % after purge',
      'Origin load ×{factor} after a CDN purge',
    ],
    description:
      'A purge meant for one image emptied the whole CDN cache. The hit rate fell from 96 % to {hit} % and the origin gets {factor} times its usual load. At the present rate the cache is warm again in about {minutes} minutes.',
    impact: 'Images load slowly, on mobile networks some not at all.',
    services: ['cdn', 'image-origin'],
    tags: ['cdn', 'cache', 'human-error'],
    root_cause:
      'The purge tool takes an empty path after trimming for the root, and a trailing space in the ticket made it empty.',
    resolution:
      'Turned on origin shielding while the cache warmed up, and the tool refuses wildcard purges without --all.',
    values: { hit: [9, 38], factor: [6, 19], minutes: [35, 110] },
    evidence: [
      {
        type: 'metric',
        title: 'Hit rate of the CDN',
        source: 'prometheus',
        content:
          'cdn_cache_hit_ratio{zone="images"}\n{at}       0.961\n{at+60}    0.{hit}0\n{at+900}   0.412\n{at+3600}  0.874',
      },
    ],
  },
  {
    key: 'clock-skew',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Clocks of {count} hosts off by {skew} s',
      'Clock skew makes tokens invalid',
      'NTP unreachable from {count} hosts',
    ],
    description:
      'The clocks of {count} hosts in rack R{rack} run {skew} s ahead. Tokens issued there are refused elsewhere as "not valid yet". All of the hosts lost their time servers after the firewall change of last {day}.',
    impact: 'Some sign-ins need two attempts, depending on which host answers.',
    services: ['auth-api', 'ntp'],
    tags: ['ntp', 'clock', 'firewall'],
    root_cause:
      'The firewall change closed UDP port 123 to the internal time servers, and there was no alert on chrony losing its sources.',
    resolution:
      'Opened the port, stepped the clocks host by host, and alerts fire at an offset of 0.5 s or no source for 10 minutes.',
    values: { count: [4, 22], skew: [31, 140], rack: [3, 19], day: ['Tuesday', 'Wednesday', 'Thursday'] },
    evidence: [
      {
        type: 'command',
        title: 'Offset on one of the hosts',
        source: 'ssh',
        content:
          '$ chronyc tracking | egrep "Reference|System time|Leap"\nReference ID    : 00000000 ()\nSystem time     : {skew}.204113007 seconds fast of NTP time\nLeap status     : Not synchronised',
      },
    ],
  },
  {
    key: 'load-balancer-health-checks',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Load balancer takes {removed} of {total} healthy hosts out',
      'Health checks flap for {svc}',
      '{svc}: hosts removed from rotation at random',
    ],
    description:
      'The load balancer took {removed} of {total} hosts of {svc} out of rotation although they answer. Its health check waits 1 s, and the check itself takes {check} ms since it queries every dependency. The hosts left over run at {cpu} % CPU.',
    impact: 'Up to {errors} % of requests end in a 502 while hosts leave and come back.',
    services: ['load-balancer', 'api-gateway'],
    tags: ['health-check', 'load-balancer', 'cascade'],
    root_cause:
      'The readiness check included a third-party status call, so a slow third party took our own hosts out.',
    resolution:
      'Readiness looks at the process and its database only; dependencies are reported on a page of their own.',
    values: {
      svc: ['api-gateway', 'order-api', 'session-api'],
      removed: ['5', '6', '7'],
      total: ['8', '9', '10'],
      check: [950, 1400],
      cpu: [88, 97],
      errors: [6, 24],
    },
    evidence: [
      {
        type: 'log',
        title: 'Hosts leaving and coming back',
        source: 'haproxy',
        content:
          '{at} Server {svc}/10.20.4.17 is DOWN, reason: Layer7 timeout, check duration: 1001ms. {removed} backups left\n{at+12} Server {svc}/10.20.4.17 is UP, reason: Layer7 check passed, code: 200, check duration: {check}ms\n{at+20} Server {svc}/10.20.4.21 is DOWN, reason: Layer7 timeout, check duration: 1001ms',
      },
    ],
  },
];
