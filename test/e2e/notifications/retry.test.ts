import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DeliveriesService } from '../../../src/infra/notifications/deliveries.service';
import type { AlertNotice } from '../../../src/infra/notifications';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { asCaller, tokenOf } from '../../support/caller';
import { PERSONAS } from '../../support/personas';
import { answering, Receiver } from './receiver';
import { clear, deliver, deliveriesOf, type Delivery, notice, QUICK } from './scene';

describe('trying again what was given up', () => {
  let server: TestServer;
  let admin: Actor;
  let [receiver, other]: Receiver[] = [];
  beforeAll(async () => {
    [receiver, other] = [await Receiver.open(), await Receiver.open()];
    server = await startServer({
      ...QUICK,
      NOTIFY_WEBHOOK_URL: receiver.url,
      PAGERDUTY_ROUTING_KEY: 'r0ut1ngkey',
      PAGERDUTY_EVENTS_URL: other.url,
    });
    admin = await server.as('admin');
  });
  beforeEach(async () => {
    for (const one of [receiver, other]) one.heard.splice(0);
    await clear(server);
  });
  afterAll(async () => {
    await server.close();
    await Promise.all([receiver.close(), other.close()]);
  });

  /** Notices that no channel took. */
  const given = async (
    count: number,
    channels: Parameters<typeof deliver>[2],
    over: Partial<AlertNotice> = {},
  ): Promise<AlertNotice[]> => {
    for (const one of [receiver, other]) one.answer = answering(404);
    const notices = Array.from({ length: count }, () => notice(over));
    for (const what of notices) await deliver(server, what, channels);
    for (const what of notices) await deliveriesOf(server, what, ({ status }) => status === 'dead');
    for (const one of [receiver, other]) one.reset();
    return notices;
  };
  const statuses = async (what: AlertNotice): Promise<string[]> =>
    (await deliveriesOf(server, what)).map(({ channel, action, status }) => `${channel} ${action} ${status}`);

  it('is possible for all at once, each on record', async () => {
    const notices = await given(5, ['webhook', 'pagerduty']);
    const retried = await admin.post('/admin/notifications/retry');
    expect([retried.status, retried.body]).toEqual([202, { accepted: 10 }]);
    for (const what of notices) {
      await deliveriesOf(server, what, ({ status }) => status === 'delivered');
    }
    expect([receiver.heard.length, other.heard.length]).toEqual([5, 5]);
    const audit = await server.sql(
      `select resource_id, user_id from audit_logs where event_type = 'UPDATE' and resource_type = 'notification'
         and changes @> '[{"field": "status", "old_value": "dead", "new_value": "pending"}]'`,
    );
    expect(audit.every(({ user_id }) => user_id === PERSONAS.admin.id)).toBe(true);
    expect(new Set(audit.map(({ resource_id }) => resource_id)).size).toBe(10);
    expect(audit).toHaveLength(10);
    expect((await admin.post('/admin/notifications/retry', {})).body).toEqual({ accepted: 0 });
  });

  it('is possible for those of a channel, of an alert, of a kind', async () => {
    const [first, second] = await given(2, ['webhook', 'pagerduty']);
    const [end] = await given(1, ['webhook'], { action: 'resolved' });
    const retry = async (body: object): Promise<unknown> =>
      (await admin.post('/admin/notifications/retry', body)).body;
    expect(await retry({ channel: 'pagerduty', alert_id: first.alert_id })).toEqual({ accepted: 1 });
    expect(await retry({ action: 'resolved', alert_id: null })).toEqual({ accepted: 1 });
    expect(await retry({ channel: 'webhook' })).toEqual({ accepted: 2 });
    expect(await statuses(end)).toEqual(['webhook resolved delivered']);
    expect((await statuses(second)).toSorted()).toEqual([
      'pagerduty triggered dead',
      'webhook triggered delivered',
    ]);
    const wrong = await admin.post('/admin/notifications/retry', { channel: 'pigeon', status: 'dead' });
    expect([wrong.status, wrong.body]).toMatchObject([
      400,
      { error: { code: 'INVALID_REQUEST', details: [{ field: 'status' }, { field: 'channel' }] } },
    ]);
  });

  it('happens once for two who ask at the same time, and for one who repeats it', async () => {
    const notices = await given(6, ['webhook']);
    const both = await Promise.all([1, 2].map(() => admin.post('/admin/notifications/retry')));
    expect(both.map(({ body }) => Number(body.accepted)).reduce((sum, one) => sum + one)).toBe(6);
    for (const what of notices) await deliveriesOf(server, what, ({ status }) => status === 'delivered');
    await given(2, ['webhook']);
    const key = { 'idempotency-key': randomUUID() };
    for (const _ of [1, 2])
      expect((await admin.post('/admin/notifications/retry', {}, key)).body).toEqual({ accepted: 2 });
  });

  it('is refused for the beginning of an alert that is over, which nothing would end then', async () => {
    const [what] = await given(1, ['pagerduty']);
    const [{ id }] = await deliveriesOf(server, what);
    await deliver(server, { ...what, action: 'resolved' }, ['pagerduty', 'webhook']);
    await deliveriesOf(server, what);
    const refused = await admin.post(`/admin/notifications/${id}/retry`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { error: { code: 'DELIVERY_OVERTAKEN', details: { alert_id: what.alert_id } } },
    ]);
    expect((await admin.post('/admin/notifications/retry')).body).toEqual({ accepted: 0 });
    expect(other.bodies.map(({ event_action }) => event_action)).toEqual(['resolve']);
  });

  it('counts as over whatever became of the end, and only for the same channel', async () => {
    const [what] = await given(1, ['pagerduty', 'webhook']);
    receiver.answer = answering(404);
    await deliver(server, { ...what, action: 'resolved' }, ['webhook']);
    await deliveriesOf(server, what);
    receiver.answer = answering(200);
    expect((await admin.post('/admin/notifications/retry')).body).toEqual({ accepted: 2 });
    expect((await statuses(what)).toSorted()).toEqual([
      'pagerduty triggered delivered',
      'webhook resolved delivered',
      'webhook triggered dead',
    ]);
  });

  it('is told before the end that comes while it is decided', async () => {
    const [what] = await given(1, ['webhook']);
    const [{ id }] = await deliveriesOf(server, what);
    // What a retry does, up to its commit.
    const client = new Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query('begin');
    await client.query(
      `update notification_deliveries set status = 'pending', max_attempts = 9, next_attempt_at = now() where id = $1`,
      [id],
    );
    await deliver(server, { ...what, action: 'resolved' }, ['webhook']);
    for (;;) {
      const waiting = await server.sql(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0 || receiver.heard.length > 0) break;
    }
    await client.query('commit');
    await client.end();
    expect(receiver.heard).toEqual([]);
  });

  it('by a caller bound to an environment is of its deliveries alone', async () => {
    await given(2, ['webhook'], { environment: 'production' });
    const [own] = await given(1, ['webhook'], { environment: 'staging' });
    const caller = tokenOf('admin', ['manage:thresholds'], 'staging');
    const deliveries = server.app.get(DeliveriesService, { strict: false });
    expect(await asCaller(caller, () => deliveries.retryAll({}))).toEqual({ accepted: 1 });
    expect(await statuses(own)).toEqual(['webhook triggered delivered']);
  });

  it('is for those who manage thresholds', async () => {
    for (const persona of ['engineer', 'viewer'] as const) {
      const { status, body } = await (await server.as(persona)).post('/admin/notifications/retry');
      expect([status, body]).toMatchObject([403, { error: { code: 'FORBIDDEN' } }]);
    }
    const list = await admin.get<Delivery[]>('/admin/notifications');
    expect(list.body).toEqual([]);
  });

  it('takes a thousand at most, those first that are dead the longest', async () => {
    await server.sql(
      `insert into notification_deliveries (alert_id, channel, action, title, notice, status, max_attempts, created_at)
       select gen_random_uuid(), 'webhook', 'triggered', 'n' || n, '{}', 'dead', 1, now() - make_interval(secs => n)
       from generate_series(1, 1003) n`,
    );
    expect((await admin.post('/admin/notifications/retry')).body).toEqual({ accepted: 1_000 });
    const left = await server.sql(
      `select title from notification_deliveries where status = 'dead' and max_attempts = 1 order by title`,
    );
    expect(left.map(({ title }) => title)).toEqual(['n1', 'n2', 'n3']);
  });
});
