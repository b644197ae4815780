import { decimal, flag, httpTarget, integer, signingSecret, secret, text, texts, url } from './variable';

/** Where alerts are told outside of this product, and how hard is tried. */
export const NOTIFICATION_VARIABLES = {
  SMTP_URL: url(
    ['smtp', 'smtps'],
    'Mail server of the channel email; with a user only by TLS, unless ?requireTLS=false',
    true,
  ),
  NOTIFY_EMAIL_FROM: text('', 'Sender of mails, e.g. Ops <ops@example.com>'),
  NOTIFY_EMAIL_TO: texts('', 'Recipients of mails, comma-separated'),
  SLACK_WEBHOOK_URL: httpTarget('', 'Incoming webhook of the channel slack', true),
  NOTIFY_WEBHOOK_URL: httpTarget('', 'Receiver of the channel webhook', true),
  NOTIFY_WEBHOOK_SECRET: signingSecret('Signs webhooks: base64 of 24 to 64 bytes, may begin with whsec_'),
  PAGERDUTY_ROUTING_KEY: secret('Integration key (Events API v2) of the channel pagerduty'),
  PAGERDUTY_EVENTS_URL: httpTarget('https://events.pagerduty.com/v2/enqueue', 'Where PagerDuty takes events'),
  NOTIFY_MAX_ATTEMPTS: integer(14, 1, 100, 'Attempts before a delivery is given up as dead'),
  NOTIFY_RETRY_SECONDS: decimal(10, 0.01, 3600, 'Wait after the first failed attempt; doubles with each'),
  NOTIFY_TIMEOUT_SECONDS: decimal(10, 0.05, 60, 'Time limit of one attempt'),
  NOTIFY_ALLOW_PRIVATE: flag(false, 'Lets deliveries go to private and loopback addresses, for development'),
} as const;
