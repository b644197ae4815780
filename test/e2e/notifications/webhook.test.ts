import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startServer, type TestServer } from '../../support/app';
import { answering, Receiver } from './receiver';
import { deliver, deliveryOf, notice, QUICK, SIGNING_SECRET } from './scene';

describe('a notification by webhook', () => {
  let server: TestServer;
  let receiver: Receiver;
  let elsewhere: Receiver;
  beforeAll(async () => {
    [receiver, elsewhere] = [await Receiver.open(), await Receiver.open()];
    server = await startServer({
      ...QUICK,
      NOTIFY_WEBHOOK_URL: `${receiver.url}/hooks/s3cr3t-path`,
      NOTIFY_TIMEOUT_SECONDS: '1.5',
    });
  });
  beforeEach(() => receiver.reset());
  afterEach(() => expect(elsewhere.heard).toEqual([]));
  afterAll(async () => {
    await server.close();
    await Promise.all([receiver.close(), elsewhere.close()]);
  });

  it('arrives signed, and is on record as delivered', async () => {
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({
      ...{ channel: 'webhook', action: 'triggered', status: 'delivered', attempts: 1, max_attempts: 3 },
      ...{ title: what.title, notice: what, response_status: 200, last_error: null, next_attempt_at: null },
      delivered_at: expect.stringMatching(/Z$/),
      attempt_log: [{ number: 1, outcome: 'delivered', response_status: 200, error: null }],
    });
    const [{ path, headers, text }] = receiver.heard;
    expect([path, headers['webhook-id'], headers['content-type']]).toEqual([
      '/hooks/s3cr3t-path',
      delivery.id,
      'application/json',
    ]);
    const webhook = new Webhook(SIGNING_SECRET);
    expect(webhook.verify(text, headers as Record<string, string>)).toEqual({
      type: 'alert.triggered',
      timestamp: what.occurred_at,
      data: what,
    });
    const forged = text.replace('97', '1');
    expect(() => webhook.verify(forged, headers as Record<string, string>)).toThrow('No matching signature');
  });

  it('that tells of an end says so', async () => {
    const what = notice({ action: 'resolved' });
    await deliver(server, what, ['webhook']);
    expect(await deliveryOf(server, what)).toMatchObject({ action: 'resolved', status: 'delivered' });
    expect(receiver.bodies).toMatchObject([{ type: 'alert.resolved', data: { alert_id: what.alert_id } }]);
  });

  it('is tried again after errors of the receiver, each time with the same id and a signature of its own', async () => {
    receiver.answer = (response, _, count) => response.writeHead(count <= 2 ? 500 : 200).end('not now');
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, last_error: null });
    expect(delivery.attempt_log.map(({ number, outcome, error }) => [number, outcome, error])).toEqual([
      [1, 'failed', 'the receiver answered 500: not now'],
      [2, 'failed', 'the receiver answered 500: not now'],
      [3, 'delivered', null],
    ]);
    expect(receiver.heard.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(delivery.id));
    for (const { text, headers } of receiver.heard)
      new Webhook(SIGNING_SECRET).verify(text, headers as Record<string, string>);
  });

  it('is given up after as many attempts as are set', async () => {
    receiver.answer = answering(503);
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({
      ...{ status: 'dead', attempts: 3, response_status: 503, last_error: 'the receiver answered 503' },
      ...{ next_attempt_at: null, delivered_at: null },
    });
    expect(receiver.heard).toHaveLength(3);
  });

  it.each([400, 401, 404, 410])('is given up at once when the receiver answers %i', async (status) => {
    receiver.answer = answering(status, {}, 'no such hook');
    const what = notice();
    await deliver(server, what, ['webhook']);
    expect(await deliveryOf(server, what)).toMatchObject({
      ...{ status: 'dead', attempts: 1, response_status: status },
      ...{ last_error: `the receiver answered ${status}: no such hook` },
    });
    expect(receiver.heard).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])('does not follow a %i: where it points hears nothing', async (status) => {
    receiver.answer = answering(status, { location: elsewhere.url });
    const what = notice();
    await deliver(server, what, ['webhook']);
    expect(await deliveryOf(server, what)).toMatchObject({
      ...{ status: 'dead', attempts: 1, response_status: status },
      ...{ last_error: `the receiver answered ${status}: redirects are not followed` },
    });
    expect(receiver.heard).toHaveLength(1);
  });

  it('waits as long as a 429 asks', async () => {
    receiver.answer = (response, _, count) =>
      count === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : response.end();
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 2 });
    const [first, second] = delivery.attempt_log.map(({ started_at }) => Date.parse(started_at));
    expect(second - first).toBeGreaterThanOrEqual(1_000);
  });

  it('does not wait for a receiver that hangs', async () => {
    receiver.answer = (response, _, count) => void (count > 1 && response.end());
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 2 });
    expect(delivery.attempt_log[0]).toMatchObject({
      ...{ outcome: 'failed', response_status: null, error: 'no answer within 1500 ms' },
    });
  });

  it('nor for one that never ends its answer', async () => {
    receiver.answer = (response, _, count) => {
      if (count > 1) return response.end();
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { attempt_log } = await deliveryOf(server, what);
    expect(attempt_log.map(({ error }) => error)).toEqual(['no answer within 1500 ms', null]);
  });

  it('is tried again when the connection is closed instead of an answer', async () => {
    receiver.answer = (response, _, count) => (count === 1 ? response.destroy() : response.end());
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { status, attempt_log } = await deliveryOf(server, what);
    expect([status, attempt_log.map(({ error }) => error)]).toEqual([
      'delivered',
      ['the connection was closed before the answer was whole', null],
    ]);
  });

  it('reads no more of a gigantic answer than it needs', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      receiver.answer = (response) => {
        response.writeHead(500);
        const chunk = Buffer.alloc(64 * 1024, 'x');
        const pour = (): void => {
          while (!response.destroyed && sent < 1024 ** 3) {
            sent += chunk.length;
            if (!response.write(chunk)) return void response.once('drain', pour);
          }
        };
        response.on('close', resolve);
        pour();
      };
    });
    const what = notice();
    await deliver(server, what, ['webhook']);
    await closed;
    receiver.answer = answering(200);
    const { attempt_log } = await deliveryOf(server, what);
    expect(attempt_log[0].error).toMatch(/^the receiver answered 500: x+…$/);
    expect(attempt_log[0].error!.length).toBe(300);
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('keeps what the receiver said fit to be read, and without the secret of its own address', async () => {
    receiver.answer = answering(404, {}, 'no\0thing\r\nat /hooks/s3cr3t-path 💥');
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { last_error } = await deliveryOf(server, what);
    expect(last_error).toBe('the receiver answered 404: no thing at [redacted] 💥');
  });
});
