import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { RecommendationScene, type Row, times } from './recommendations-scene';

const PATH = '/finops/recommendations';

/** Written by hand: [title, type, priority, status, savings, environment, resource]. */
const LINES = [
  ['Buy reserved capacity', 'reserved_instance', 'high', 'pending', 900.5, 'production', null],
  ['Build on spot machines', 'spot_instance', 'medium', 'in_progress', 120, 'development', null],
  ['Halve the replicas', 'rightsizing', 'low', 'completed', 12.34, 'staging', 'db-7'],
  ['Archive old invoices', 'storage_optimization', 'low', 'dismissed', 0, null, 'invoices'],
] as const;

describe('recommendations', () => {
  let scene: RecommendationScene;
  let viewer: Actor;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
    viewer = await scene.server.as('viewer');
    for (const [place, [title, type, priority, status, savings, environment, resource]] of LINES.entries())
      await scene.server.sql(
        `insert into recommendations (title, type, priority, status, potential_savings, environment, resource_id, description,
           currency, created_at, completed_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'As the review of the quarter found.', 'USD', $8, $9)`,
        [
          ...[title, type, priority, status, savings, environment, resource],
          ...[`2026-03-0${place + 1}T08:00:00Z`, status === 'completed' ? '2026-03-10T08:00:00Z' : null],
        ],
      );
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await scene.close();
  });

  const titles = async (query: string): Promise<unknown[]> => {
    const { status, body } = await viewer.get<Row[]>(`${PATH}?${query}`);
    expect(status).toBe(200);
    return body.map(({ title }) => title);
  };
  const [RESERVED, SPOT, REPLICAS, INVOICES] = LINES.map(([title]) => title);

  it.each([
    ['', [INVOICES, REPLICAS, SPOT, RESERVED]],
    ['sort_by=potential_savings', [RESERVED, SPOT, REPLICAS, INVOICES]],
    ['sort_by=potential_savings&sort_order=asc', [INVOICES, REPLICAS, SPOT, RESERVED]],
    ['type=spot_instance,rightsizing', [REPLICAS, SPOT]],
    ['status=pending', [RESERVED]],
    ['status=completed,dismissed', [INVOICES, REPLICAS]],
    ['priority=low&sort_order=asc', [REPLICAS, INVOICES]],
    ['environment=production', [RESERVED]],
    ['resource_id=db-7', [REPLICAS]],
    ['search=replicas', [REPLICAS]],
    ['search=invoices%20-spot', [INVOICES]],
    ['completed_from=2026-03-10&completed_to=2026-03-11', [REPLICAS]],
    [
      `filter=${encodeURIComponent('[{"field":"potential_savings","operator":"gte","value":120}]')}`,
      [SPOT, RESERVED],
    ],
  ])('are listed by %p', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it('are sorted by their weight, not by its name', async () => {
    const { body } = await viewer.get<Row[]>(`${PATH}?sort_by=priority`);
    expect(body.map(({ priority }) => priority)).toEqual(['high', 'medium', 'low', 'low']);
  });

  it.each([
    'type=cheap',
    'status=open',
    'priority=urgent',
    'environment=prod',
    'sort_by=description',
    'rule=x',
  ])('are not listed by %s, which is no value or field of theirs', async (query) => {
    const { status, body } = await viewer.get(`${PATH}?${query}`);
    expect([status, body]).toMatchObject([400, { error: { code: 'INVALID_REQUEST' } }]);
  });

  it('are exported with the same fields, and money with its cents', async () => {
    const { status, text } = await viewer.get(`${PATH}?format=csv&sort_by=potential_savings`);
    expect(status).toBe(200);
    const [head, first] = text.split('\r\n');
    expect(head).toBe(
      'id,type,title,description,potential_savings,currency,priority,status,resource_id,resource_type,environment,service,note,created_at,updated_at,completed_at',
    );
    expect(first).toContain(',900.50,USD,high,pending,');
  });

  it('say their savings in exact cents, also as JSON text', async () => {
    const { text } = await viewer.get(`${PATH}?sort_by=potential_savings`);
    expect([...text.matchAll(/"potential_savings":([\d.]+)/g)].map(([, amount]) => amount)).toEqual([
      '900.50',
      '120.00',
      '12.34',
      '0.00',
    ]);
  });

  const idOf = async (title: string): Promise<string> => {
    const { body } = await viewer.get<Row[]>(`${PATH}?limit=100`);
    return String(body.find((one) => one.title === title)!.id);
  };
  const step = async (title: string, body: object): Promise<Answer> =>
    scene.admin.patch(`${PATH}/${await idOf(title)}`, body);

  it('are read one by one as in the list, with an ETag', async () => {
    const { body: list } = await viewer.get<Row[]>(PATH);
    const one = await viewer.get(`${PATH}/${String(list[0].id)}`);
    expect([one.status, one.body]).toEqual([200, list[0]]);
    const again = await viewer.get(`${PATH}/${String(list[0].id)}`, {
      'if-none-match': one.headers.get('etag')!,
    });
    expect(again.status).toBe(304);
  });

  it.each(['00000000-0000-4000-8000-0000000000ff', 'nonsense', 'refresh'])(
    '%s is none of them',
    async (id) => {
      const { status, body } = await viewer.get(`${PATH}/${id}`);
      expect([status, body]).toMatchObject([404, { error: { code: 'RECOMMENDATION_NOT_FOUND' } }]);
      const change = await scene.admin.patch(`${PATH}/${id}`, { status: 'dismissed' });
      expect([change.status, change.body]).toMatchObject([
        404,
        { error: { code: 'RECOMMENDATION_NOT_FOUND' } },
      ]);
    },
  );

  it('are complete exactly while completed_at says since when', async () => {
    const given = async (status: string): Promise<unknown[]> => {
      const { status: code, body } = await step(RESERVED, { status });
      return [code, body.status, body.completed_at];
    };
    expect(await given('in_progress')).toEqual([200, 'in_progress', null]);
    expect(await given('completed')).toEqual([200, 'completed', '2026-03-20T12:00:00.000Z']);
    scene.setToday('2026-03-21');
    expect(await given('completed')).toEqual([200, 'completed', '2026-03-20T12:00:00.000Z']);
    expect(await given('in_progress')).toEqual([200, 'in_progress', null]);
    expect(await given('completed')).toEqual([200, 'completed', '2026-03-21T12:00:00.000Z']);
    expect(await given('pending')).toEqual([200, 'pending', null]);
    expect(await given('dismissed')).toEqual([200, 'dismissed', null]);
    expect(await given('pending')).toEqual([200, 'pending', null]);
    scene.setToday('2026-03-20');
  });

  it.each([
    ['completed', 'dismissed'],
    ['dismissed', 'completed'],
  ])('that are %s cannot become %s before they are taken up again', async (from, to) => {
    await step(SPOT, { status: from });
    const { status, body } = await step(SPOT, { status: to });
    expect([status, body]).toMatchObject([
      409,
      { error: { code: 'INVALID_TRANSITION', details: { from, to, allowed: ['pending', 'in_progress'] } } },
    ]);
    expect((await step(SPOT, { status: 'in_progress' })).body).toMatchObject({ completed_at: null });
  });

  it('keep a note of why, on record beside the status', async () => {
    const { body } = await step(INVOICES, { note: 'The law wants them.' });
    expect(body).toMatchObject({ status: 'dismissed', note: 'The law wants them.' });
    const [row] = await scene.server.sql(
      `select event_type, changes from audit_logs where resource_id = $1 order by "timestamp" desc limit 1`,
      [body.id],
    );
    expect(row).toEqual({
      event_type: 'UPDATE',
      changes: [{ field: 'note', old_value: null, new_value: 'The law wants them.' }],
    });
    expect((await step(INVOICES, { note: null })).body).toMatchObject({ note: null });
  });

  it.each([
    ['a status that is none', { status: 'open' }, 'status'],
    ['a status of null', { status: null }, 'status'],
    ['an empty note', { note: '' }, 'note'],
    ['figures', { potential_savings: 1 }, 'potential_savings'],
    ['a moment of completion', { completed_at: '2026-03-01T00:00:00Z' }, 'completed_at'],
    ['its rule', { rule: 'idle_resource' }, 'rule'],
  ])('are not changed by %s', async (_, body, field) => {
    const answer = await step(REPLICAS, body);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { error: { code: 'INVALID_REQUEST', details: [{ field }] } },
    ]);
  });

  it('are changed only as they were read, if that is asked for', async () => {
    const stale = await scene.admin.patch(
      `${PATH}/${await idOf(REPLICAS)}`,
      { status: 'pending' },
      { 'if-match': '"0"' },
    );
    expect([stale.status, stale.body]).toMatchObject([412, { error: { code: 'PRECONDITION_FAILED' } }]);
  });

  it('are changed and looked for by admins only, and made or removed by nobody', async () => {
    const engineer = await scene.server.as('engineer');
    const path = `${PATH}/${await idOf(REPLICAS)}`;
    for (const answer of [
      await engineer.patch(path, { status: 'pending' }),
      await engineer.post(`${PATH}/refresh`),
    ]) {
      expect([answer.status, answer.body]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN', details: { missing_permission: 'write:costs' } } },
      ]);
    }
    for (const answer of [await scene.admin.post(PATH, {}), await scene.admin.delete(path)])
      expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
  });

  it('that are found carry the same fields as those written by hand', async () => {
    await scene.given({ costs: times(14, 1), usage: 0, more: { resource_id: 'i-1' } });
    const found = (await scene.found()).find(({ type }) => type === 'idle_resource')!;
    const { body: written } = await viewer.get(`${PATH}/${await idOf(REPLICAS)}`);
    expect(Object.keys(found)).toEqual(Object.keys(written));
  });
});
