import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { alertsOf, define, deliveriesOf, type ThresholdBody, theAlertOf } from './alert-scene';
import { auditOf, eventsOf, refusalOf } from './fixtures';

/** From the measurement that comes in to the message on somebody's screen, over HTTP and WebSocket. */
describe('a measurement that is sent in', () => {
  let server: TestServer;
  let admin: Actor;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer] = [await server.as('admin'), await server.as('engineer')];
  });
  afterAll(() => server.close());

  const body = (threshold: ThresholdBody, value: number, more: object = {}): object => ({
    ...{ metric_name: threshold.metric_name, metric_type: 'cpu', value, unit: '%' },
    ...{ environment: 'production', host: 'web-1', ...more },
  });
  const send = (...points: object[]): Promise<Answer> => engineer.post('/infra/metrics', points);
  const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

  it('raises an alert that people hear of, and another one resolves it', async () => {
    const threshold = await define(admin, { notification_channels: ['webhook'] });
    const [author, listener] = [await server.live('admin'), await server.live('viewer')];
    await author.subscribe(['notifications']);
    await listener.subscribe(['alerts', 'notifications']);
    expect((await send(body(threshold, 97, { timestamp: minutesAgo(2) }))).status).toBe(202);
    const alert = await theAlertOf(engineer, threshold);
    const heard = await listener.next(({ type }) => type === 'alert', 'the alert');
    expect(heard).toMatchObject({ action: 'created', data: alert, user_id: PERSONAS.engineer.id });
    expect(await author.next(({ type }) => type === 'notification')).toMatchObject({
      data: { message: alert.message, metadata: { alert_id: alert.id } },
    });
    expect((await send(body(threshold, 20, { timestamp: minutesAgo(1) }))).status).toBe(202);
    const resolved = await listener.next(({ action }) => action === 'updated', 'its end');
    expect(resolved.data).toEqual(await theAlertOf(engineer, threshold));
    expect(resolved.data).toMatchObject({ status: 'resolved', resolved_by: null });
    expect(listener.events.map(({ type }) => type)).toEqual(['alert', 'alert']);
    expect(await deliveriesOf(server, alert)).toEqual(['webhook resolved', 'webhook triggered']);
    author.end();
    listener.end();
  });

  it('with others of the same moment counts in the order in which they stand', async () => {
    const threshold = await define(admin);
    // Without times of their own all have that of their arrival.
    expect((await send(body(threshold, 10), body(threshold, 99))).status).toBe(202);
    expect(await theAlertOf(engineer, threshold)).toMatchObject({ status: 'active', value: 99 });
    const latest = await engineer.get(
      `/infra/metrics?metric_name=${String(threshold.metric_name)}&latest=true`,
    );
    expect(latest.body).toMatchObject([{ value: 99 }]);
  });

  it('50 times at once raises one alert, with one event and one audit row', async () => {
    const threshold = await define(admin);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send(body(threshold, 95, { timestamp: minutesAgo(index) }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const { id } = await theAlertOf(engineer, threshold);
    expect(await eventsOf(server, id)).toHaveLength(1);
    expect(await auditOf(server, id)).toHaveLength(1);
  });

  it('raises nothing when its batch is refused', async () => {
    const threshold = await define(admin);
    const refused = await send(body(threshold, 99), body(threshold, 99, { host: 7 }));
    expect(refusalOf(refused)).toEqual([400, 'INVALID_REQUEST']);
    expect(await alertsOf(engineer, threshold)).toEqual([]);
  });

  it('is refused with its whole batch when it cannot be held against the thresholds', async () => {
    const threshold = await define(admin);
    await server.sql('alter table alert_states rename to alert_states_away');
    const victim = engineer.unchecked('a table of its alerts is away');
    const refused = await victim.post('/infra/metrics', [body(threshold, 99)]);
    await server.sql('alter table alert_states_away rename to alert_states');
    expect(refusalOf(refused)).toEqual([500, 'INTERNAL_ERROR']);
    const stored = await server.sql('select 1 from metrics where metric_name = $1', [threshold.metric_name]);
    expect(stored).toEqual([]);
    expect((await send(body(threshold, 99))).status).toBe(202);
    expect(await theAlertOf(engineer, threshold)).toMatchObject({ status: 'active' });
  });
});
