import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startServer, type TestServer } from '../../support/app';
import type { Actor } from '../../support/actor';
import { PERSONAS } from '../../support/personas';
import { answering, Receiver } from './receiver';
import { deliver, type Delivery, deliveryOf, notice, QUICK } from './scene';

describe('the deliveries of notifications', () => {
  let server: TestServer;
  let admin: Actor;
  let receiver: Receiver;
  let other: Receiver;
  beforeAll(async () => {
    [receiver, other] = [await Receiver.open(), await Receiver.open()];
    server = await startServer({
      ...QUICK,
      NOTIFY_WEBHOOK_URL: receiver.url,
      SLACK_WEBHOOK_URL: other.url,
    });
    admin = await server.as('admin');
  });
  beforeEach(() => receiver.reset());
  afterAll(async () => {
    await server.close();
    await Promise.all([receiver.close(), other.close()]);
  });

  /** A delivery that was given up. */
  const dead = async (): Promise<Delivery> => {
    receiver.answer = answering(500);
    const what = notice();
    await deliver(server, what, ['webhook']);
    const delivery = await deliveryOf(server, what);
    expect(delivery.status).toBe('dead');
    receiver.heard.splice(0);
    return delivery;
  };

  it('that were given up are a list of their own, by channel and by alert if one likes', async () => {
    const delivery = await dead();
    const fine = notice();
    await deliver(server, fine, ['slack']);
    await deliveryOf(server, fine);
    const list = await admin.get<Delivery[]>('/admin/notifications?status=dead&channel=webhook');
    expect([list.status, list.headers.get('x-total-count')]).toEqual([200, String(list.body.length)]);
    expect(list.body).toContainEqual(delivery);
    expect(list.body.every(({ status }) => status === 'dead')).toBe(true);
    const own = await admin.get<Delivery[]>(`/admin/notifications?alert_id=${fine.alert_id}`);
    expect(own.body.map(({ channel, status }) => [channel, status])).toEqual([['slack', 'delivered']]);
    const wrong = await admin.get('/admin/notifications?status=lost&channel=pigeon&alert_id=1');
    expect([wrong.status, wrong.body]).toMatchObject([400, { error: { code: 'INVALID_REQUEST' } }]);
  });

  it('can be read one by one, with every attempt', async () => {
    const delivery = await dead();
    const one = await admin.get<Delivery>(`/admin/notifications/${delivery.id}`);
    expect([one.status, one.body]).toEqual([200, delivery]);
    expect(one.body.attempt_log).toEqual(
      [1, 2, 3].map((number) => ({
        number,
        started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+\.\d{3}Z$/),
        ms: expect.any(Number),
        outcome: 'failed',
        response_status: 500,
        error: 'the receiver answered 500',
      })),
    );
    const csv = await admin.get<string>(`/admin/notifications?alert_id=${delivery.alert_id}&format=csv`);
    expect([csv.status, csv.text.split('\r\n')[0]]).toEqual([200, Object.keys(one.body).join(',')]);
    const none = await admin.get(`/admin/notifications/${randomUUID()}`);
    expect([none.status, none.body]).toMatchObject([404, { error: { code: 'NOTIFICATION_NOT_FOUND' } }]);
  });

  it('that are dead can be retried once the receiver is well again, on record', async () => {
    const delivery = await dead();
    receiver.answer = answering(200);
    const retried = await admin.post<Delivery>(`/admin/notifications/${delivery.id}/retry`);
    expect([retried.status, retried.body]).toMatchObject([
      202,
      {
        id: delivery.id,
        status: 'pending',
        attempts: 3,
        max_attempts: 6,
        next_attempt_at: expect.any(String),
      },
    ]);
    const after = await deliveryOf(server, notice({ alert_id: delivery.alert_id }));
    expect(after).toMatchObject({ status: 'delivered', attempts: 4, last_error: null });
    expect(after.attempt_log.map(({ outcome }) => outcome)).toEqual([
      'failed',
      'failed',
      'failed',
      'delivered',
    ]);
    expect(receiver.heard.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.id]);
    const audit = await server.sql(
      'select event_type, resource_type, user_id, status, changes from audit_logs where resource_id = $1',
      [delivery.id],
    );
    expect(audit).toEqual([
      {
        ...{ event_type: 'UPDATE', resource_type: 'notification', status: 'success' },
        user_id: PERSONAS.admin.id,
        changes: expect.arrayContaining([{ field: 'status', old_value: 'dead', new_value: 'pending' }]),
      },
    ]);
  });

  it('that are retried in vain are dead again after as many attempts', async () => {
    const delivery = await dead();
    await admin.post(`/admin/notifications/${delivery.id}/retry`);
    const after = await deliveryOf(server, notice({ alert_id: delivery.alert_id }));
    expect(after).toMatchObject({ status: 'dead', attempts: 6, max_attempts: 6 });
  });

  it('that are not dead cannot be retried', async () => {
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    const refused = await admin.post(`/admin/notifications/${id}/retry`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { error: { code: 'DELIVERY_NOT_DEAD', details: { status: 'delivered' } } },
    ]);
    const none = await admin.post('/admin/notifications/unknown/retry');
    expect([none.status, none.body]).toMatchObject([404, { error: { code: 'NOTIFICATION_NOT_FOUND' } }]);
    expect(receiver.heard).toHaveLength(1);
  });

  it('of two retries at the same time one wins; repeated with its key it gives the same answer', async () => {
    const delivery = await dead();
    receiver.answer = answering(200);
    const path = `/admin/notifications/${delivery.id}/retry`;
    const key = { 'idempotency-key': randomUUID() };
    const both = await Promise.all([admin.post(path, undefined, key), admin.post(path)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    await deliveryOf(server, notice({ alert_id: delivery.alert_id }));
    expect(receiver.heard).toHaveLength(1);
    const another = await dead();
    receiver.answer = answering(200);
    const once = { 'idempotency-key': randomUUID() };
    const answers = [1, 2].map(() => admin.post(`/admin/notifications/${another.id}/retry`, undefined, once));
    expect((await Promise.all(answers)).map(({ status, body }) => [status, body.status])).toEqual([
      [202, 'pending'],
      [202, 'pending'],
    ]);
  });

  it('are for those who manage thresholds', async () => {
    const { id } = await dead();
    for (const persona of ['engineer', 'viewer'] as const) {
      const actor = await server.as(persona);
      const answers = [
        await actor.get('/admin/notifications'),
        await actor.get(`/admin/notifications/${id}`),
        await actor.post(`/admin/notifications/${id}/retry`),
      ];
      for (const { status, body } of answers) {
        expect([status, body]).toMatchObject([
          403,
          { error: { code: 'FORBIDDEN', details: { missing_permission: 'manage:thresholds' } } },
        ]);
      }
    }
  });
});
