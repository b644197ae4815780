import type { Scenario } from './scenario';

export const MOBILE: readonly Scenario[] = [
  {
    key: 'push-notifications-failing',
    productionOnly: true,
    severities: ['critical', 'high', 'medium', 'low'],
    titles: [
      '{share} % of push notifications rejected',
      'Push to {platform} fails with BadDeviceToken',
      'Order notifications do not reach {platform} devices',
    ],
    description:
      '{share} % of the push notifications to {platform} are rejected as addressed to an unknown device. {count} thousand were lost in the past {hours} hours. Rejections began with the release of the app two days ago.',
    impact: 'Customers do not hear that their order has been shipped.',
    services: ['push-gateway', 'mobile-bff'],
    tags: ['push', 'mobile', 'tokens'],
    root_cause:
      'The release was built with the sandbox entitlement, so its device tokens are not valid at the production push service.',
    resolution:
      'Released a build with the right entitlement and sent e-mails instead of pushes to the devices concerned.',
    values: { platform: ['iOS', 'Android'], share: [18, 72], count: [12, 240], hours: [3, 30] },
    evidence: [
      {
        type: 'log',
        title: 'Answers of the push service',
        source: 'push-gateway',
        content:
          '{at} WARN push-gateway platform={platform} status=400 reason=BadDeviceToken app=5.14.0\n{at} WARN push-gateway platform={platform} status=400 reason=BadDeviceToken app=5.14.0\n{at+1} INFO push-gateway platform={platform} status=200 app=5.13.2',
      },
    ],
  },
  {
    key: 'app-crash-on-start',
    productionOnly: true,
    severities: ['critical', 'high'],
    titles: [
      'App {version} crashes on start on {platform}',
      'Crash-free sessions down to {free} % in {version}',
      '{version}: crash on start after update',
    ],
    description:
      'Crash-free sessions of app {version} are down to {free} % on {platform}. The crash happens while the remote configuration is read, {seconds} s after the start. The value that triggers it was published {minutes} minutes before the first crash.',
    impact: 'About {users} thousand customers cannot open the app; the web shop works.',
    services: ['mobile-app', 'remote-config'],
    tags: ['crash', 'mobile', 'remote-config'],
    root_cause:
      'A number was published where the app expects a text, and the parser of this version does not check the type.',
    resolution:
      'Corrected the value, which ended the crashes at the next start, and remote values are validated against a schema before publication.',
    values: {
      version: ['5.12.0', '5.13.1', '5.14.0', '5.15.0'],
      platform: ['iOS', 'Android'],
      free: [61, 88],
      seconds: ['1', '2', '3'],
      minutes: [4, 35],
      users: [9, 120],
    },
    evidence: [
      {
        type: 'log',
        title: 'Stack of the crash',
        source: 'crash-reporter',
        content:
          'app={version} platform={platform} first_seen={at}\nFatal: type mismatch: expected string, found number for "checkout.banner"\n  at RemoteConfig.string(RemoteConfig:88)\n  at HomeScreen.load(HomeScreen:41)\n  at App.start(App:19)',
      },
    ],
  },
  {
    key: 'bff-response-size',
    severities: ['high', 'medium', 'low'],
    titles: [
      'Home screen loads in {after} s',
      'Response of mobile-bff grew to {size} KB',
      'Slow start screen on mobile networks',
    ],
    description:
      'The home screen takes {after} s on mobile networks, up from {before} ms. The answer of mobile-bff grew from 60 KB to {size} KB because it now carries every variant of every recommended product. Compression is off for answers of this route.',
    impact: 'Sessions from mobile networks end {bounce} % more often on the home screen.',
    services: ['mobile-bff', 'recommendation-api'],
    tags: ['performance', 'payload', 'mobile'],
    root_cause:
      'The recommendation service added the variants to its default answer and the BFF passes unknown fields on.',
    resolution:
      'The BFF picks its fields by name, compresses answers above 1 KB, and a budget of 100 KB is checked in CI.',
    values: { before: [420, 800], after: [4, 11], size: [640, 2300], bounce: [6, 22] },
    evidence: [
      {
        type: 'command',
        title: 'Size of the answer',
        source: 'curl',
        content:
          '$ curl -s --compressed https://mobile-bff.{env}.internal/v3/home | wc -c\n{size}814\n$ curl -s --compressed https://mobile-bff.{env}.internal/v3/home | jq ".recommended[0].variants | length"\n37',
      },
    ],
  },
  {
    key: 'old-app-versions-locked-out',
    productionOnly: true,
    severities: ['high', 'medium', 'low'],
    titles: [
      'App versions before {version} cannot sign in',
      'Sign-in broken for {share} % of app users',
      'Old app versions get 400 at sign-in',
    ],
    description:
      'Apps older than {version}, {share} % of all installations, cannot sign in. The auth API answers 400 because they send no device_name. The field became mandatory with the deploy {hours} hours ago.',
    impact: 'Signed-in customers are not affected; {attempts} sign-ins failed so far.',
    services: ['auth-api', 'mobile-app'],
    tags: ['compatibility', 'api', 'sign-in'],
    root_cause:
      'The list of versions in use was taken from a dashboard of the last 7 days that leaves out apps that do not open a session.',
    resolution:
      'Made the field optional again with a default, and requests recorded from the oldest supported app are part of the API tests.',
    values: { version: ['5.4.0', '5.6.0', '5.8.0'], share: [3, 13], hours: [1, 8], attempts: [600, 9100] },
    evidence: [
      {
        type: 'log',
        title: 'Refused sign-ins',
        source: 'loki',
        content:
          '{at} INFO auth-api POST /v2/sessions 400 4ms ua="ShopApp/5.3.2 (Android 12)" error="device_name is required"\n{at+2} INFO auth-api POST /v2/sessions 400 3ms ua="ShopApp/5.2.0 (iOS 15.8)" error="device_name is required"',
      },
    ],
  },
  {
    key: 'deep-links-broken',
    severities: ['medium', 'low'],
    titles: [
      'Links from e-mails open the browser instead of the app',
      'Deep links broken on {platform}',
      'apple-app-site-association served with the wrong type',
    ],
    description:
      'Since the move of the static host, links from e-mails open the browser instead of the app on {platform}. The association file is answered with a redirect, which the system does not follow. App opens from e-mails fell by {drop} % within {days} days.',
    impact: 'Customers have to sign in again on the web to see their order.',
    services: ['static-host', 'mobile-app'],
    tags: ['deep-links', 'mobile', 'migration'],
    root_cause: 'The new host redirects paths without an extension to a trailing slash.',
    resolution:
      'Serve both association files directly as application/json, and a probe checks status and type of both.',
    values: { platform: ['iOS', 'Android'], drop: [34, 81], days: [2, 6] },
    evidence: [
      {
        type: 'command',
        title: 'The file is redirected',
        source: 'curl',
        content:
          '$ curl -sI https://www.example.com/.well-known/apple-app-site-association | egrep -i "^(HTTP|location|content-type)"\nHTTP/2 301\nlocation: /.well-known/apple-app-site-association/\ncontent-type: text/html',
      },
    ],
  },
  {
    key: 'feature-flag-mistake',
    severities: ['critical', 'high', 'medium'],
    titles: [
      'Flag {flag} enabled for everyone',
      'Half-finished feature {flag} visible to all users',
      'Wrong targeting of flag {flag}',
    ],
    description:
      'The flag {flag} was meant for {percent} % of internal users and has been on for everyone for {minutes} minutes. The new path calls an endpoint that is not scaled for it: {rps} requests a second instead of 5, of which {errors} % time out.',
    impact: 'Visitors see an unfinished page; support counted {tickets} tickets so far.',
    services: ['feature-flags', 'storefront-web', 'recommendation-api'],
    tags: ['feature-flag', 'human-error', 'rollout'],
    root_cause: 'The targeting rule was saved without its segment, and an empty segment means everyone.',
    resolution:
      'Switched the flag off, made an empty segment mean nobody, and changes in production now ask for a second person.',
    values: {
      flag: ['new-checkout-summary', 'related-items-v3', 'express-reorder'],
      percent: ['1', '2', '5'],
      minutes: [11, 55],
      rps: [240, 900],
      errors: [14, 47],
      tickets: [12, 70],
    },
    evidence: [
      {
        type: 'log',
        title: 'Change log of the flag',
        source: 'feature-flags',
        content:
          '{at} flag={flag} env={env} rule updated: segment "internal" -> (none), rollout 100 %\n{at+660} flag={flag} env={env} evaluations true={rps}/s false=0/s',
      },
    ],
  },
];
