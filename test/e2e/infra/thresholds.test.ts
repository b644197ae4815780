import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { define, rule, type ThresholdBody } from './alert-scene';
import { auditOf, eventsOf, faultyFields, refusalOf } from './fixtures';

const PATH = '/admin/thresholds';
const DEFAULTS = { enabled: true, notification_channels: [], cooldown_minutes: 15, description: null };
const CHOICES = {
  enabled: false,
  notification_channels: ['slack', 'email'],
  cooldown_minutes: 0,
  description: 'Checkout slows down beyond this.',
};

describe('thresholds', () => {
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

  it('are defined by an admin, who is named in them, and have defaults for what is not said', async () => {
    const { status, body } = await admin.post<ThresholdBody>(PATH, rule());
    expect(status).toBe(201);
    expect(body).toEqual({
      ...rule(),
      ...DEFAULTS,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      created_by: PERSONAS.admin.name,
      created_at: expect.stringMatching(/Z$/),
      updated_at: body.created_at,
    });
    expect((await admin.get(`${PATH}/${body.id}`)).body).toEqual(body);
  });

  it('keep everything that is said', async () => {
    const body = await define(admin, { ...CHOICES, operator: '!=', environment: 'all', metric_type: 'cost' });
    expect(body).toMatchObject({ ...CHOICES, operator: '!=', environment: 'all', metric_type: 'cost' });
  });

  it('can be read by engineers and are none of a viewer’s business; only admins change them', async () => {
    const threshold = await define(admin);
    const path = `${PATH}/${threshold.id}`;
    for (const read of [PATH, path]) {
      expect((await engineer.get(read)).status).toBe(200);
      const refused = await viewer.get(read);
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN', details: { missing_permission: 'read:thresholds' } } },
      ]);
    }
    const attempts = [
      await engineer.post(PATH, rule()),
      await engineer.patch(path, { threshold_value: 1 }),
      await engineer.send('PUT', path, rule()),
      await engineer.delete(path),
    ];
    for (const attempt of attempts)
      expect(attempt.body).toMatchObject({
        error: { code: 'FORBIDDEN', details: { missing_permission: 'manage:thresholds' } },
      });
    expect((await admin.get(path)).body).toEqual(threshold);
  });

  it('a PATCH changes what it names', async () => {
    const threshold = await define(admin, CHOICES);
    const change = { threshold_value: -2.5, operator: '<=', description: null };
    const { status, body } = await admin.patch(`${PATH}/${threshold.id}`, change);
    expect([status, body]).toEqual([
      200,
      { ...threshold, ...change, updated_at: expect.stringMatching(/Z$/) },
    ]);
  });

  it('a PUT replaces everything: what it leaves out goes back to its default', async () => {
    const threshold = await define(admin, CHOICES);
    const { status, body } = await admin.send('PUT', `${PATH}/${threshold.id}`, rule({ severity: 'low' }));
    const { id, created_by, created_at } = threshold;
    expect([status, body]).toEqual([
      200,
      {
        ...{ ...rule({ severity: 'low' }), ...DEFAULTS, id, created_by, created_at },
        updated_at: expect.stringMatching(/Z$/),
      },
    ]);
    const partial = await admin.send('PUT', `${PATH}/${threshold.id}`, { severity: 'low' });
    expect(refusalOf(partial)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(partial).toSorted()).toEqual(
      ['environment', 'metric_name', 'metric_type', 'operator', 'threshold_value'].toSorted(),
    );
  });

  it('that are removed are gone', async () => {
    const { id } = await define(admin);
    expect((await admin.delete(`${PATH}/${id}`)).status).toBe(204);
    for (const answer of [
      await admin.get(`${PATH}/${id}`),
      await admin.patch(`${PATH}/${id}`, { enabled: false }),
      await admin.send('PUT', `${PATH}/${id}`, rule()),
      await admin.delete(`${PATH}/${id}`),
    ])
      expect(refusalOf(answer)).toEqual([404, 'THRESHOLD_NOT_FOUND']);
  });

  it('with a version that has moved on are not changed', async () => {
    const { id } = await define(admin);
    const etag = (await admin.get(`${PATH}/${id}`)).headers.get('etag')!;
    const change = (value: number) =>
      admin.send('PUT', `${PATH}/${id}`, rule({ threshold_value: value }), { 'if-match': etag });
    expect((await change(1)).status).toBe(200);
    expect(refusalOf(await change(2))).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await admin.get(`${PATH}/${id}`)).body.threshold_value).toBe(1);
  });

  it.each([0, -40.5, 1e300, -1e-300, 5e-324, 0.1 + 0.2, Number.MAX_SAFE_INTEGER, 1 / 3])(
    'keep %p exactly as it was given',
    async (threshold_value) => {
      const { id } = await define(admin, { threshold_value });
      expect((await admin.get(`${PATH}/${id}`)).body.threshold_value).toBe(threshold_value);
    },
  );

  it.each<[string, unknown]>([
    ['metric_name', ''],
    ['metric_name', `x${'0123456789'.repeat(20)}`],
    ['metric_name', 'cpu usage'],
    ['metric_name', null],
    ['metric_type', 'cpu'],
    ['operator', '=>'],
    ['operator', '='],
    ['operator', null],
    ['threshold_value', '90'],
    ['threshold_value', null],
    ['severity', 'urgent'],
    ['environment', 'test'],
    ['enabled', 'yes'],
    ['enabled', null],
    ['notification_channels', 'email'],
    ['notification_channels', ['email', 'email']],
    ['notification_channels', null],
    ['cooldown_minutes', -1],
    ['cooldown_minutes', 10_081],
    ['cooldown_minutes', 1.5],
    ['cooldown_minutes', null],
    ['description', 7],
    ['created_by', 'Somebody'],
    ['created_by_id', PERSONAS.viewer.id],
    ['id', PERSONAS.viewer.id],
  ])('whose %s is %p are refused, in every way to write one', async (field, value) => {
    const { id } = await define(admin);
    const body = rule({ [field]: value });
    for (const answer of [
      await admin.post(PATH, body),
      await admin.send('PUT', `${PATH}/${id}`, body),
      await admin.patch(`${PATH}/${id}`, { [field]: value }),
    ]) {
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
    }
  });

  it('a metric has at most 20, also of those that are made at the same time', async () => {
    const metric_name = `metric_${randomUUID()}`;
    const made = await Promise.all(Array.from({ length: 18 }, () => define(admin, { metric_name })));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post(PATH, rule({ metric_name }))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409]);
    const refusal = await admin.post(PATH, rule({ metric_name, environment: 'staging', enabled: false }));
    expect([refusal.status, refusal.body]).toMatchObject([
      409,
      { error: { code: 'THRESHOLD_LIMIT_REACHED', details: { metric_name, limit: 20 } } },
    ]);
    const other = await define(admin);
    const renamed = await admin.patch(`${PATH}/${other.id}`, { metric_name });
    expect(refusalOf(renamed)).toEqual([409, 'THRESHOLD_LIMIT_REACHED']);
    expect((await admin.get(`${PATH}/${other.id}`)).body).toEqual(other);
    expect((await admin.patch(`${PATH}/${made[0].id}`, { threshold_value: 1, metric_name })).status).toBe(
      200,
    );
    expect((await admin.delete(`${PATH}/${made[0].id}`)).status).toBe(204);
    expect((await admin.patch(`${PATH}/${other.id}`, { metric_name })).status).toBe(200);
  });

  it('a number too large to be one is refused', async () => {
    const text = JSON.stringify(rule()).replace(':90,', ':1e999,');
    const answer = await admin.post(PATH, text);
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([
      [400, 'INVALID_REQUEST'],
      ['threshold_value'],
    ]);
  });

  it('an unknown channel is refused by its name', async () => {
    const answer = await admin.post(PATH, rule({ notification_channels: ['email', 'sms'] }));
    expect([answer.status, answer.body]).toMatchObject([
      400,
      {
        error: {
          code: 'INVALID_REQUEST',
          details: [
            {
              field: 'notification_channels',
              message:
                'notification_channels must not hold "sms": known are email, slack, webhook, pagerduty',
            },
          ],
        },
      },
    ]);
  });

  it('all channels there are can be named', async () => {
    const notification_channels = ['pagerduty', 'webhook', 'slack', 'email'];
    expect(await define(admin, { notification_channels })).toMatchObject({ notification_channels });
  });

  it('leave a trail in the audit log and tell nobody on a socket', async () => {
    const { id, metric_name } = await define(admin);
    await admin.patch(`${PATH}/${id}`, { threshold_value: 95, notification_channels: ['slack'] });
    await admin.patch(`${PATH}/${id}`, { threshold_value: 95 });
    await admin.delete(`${PATH}/${id}`);
    const trail = await auditOf(server, id);
    expect(trail.map(({ event_type }) => event_type)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
    expect(trail[1]).toMatchObject({
      ...{ resource_type: 'threshold', resource_name: metric_name, user_name: PERSONAS.admin.name },
      changes: [
        { field: 'threshold_value', old_value: 90, new_value: 95 },
        { field: 'notification_channels', old_value: [], new_value: ['slack'] },
      ],
    });
    expect(await eventsOf(server, id)).toEqual([]);
  });

  it('are listed as asked for', async () => {
    const metric_name = 'listed_metric';
    const written = [
      await define(admin, { metric_name, threshold_value: 10, severity: 'low', operator: '<' }),
      await define(admin, { metric_name, threshold_value: -2.5e-7, severity: 'critical', enabled: false }),
      await define(admin, {
        ...{ metric_name, threshold_value: 9, environment: 'all', notification_channels: ['slack', 'email'] },
        description: 'Somewhere a disk fills up',
      }),
    ];
    const listed = async (query: string): Promise<number[]> => {
      const { status, body } = await admin.get<ThresholdBody[]>(
        `${PATH}?metric_name=${metric_name}&${query}`,
      );
      expect([query, status]).toEqual([query, 200]);
      return body.map(({ id }) => written.findIndex((threshold) => threshold.id === id));
    };
    expect(await listed('sort_by=created_at')).toEqual([2, 1, 0]);
    expect(await listed('sort_by=threshold_value&sort_order=asc')).toEqual([1, 2, 0]);
    expect(await listed('sort_by=severity&sort_order=desc')).toEqual([1, 2, 0]);
    expect(await listed('operator=%3C')).toEqual([0]);
    expect(await listed('environment=all')).toEqual([2]);
    expect(await listed('enabled=false')).toEqual([1]);
    expect(await listed('threshold_value=-2.5e-7')).toEqual([1]);
    expect(await listed('notification_channel=email')).toEqual([2]);
    expect(await listed('search=disk')).toEqual([2]);
    const filter = encodeURIComponent(
      JSON.stringify([{ field: 'threshold_value', operator: 'gte', value: 9 }]),
    );
    expect(await listed(`sort_by=created_at&filter=${filter}`)).toEqual([2, 0]);
    for (const query of ['operator=above', 'threshold_value=many', 'notification_channel=sms']) {
      const answer = await admin.get(`${PATH}?${query}`);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    }
  });

  it('sorted by value are paged through without gaps or repeats', async () => {
    const metric_name = 'paged_metric';
    const values = [0.1 + 0.2, 0.3, -1e300, 5e-324, 0, 7, 7, 1e300];
    for (const threshold_value of values) await define(admin, { metric_name, threshold_value });
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `metric_name=${metric_name}&sort_by=threshold_value&sort_order=asc&limit=3`;
      const page: Answer<ThresholdBody[]> = await admin.get(
        `${PATH}?${query}${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.map(({ threshold_value }) => threshold_value));
      cursor = page.headers.get('x-next-cursor');
    }
    expect(seen).toEqual(values.toSorted((a, b) => a - b));
  });
});
