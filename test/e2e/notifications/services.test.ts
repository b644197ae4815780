import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { answering, Receiver } from './receiver';
import { deliver, deliveriesOf, deliveryOf, notice, QUICK } from './scene';

const ROUTING_KEY = 'r0ut1ngkey0123456789abcdefghijkl';

describe('a notification by way of a service', () => {
  let server: TestServer;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.open();
    server = await startServer({
      ...QUICK,
      SLACK_WEBHOOK_URL: `${receiver.url}/services/T0/B0/slack-secret`,
      PAGERDUTY_ROUTING_KEY: ROUTING_KEY,
      PAGERDUTY_EVENTS_URL: `${receiver.url}/v2/enqueue`,
    });
  });
  beforeEach(() => {
    receiver.heard.splice(0);
    receiver.answer = answering(202, {}, '{"status":"success"}');
  });
  afterAll(async () => {
    await server.close();
    await receiver.close();
  });

  it('PagerDuty opens an incident, and closes the same one', async () => {
    const what = notice();
    await deliver(server, what, ['pagerduty']);
    await deliveryOf(server, what);
    await deliver(server, { ...what, action: 'resolved', value: 42 }, ['pagerduty']);
    await deliveriesOf(server, what);
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/v2/enqueue', '/v2/enqueue']);
    expect(receiver.bodies).toEqual([
      {
        routing_key: ROUTING_KEY,
        event_action: 'trigger',
        dedup_key: what.alert_id,
        client: 'Ops Control Center',
        payload: {
          summary: what.title,
          source: 'web-1',
          severity: 'critical',
          timestamp: what.occurred_at,
          component: 'checkout',
          class: 'cpu_usage',
          custom_details: {
            ...{ environment: 'production', metric_name: 'cpu_usage', service: 'checkout', host: 'web-1' },
            ...{ value: 97, operator: '>', threshold_value: 90, description: what.description },
          },
        },
      },
      expect.objectContaining({ event_action: 'resolve', dedup_key: what.alert_id }),
    ]);
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'info'],
  ] as const)('to PagerDuty %s is %s', async (severity, expected) => {
    const what = notice({ severity, host: null, title: 'x'.repeat(2_000) });
    await deliver(server, what, ['pagerduty']);
    await deliveryOf(server, what);
    expect(receiver.bodies).toMatchObject([{ payload: { severity: expected, source: 'checkout' } }]);
    const { summary } = receiver.bodies[0].payload as { summary: string };
    expect(summary).toHaveLength(1_024);
  });

  it('an event that PagerDuty finds wrong is given up, one that comes too often is sent again', async () => {
    receiver.answer = answering(400, {}, `{"status":"invalid event","key":"${ROUTING_KEY}"}`);
    const wrong = notice();
    await deliver(server, wrong, ['pagerduty']);
    expect(await deliveryOf(server, wrong)).toMatchObject({
      ...{ status: 'dead', attempts: 1, response_status: 400 },
      last_error: 'the receiver answered 400: {"status":"invalid event","key":"[redacted]"}',
    });
    receiver.heard.splice(0);
    receiver.answer = (response, _, count) => response.writeHead(count === 1 ? 429 : 202).end();
    const often = notice();
    await deliver(server, often, ['pagerduty']);
    expect(await deliveryOf(server, often)).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('Slack gets a text, and blocks in which nothing is taken for a link or a mention', async () => {
    receiver.answer = answering(200, {}, 'ok');
    const what = notice({ title: 'a < b & <!channel>', description: '<https://evil.example.com|click>' });
    await deliver(server, what, ['slack']);
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered', response_status: 200 });
    const [{ path, text }] = receiver.heard;
    expect(path).toBe('/services/T0/B0/slack-secret');
    expect(receiver.bodies[0]).toEqual({
      text: '[critical] a &lt; b &amp; &lt;!channel&gt;',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '[critical] a < b & <!channel>' } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '&lt;https://evil.example.com|click&gt;' },
        },
        { type: 'section', fields: expect.any(Array) },
      ],
    });
    expect(text).toContain('*Environment*\\nproduction');
    const { fields } = (receiver.bodies[0].blocks as { fields?: unknown[] }[])[2];
    expect(fields!.length).toBeLessThanOrEqual(10);
  });

  it('a Slack webhook that is gone is given up, and its secret is not on record', async () => {
    receiver.answer = answering(404, {}, 'no_service for T0/B0/slack-secret at /services/T0/B0/slack-secret');
    const what = notice();
    await deliver(server, what, ['slack']);
    const { status, last_error } = await deliveryOf(server, what);
    expect([status, last_error]).toEqual([
      'dead',
      'the receiver answered 404: no_service for T0/B0/[redacted] at [redacted]',
    ]);
  });

  it('a channel that is named twice is told once, and no channel at all is no fault', async () => {
    const [twice, none] = [notice(), notice()];
    await deliver(server, twice, ['slack', 'slack']);
    await deliver(server, none, []);
    await deliveryOf(server, twice);
    expect(receiver.heard).toHaveLength(1);
  });

  it('a channel that is not configured leaves a dead delivery that says what is missing', async () => {
    const what = notice();
    await deliver(server, what, ['email', 'webhook', 'slack']);
    const admin = await server.as('admin');
    const { body } = await admin.get<Record<string, unknown>[]>(
      `/admin/notifications?alert_id=${what.alert_id}&status=dead&sort_by=channel&sort_order=asc`,
    );
    expect(body.map(({ channel, attempts, last_error }) => [channel, attempts, last_error])).toEqual([
      [
        'email',
        0,
        'the channel email is not configured: SMTP_URL and NOTIFY_EMAIL_FROM and NOTIFY_EMAIL_TO are not set',
      ],
      ['webhook', 0, 'the channel webhook is not configured: NOTIFY_WEBHOOK_URL is not set'],
    ]);
  });
});
