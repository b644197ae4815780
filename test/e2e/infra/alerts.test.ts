import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import {
  type AlertBody,
  alertsOf,
  at,
  define,
  deliveriesOf,
  notificationsOf,
  point,
  setClock,
  theAlertOf,
  watch,
} from './alert-scene';
import { auditOf, eventsOf, faultyFields, refusalOf } from './fixtures';

const timestamp = expect.stringMatching(/^\d{4}-.+Z$/);

describe('an alert', () => {
  let server: TestServer;
  let admin: Actor;
  let engineer: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer, viewer] = [
      await server.as('admin'),
      await server.as('engineer'),
      await server.as('viewer'),
    ];
  });
  afterAll(() => server.close());
  beforeEach(() => setClock(server, 60));

  const pathOf = ({ id }: { id: string }): string => `/infra/alerts/${id}`;
  /** An open alert of a new threshold, after a value of 97. */
  const open = async (more: Record<string, unknown> = {}): Promise<AlertBody> => {
    const threshold = await define(admin, more);
    await watch(server, point(threshold, 97));
    return theAlertOf(viewer, threshold);
  };

  it('is opened by the first value beyond the threshold and says everything about it', async () => {
    const threshold = await define(admin, { severity: 'critical', metric_type: 'application' });
    await watch(server, point(threshold, 90, { timestamp: at(1) }));
    expect(await alertsOf(viewer, threshold)).toEqual([]);
    await watch(server, point(threshold, 97.25, { service: 'checkout-api', timestamp: at(2) }));
    const alert = await theAlertOf(viewer, threshold);
    expect(alert).toEqual({
      id: expect.any(String),
      threshold_id: threshold.id,
      metric_name: threshold.metric_name,
      metric_type: 'application',
      environment: 'production',
      service: 'checkout-api',
      host: 'web-1',
      severity: 'critical',
      operator: '>',
      threshold_value: 90,
      value: 97.25,
      unit: '%',
      status: 'active',
      message: `${String(threshold.metric_name)} is 97.25 % (> 90) on checkout-api web-1 in production`,
      triggered_at: at(2).toISOString(),
      acknowledged_at: null,
      acknowledged_by: null,
      resolved_at: null,
      resolved_by: null,
      note: null,
      created_at: timestamp,
      updated_at: timestamp,
    });
    expect((await viewer.get(pathOf(alert))).body).toEqual(alert);
  });

  it('is open once while the value stays beyond, and resolves by itself when it is back', async () => {
    const threshold = await define(admin);
    for (const minutes of [1, 2, 3]) await watch(server, point(threshold, 95, { timestamp: at(minutes) }));
    const { id } = await theAlertOf(viewer, threshold);
    await watch(server, point(threshold, 90, { timestamp: at(4) }));
    expect(await alertsOf(viewer, threshold)).toEqual([
      expect.objectContaining({
        ...{ id, status: 'resolved', triggered_at: at(1).toISOString(), resolved_at: at(4).toISOString() },
        ...{ resolved_by: null, value: 95, note: null },
      }),
    ]);
  });

  it('that begins and ends within one batch is on record, resolved', async () => {
    const threshold = await define(admin);
    await watch(
      server,
      point(threshold, 50, { timestamp: at(3) }),
      point(threshold, 95, { timestamp: at(1) }),
      point(threshold, 96, { timestamp: at(2) }),
    );
    const alert = await theAlertOf(viewer, threshold);
    expect(alert).toMatchObject({ status: 'resolved', value: 95, resolved_at: at(3).toISOString() });
    expect((await eventsOf(server, alert.id)).map(({ action }) => action)).toEqual(['created', 'updated']);
  });

  it('is on record and told of with what opened and what resolved it', async () => {
    const threshold = await define(admin, { notification_channels: ['email', 'pagerduty'] });
    await watch(server, point(threshold, 95, { timestamp: at(1) }));
    const opened = await theAlertOf(viewer, threshold);
    await watch(server, point(threshold, 20, { timestamp: at(2) }));
    const resolved = await theAlertOf(viewer, threshold);
    const events = await eventsOf(server, opened.id);
    expect(events).toEqual([
      { action: 'created', type: 'alert', data: opened, channels: ['alerts', 'production'] },
      { action: 'updated', type: 'alert', data: resolved, channels: ['alerts', 'production'] },
    ]);
    const trail = await auditOf(server, opened.id);
    expect(trail).toMatchObject([
      { event_type: 'CREATE', resource_type: 'alert', resource_name: opened.message },
      {
        ...{ event_type: 'UPDATE', resource_type: 'alert' },
        changes: [
          { field: 'status', old_value: 'active', new_value: 'resolved' },
          { field: 'resolved_at', old_value: null, new_value: at(2).toISOString() },
        ],
      },
    ]);
    expect(await deliveriesOf(server, opened)).toEqual([
      'email resolved',
      'email triggered',
      'pagerduty resolved',
      'pagerduty triggered',
    ]);
    const audience = PERSONAS.admin.id;
    expect(await notificationsOf(server, threshold)).toEqual([
      { audience, title: `high alert: ${String(threshold.metric_name)}`, priority: 'high' },
      { audience, title: `Alert resolved: ${String(threshold.metric_name)}`, priority: 'normal' },
    ]);
  });

  it('is heard by those who may read metrics and listen, its notification by the author of the rule alone', async () => {
    const threshold = await define(admin);
    const channels = ['alerts', 'notifications'];
    const [author, other, elsewhere] = [
      await server.live('admin'),
      await server.live('engineer'),
      await server.live('viewer'),
    ];
    await Promise.all([author.subscribe(channels), other.subscribe(channels)]);
    await elsewhere.subscribe(['staging', 'notifications']);
    await watch(server, point(threshold, 95, { timestamp: at(1) }));
    const alert = await theAlertOf(viewer, threshold);
    // An alert that everybody hears, after the one in question: whatever was to come before it has come.
    const last = await define(await server.as('admin'), { environment: 'staging' });
    await watch(server, point(last, 95, { environment: 'staging' }));
    const end = (await theAlertOf(viewer, last)).id;
    for (const client of [author, other, elsewhere])
      await client.next(({ type, data }) => type === 'alert' && data?.id === end, 'the last alert');
    await author.until(
      () => author.events.filter(({ type }) => type === 'notification').length === 2,
      'both notifications',
    );
    const [told] = author.events.filter(({ type }) => type === 'notification');
    expect(told).toMatchObject({
      action: 'created',
      data: {
        title: `high alert: ${String(threshold.metric_name)}`,
        message: alert.message,
        type: 'error',
        priority: 'high',
        metadata: { alert_id: alert.id, threshold_id: threshold.id },
      },
    });
    expect(told.data).not.toHaveProperty('actionUrl');
    for (const client of [author, other])
      expect(client.events.find(({ type }) => type === 'alert')).toMatchObject({
        action: 'created',
        data: alert,
      });
    await other.quiet();
    expect(other.events.map(({ type }) => type)).toEqual(['alert', 'alert']);
    expect(elsewhere.events.map(({ data }) => data?.id)).toEqual([end]);
    for (const client of [author, other, elsewhere]) client.end();
  });

  it('is acknowledged by hand, and still resolves by itself', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 95, { timestamp: at(1) }));
    const alert = await theAlertOf(viewer, threshold);
    const note = 'The nightly export ran long.';
    const { status, body } = await engineer.patch(pathOf(alert), { status: 'acknowledged', note });
    expect([status, body]).toEqual([
      200,
      {
        ...{ ...alert, status: 'acknowledged', note, acknowledged_by: PERSONAS.engineer.name },
        ...{ acknowledged_at: at(60).toISOString(), updated_at: timestamp },
      },
    ]);
    expect(await notificationsOf(server, threshold)).toHaveLength(1);
    await watch(server, point(threshold, 96, { timestamp: at(2) }));
    expect(await theAlertOf(viewer, threshold)).toEqual(body);
    await watch(server, point(threshold, 10, { timestamp: at(3) }));
    expect(await theAlertOf(viewer, threshold)).toMatchObject({
      ...{ status: 'resolved', resolved_by: null, acknowledged_by: PERSONAS.engineer.name, note },
    });
  });

  it('is resolved by hand, of which everybody is told', async () => {
    const alert = await open({ notification_channels: ['slack'] });
    const { status, body } = await engineer.patch(pathOf(alert), { status: 'resolved' });
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ status: 'resolved', resolved_at: at(60).toISOString(), resolved_by: PERSONAS.engineer.name },
        ...{ acknowledged_at: null, note: null },
      },
    ]);
    expect(await deliveriesOf(server, alert)).toEqual(['slack resolved', 'slack triggered']);
    expect(await notificationsOf(server, { id: alert.threshold_id })).toHaveLength(2);
    expect((await auditOf(server, alert.id))[1]).toMatchObject({
      ...{ event_type: 'UPDATE', user_name: PERSONAS.engineer.name },
    });
  });

  it('does not take steps that make no sense', async () => {
    const alert = await open();
    const step = (status: string) => engineer.patch(pathOf(alert), { status });
    expect((await step('acknowledged')).status).toBe(200);
    const before = [await eventsOf(server, alert.id), await theAlertOf(viewer, { id: alert.threshold_id })];
    const twice = await step('acknowledged');
    expect([refusalOf(twice), twice.body]).toMatchObject([
      [409, 'ALERT_ALREADY_ACKNOWLEDGED'],
      { error: { details: { acknowledged_by: PERSONAS.engineer.name } } },
    ]);
    expect([await eventsOf(server, alert.id), await theAlertOf(viewer, { id: alert.threshold_id })]).toEqual(
      before,
    );
    expect((await step('resolved')).status).toBe(200);
    for (const status of ['acknowledged', 'resolved']) {
      const answer = await step(status);
      expect([refusalOf(answer), answer.body]).toMatchObject([
        [409, 'ALERT_ALREADY_RESOLVED'],
        { error: { details: { resolved_at: at(60).toISOString() } } },
      ]);
    }
    expect(await deliveriesOf(server, alert)).toEqual([]);
    expect(await notificationsOf(server, { id: alert.threshold_id })).toHaveLength(2);
  });

  it.each<[unknown, string[]]>([
    [{}, ['status']],
    [{ status: 'active' }, ['status']],
    [{ status: null }, ['status']],
    [{ note: 'x' }, ['status']],
    [{ status: 'resolved', note: 7 }, ['note']],
    [{ status: 'resolved', note: 'x'.repeat(5_001) }, ['note']],
    [{ status: 'resolved', severity: 'low' }, ['severity']],
    [{ status: 'resolved', resolved_by: 'Somebody' }, ['resolved_by']],
  ])('is not changed by a body like %#', async (body, fields) => {
    const alert = await open();
    const answer = await engineer.patch(pathOf(alert), body);
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], fields]);
    expect((await viewer.get(pathOf(alert))).body).toEqual(alert);
  });

  it('is taken further by those who may write metrics only, and removed by nobody', async () => {
    const alert = await open();
    const refused = await viewer.patch(pathOf(alert), { status: 'resolved' });
    expect([refused.status, refused.body]).toMatchObject([
      403,
      { error: { code: 'FORBIDDEN', details: { missing_permission: 'write:metrics' } } },
    ]);
    expect(refusalOf(await server.anonymous.get(pathOf(alert)))).toEqual([401, 'UNAUTHORIZED']);
    expect(refusalOf(await admin.delete(pathOf(alert)))).toEqual([404, 'NOT_FOUND']);
    expect(refusalOf(await admin.post('/infra/alerts', alert))).toEqual([404, 'NOT_FOUND']);
    const missing = pathOf({ id: alert.threshold_id });
    expect(refusalOf(await engineer.get(missing))).toEqual([404, 'ALERT_NOT_FOUND']);
    expect(refusalOf(await engineer.patch(missing, { status: 'resolved' }))).toEqual([
      404,
      'ALERT_NOT_FOUND',
    ]);
    expect((await viewer.get(pathOf(alert))).body).toEqual(alert);
  });

  it('with a version that has moved on is not changed', async () => {
    const alert = await open();
    const etag = (await viewer.get(pathOf(alert))).headers.get('etag')!;
    const step = (status: string) => engineer.patch(pathOf(alert), { status }, { 'if-match': etag });
    expect((await step('acknowledged')).status).toBe(200);
    expect(refusalOf(await step('resolved'))).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('is found by what it is about, and stays on record when it is over', async () => {
    const metric_name = 'listed_usage';
    const threshold = await define(admin, { metric_name, severity: 'low' });
    const other = await define(admin, { metric_name, severity: 'critical', environment: 'staging' });
    await watch(
      server,
      point(threshold, 97, { host: 'web-1', service: 'checkout-api', timestamp: at(1) }),
      point(threshold, 98, { host: 'web-2', timestamp: at(2) }),
      point(other, 99, { host: 'web-3', environment: 'staging', timestamp: at(3) }),
    );
    await watch(server, point(threshold, 5, { host: 'web-2', timestamp: at(4) }));
    const hosts = async (query: string): Promise<string[]> => {
      const path = `/infra/alerts?metric_name=${metric_name}&sort_by=triggered_at&sort_order=asc&${query}`;
      const { status, body } = await viewer.get<AlertBody[]>(path);
      expect([query, status]).toEqual([query, 200]);
      return body.map(({ host }) => host!);
    };
    expect(await hosts('')).toEqual(['web-1', 'web-2', 'web-3']);
    expect(await hosts('status=resolved')).toEqual(['web-2']);
    expect(await hosts('status=active,acknowledged')).toEqual(['web-1', 'web-3']);
    expect(await hosts('severity=critical')).toEqual(['web-3']);
    expect(await hosts('environment=production')).toEqual(['web-1', 'web-2']);
    expect(await hosts('service=checkout-api')).toEqual(['web-1']);
    expect(await hosts('host=web-2')).toEqual(['web-2']);
    expect(await hosts(`threshold_id=${other.id}`)).toEqual(['web-3']);
    expect(await hosts(`triggered_from=${at(2).toISOString()}`)).toEqual(['web-2', 'web-3']);
    expect(await hosts(`triggered_to=${at(2).toISOString()}`)).toEqual(['web-1', 'web-2']);
    expect(await hosts(`resolved_from=${at(0).toISOString()}`)).toEqual(['web-2']);
    expect(await hosts('search=%22checkout-api%22')).toEqual(['web-1']);
    for (const query of ['status=open', 'severity=urgent', 'threshold_id=1', 'series=x'])
      expect(refusalOf(await viewer.get(`/infra/alerts?${query}`))).toEqual([400, 'INVALID_REQUEST']);
  });
});
