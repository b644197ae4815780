import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Fleet } from './fleet';
import { answering, type Receiver } from './receiver';
import { deliver, deliveryOf, notice } from './scene';

describe('notifications, whatever becomes of the server', () => {
  let fleet: Fleet;
  let receiver: Receiver;
  beforeAll(async () => {
    fleet = await Fleet.open();
    ({ receiver } = fleet);
  });
  beforeEach(() => receiver.reset());
  afterEach(() => fleet.stopAll());
  afterAll(() => fleet.close());

  it('a delivery that waits for its next attempt is made by the next server', async () => {
    receiver.answer = answering(503);
    const first = await fleet.start({ NOTIFY_RETRY_SECONDS: '1', NOTIFY_MAX_ATTEMPTS: '9' });
    const what = notice();
    await deliver(first, what, ['webhook']);
    await deliveryOf(first, what, ({ status }) => status === 'retrying');
    await fleet.stop(first);
    receiver.answer = answering(200);
    const second = await fleet.start();
    const delivery = await deliveryOf(second, what);
    expect(delivery.status).toBe('delivered');
    // A slow machine may have tried more than once before it stopped.
    expect(delivery.attempts).toBeGreaterThanOrEqual(2);
    expect(fleet.heardIds).toEqual(Array.from({ length: delivery.attempts }, () => delivery.id));
  });

  it('an attempt that hangs when the server stops is broken off and made again by the next', async () => {
    const asked = new Promise<void>((resolve) => {
      receiver.answer = () => resolve();
    });
    const first = await fleet.start({ NOTIFY_TIMEOUT_SECONDS: '60', NOTIFY_MAX_ATTEMPTS: '1' });
    const what = notice();
    await deliver(first, what, ['webhook']);
    await asked;
    const began = Date.now();
    await fleet.stop(first);
    expect(Date.now() - began).toBeLessThan(9_000);
    receiver.answer = answering(200);
    const second = await fleet.start();
    const delivery = await deliveryOf(second, what);
    expect(delivery.attempt_log.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['failed', 'interrupted'],
      ['delivered', null],
    ]);
  });

  it('what was sent by a server that died before it could write that down is sent again under the same id', async () => {
    const first = await fleet.start();
    const what = notice();
    await deliver(first, what, ['webhook']);
    const { id } = await deliveryOf(first, what);
    // What such a death leaves: an attempt without an end, and a job that nobody is working on any more.
    await first.sql(
      `update notification_deliveries set status = 'pending', delivered_at = null, next_attempt_at = now() where id = $1`,
      [id],
    );
    await first.sql(
      `update notification_attempts set outcome = 'unknown', ms = null, response_status = null where delivery_id = $1`,
      [id],
    );
    await first.sql(
      `insert into pgboss.job (name, data, state, started_on, expire_in, retry_limit, policy, singleton_key)
       values ('notify_webhook', jsonb_build_object('id', $1::text), 'active', now() - interval '1 minute', '15 s', 3, 'short', $1)`,
      [id],
    );
    await fleet.stop(first);
    const second = await fleet.start();
    const delivery = await deliveryOf(second, what);
    expect(delivery.attempt_log.map(({ outcome }) => outcome)).toEqual(['unknown', 'delivered']);
    expect(fleet.heardIds).toEqual([id, id]);
  });
});
