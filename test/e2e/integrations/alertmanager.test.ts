import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertFeedQueries } from '../../../src/integrations/alertmanager/alert-feed.queries';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, eventsOf, refusalOf } from '../infra/fixtures';
import { ago, ended, feedOf, firing, incidentsOf, newName, notify } from './feed-scene';

describe('POST /integrations/alertmanager', () => {
  let server: TestServer;
  let engineer: Actor;
  let feed: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    feed = await feedOf(server, ['write:incidents']);
  });
  afterAll(() => server.close());

  const counts = { received: 1, opened: 0, updated: 0, reopened: 0, resolved: 0, ignored: 0, skipped: [] };
  const change = (id: string, body: object) => engineer.patch(`/infra/incidents/${id}`, body);

  it('opens an incident that tells all, with its event and audit row, and the end resolves it as of then', async () => {
    const name = newName();
    const alert = firing(name);
    const answer = await notify(feed, alert);
    expect([answer.status, answer.body]).toEqual([
      200,
      { ...counts, opened: 1, truncated: 0, skipped_count: 0 },
    ]);
    const [incident] = await incidentsOf(engineer, name);
    expect(incident).toMatchObject({
      ...{
        title: `${name}: One in five calls fails`,
        severity: 'critical',
        status: 'open',
        squad: 'Payments',
      },
      ...{ environment: 'production', affected_services: ['checkout-api'], resolved_at: null },
      tags: ['alertmanager', `alertname=${name}`, 'instance=web-1'],
      jira_id: expect.stringMatching(/^INC-\d+$/),
      description: expect.stringContaining('The gateway answers 502.\n\nLabels: alertname='),
    });
    expect((await notify(feed, ended(alert, 0))).body).toMatchObject({ resolved: 1 });
    const [after] = await incidentsOf(engineer, name);
    expect(after.status).toBe('resolved');
    expect(Date.parse(after.resolved_at!)).toBeGreaterThanOrEqual(Date.parse(String(incident.created_at)));
    expect(Date.parse(after.resolved_at!)).toBeLessThanOrEqual(Date.now());
    expect((await eventsOf(server, incident.id)).map(({ action }) => action)).toEqual(['created', 'updated']);
    expect((await auditOf(server, incident.id)).map(({ event_type }) => event_type)).toEqual([
      'CREATE',
      'UPDATE',
    ]);
  });

  it('opens one incident however often it is told of, by however many at once', async () => {
    const [name, other] = [newName(), newName()];
    const alerts = [firing(name), firing(other)];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => notify(feed, ...(index % 2 ? alerts : alerts.toReversed()))),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.reduce((sum, { body }) => sum + Number(body.opened), 0)).toBe(2);
    expect([(await incidentsOf(engineer, name)).length, (await incidentsOf(engineer, other)).length]).toEqual(
      [1, 1],
    );
    const ends = await Promise.all(alerts.map((alert) => notify(feed, ...[ended(alert), ended(alert)])));
    expect(ends.map(({ body }) => [body.resolved, body.ignored])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const [incident] = await incidentsOf(engineer, name);
    expect(await eventsOf(server, incident.id)).toHaveLength(2);
  });

  it('takes over what is said otherwise, but not what a person has changed', async () => {
    const name = newName();
    const alert = firing(name);
    await notify(feed, alert);
    const [{ id }] = await incidentsOf(engineer, name);
    await change(id, { severity: 'low', status: 'investigating', assignee: 'Somebody' });
    const louder = {
      ...alert,
      labels: { ...alert.labels, severity: 'warning' },
      annotations: { summary: 'All calls fail' },
    };
    expect((await notify(feed, louder)).body).toMatchObject({ updated: 1 });
    expect((await incidentsOf(engineer, name))[0]).toMatchObject({
      ...{ title: `${name}: All calls fail`, severity: 'low', status: 'investigating', assignee: 'Somebody' },
      description: expect.stringContaining('All calls fail'),
    });
    const told = (await eventsOf(server, id)).length;
    expect((await notify(feed, louder)).body).toMatchObject({ updated: 0, ignored: 1 });
    expect(await eventsOf(server, id)).toHaveLength(told);
  });

  it('leaves alone what a person has closed or removed, until it fires anew', async () => {
    for (const finish of [
      (id: string) => change(id, { status: 'closed' }),
      (id: string) => engineer.delete(`/infra/incidents/${id}`),
    ]) {
      const name = newName();
      const alert = firing(name);
      await notify(feed, alert);
      const [{ id }] = await incidentsOf(engineer, name);
      await finish(id);
      const before = await incidentsOf(engineer, name);
      expect((await notify(feed, { ...alert, annotations: { summary: 'Louder' } })).body).toMatchObject({
        ignored: 1,
      });
      await notify(feed, ended(alert));
      expect(await incidentsOf(engineer, name)).toEqual(before);
      expect((await notify(feed, { ...alert, startsAt: ago(0) })).body).toMatchObject({ opened: 1 });
      expect((await incidentsOf(engineer, name)).at(-1)).toMatchObject({ status: 'open' });
    }
  });

  it('opens the incident again when it fires soon after its end, and a new one later', async () => {
    const name = newName();
    const alert = { ...firing(name), startsAt: ago(3_600) };
    await notify(feed, alert);
    await notify(feed, ended(alert, 60));
    const again = { ...alert, startsAt: ago(30) };
    expect((await notify(feed, again)).body).toMatchObject({ reopened: 1 });
    expect(await incidentsOf(engineer, name)).toMatchObject([{ status: 'open', resolved_at: null }]);
    await notify(feed, ended(again));
    await server.sql(
      `update alertmanager_alerts set ends_at = now() - interval '1 hour' where fingerprint = $1`,
      [alert.fingerprint],
    );
    expect((await notify(feed, { ...alert, startsAt: ago(0) })).body).toMatchObject({ opened: 1 });
    expect((await incidentsOf(engineer, name)).map(({ status }) => status)).toEqual(['resolved', 'open']);
  });

  it('loses no alert to a bad one beside it, and says which it skipped', async () => {
    const name = newName();
    const bad = [null, 'x', {}, { labels: { alertname: name }, startsAt: 'soon' }];
    const hostile = { ...firing(name), labels: { ...firing(name).labels, nul: 'a\0b', constructor: 'x' } };
    const answer = await notify(feed, ...bad, hostile);
    expect([answer.status, answer.body]).toMatchObject([200, { received: 5, opened: 1, skipped_count: 4 }]);
    expect((answer.body.skipped as { index: number }[]).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect((await incidentsOf(engineer, name))[0].tags).toContain('nul=ab');
    expect((await notify(feed)).body).toMatchObject({ received: 0, opened: 0 });
  });

  it('says how many alerts the sender left out', async () => {
    const body = { version: '4', truncatedAlerts: 7, alerts: [firing(newName())] };
    expect((await feed.post('/integrations/alertmanager', body)).body).toMatchObject({
      truncated: 7,
      opened: 1,
    });
  });

  it('refuses only what cannot be read, those without the permission, and a misspelt URL', async () => {
    const post = async (path: string, body: unknown) =>
      refusalOf(await feed.post(`/integrations/alertmanager${path}`, body));
    expect(await post('', '{"alerts": [')).toEqual([400, 'INVALID_REQUEST']);
    expect(await post('', { alerts: {} })).toEqual([400, 'INVALID_REQUEST']);
    expect(await post('?enviroment=staging', { alerts: [] })).toEqual([400, 'INVALID_REQUEST']);
    expect(await post('?environment=moon', { alerts: [] })).toEqual([400, 'INVALID_REQUEST']);
    expect(await post('?squad=a&squad=b', { alerts: [] })).toEqual([400, 'INVALID_REQUEST']);
    const reader = await feedOf(server, ['read:incidents']);
    expect(refusalOf(await notify(reader, firing(newName())))).toEqual([403, 'FORBIDDEN']);
  });

  it('takes environment and squad from the URL where the alert does not say them', async () => {
    const name = newName();
    const labels = { alertname: name, severity: 'info', env: 'qa' };
    const body = { alerts: [firing(name, { labels })] };
    await feed.post('/integrations/alertmanager?environment=development&squad=On%20call', body);
    expect(await incidentsOf(engineer, name)).toMatchObject([
      { environment: 'development', squad: 'On call', severity: 'low' },
    ]);
  });

  it('with a token of staging takes alerts of staging only, and ends no other', async () => {
    const name = newName();
    const alert = firing(name);
    await notify(feed, alert);
    const staging = await feedOf(server, ['write:incidents'], 'staging');
    const unlabelled = firing(name, { labels: { alertname: name } });
    const forged = { ...ended(alert), labels: { alertname: name, env: 'staging' } };
    const answer = await notify(staging, ended(alert), forged, unlabelled);
    expect(answer.body).toMatchObject({ opened: 1, resolved: 0, skipped_count: 1, skipped: [{ index: 0 }] });
    expect(await incidentsOf(engineer, name)).toMatchObject([
      { environment: 'production', status: 'open' },
      { environment: 'staging', status: 'open' },
    ]);
  });

  it('takes a thousand alerts at a time, with one event and audit row each', async () => {
    const name = newName();
    const alerts = Array.from({ length: 1_000 }, () => firing(name));
    expect((await notify(feed, ...alerts)).body).toMatchObject({ opened: 1_000 });
    expect((await notify(feed, ...alerts)).body).toMatchObject({ ignored: 1_000 });
    expect((await notify(feed, ...alerts.map((alert) => ended(alert)))).body).toMatchObject({
      resolved: 1_000,
    });
    const [{ events }] = await server.sql<{ events: number }>(
      `select count(*)::int as events from events where type = 'incident' and data->>'title' like $1`,
      [`${name}%`],
    );
    expect(events).toBe(2_000);
  });

  it('answers 503, which is tried again, when another change gets in between', async () => {
    await server.sql(`create function get_in_between() returns trigger language plpgsql as
      $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$`);
    await server.sql(
      `create trigger between before insert on alertmanager_alerts for each row execute function get_in_between()`,
    );
    const alert = firing(newName());
    expect(refusalOf(await notify(feed, alert))).toEqual([503, 'SERVICE_UNAVAILABLE']);
    await server.sql('drop trigger between on alertmanager_alerts');
    expect((await notify(feed, alert)).body).toMatchObject({ opened: 1 });
  });

  it('as API v2 takes a list, whose alerts end when their end is over', async () => {
    const name = newName();
    const labels = { alertname: name, severity: 'error', env: 'dev' };
    const post = (endsAt: string) =>
      feed.post('/integrations/alertmanager/api/v2/alerts', [{ labels, startsAt: ago(60), endsAt }]);
    expect((await post(ago(-600))).body).toMatchObject({ opened: 1 });
    expect((await post(ago(-600))).body).toMatchObject({ opened: 0 });
    expect(await incidentsOf(engineer, name)).toMatchObject([{ severity: 'high', status: 'open' }]);
    expect((await post(ago(1))).body).toMatchObject({ resolved: 1 });
    expect(await incidentsOf(engineer, name)).toMatchObject([{ status: 'resolved' }]);
  });

  it('forgets alerts that ended long ago, and none that fires', async () => {
    const [gone, firingStill] = [firing(newName()), firing(newName())];
    await notify(feed, gone, firingStill);
    await notify(feed, ended(gone));
    const mine = [gone.fingerprint, firingStill.fingerprint];
    const known = () =>
      server.sql('select fingerprint from alertmanager_alerts where fingerprint = any($1)', [mine]);
    const states = server.app.get(AlertFeedQueries, { strict: false });
    await states.prune(30);
    expect(await known()).toHaveLength(2);
    await server.sql(
      `update alertmanager_alerts set heard_at = heard_at - interval '31 days' where fingerprint = any($1)`,
      [mine],
    );
    await states.prune(30);
    expect(await known()).toEqual([{ fingerprint: firingStill.fingerprint }]);
  });

  it('forgets alerts whose end is never told once their incident is over and they are not told any more', async () => {
    const [closed, removed, toldAgain] = [firing(newName()), firing(newName()), firing(newName())];
    const all = [closed, removed, toldAgain];
    await notify(feed, ...all);
    const idOf = async (alert: typeof closed): Promise<string> =>
      (await incidentsOf(engineer, alert.labels.alertname))[0].id;
    await change(await idOf(closed), { status: 'closed' });
    await engineer.delete(`/infra/incidents/${await idOf(removed)}`);
    await change(await idOf(toldAgain), { status: 'closed' });
    const mine = all.map(({ fingerprint }) => fingerprint);
    await server.sql(
      `update alertmanager_alerts set heard_at = heard_at - interval '31 days' where fingerprint = any($1)`,
      [mine],
    );
    expect((await notify(feed, toldAgain)).body).toMatchObject({ ignored: 1 });
    await server.app.get(AlertFeedQueries, { strict: false }).prune(30);
    const left = await server.sql('select fingerprint from alertmanager_alerts where fingerprint = any($1)', [
      mine,
    ]);
    expect(left).toEqual([{ fingerprint: toldAgain.fingerprint }]);
  });
});
