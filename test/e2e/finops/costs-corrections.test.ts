import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { TAKE_COST_DAYS } from '../../../src/finops/costs/cost.queries';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError, expectInvalid } from '../http/expect-error';
import { type CostBody, ingest, record } from './cost-records';

describe('a cost in the wrong environment', () => {
  let server: TestServer;
  let [admin, engineer]: Actor[] = [];
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer] = [await server.as('admin'), await server.as('engineer')];
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate costs'));

  const listed = async (): Promise<CostBody[]> => (await admin.get<CostBody[]>('/finops/breakdown')).body;
  const pathOf = (cost: CostBody): string => `/finops/costs/${String(cost.id)}`;
  const byEnvironment = async (): Promise<CostBody[]> =>
    (await admin.get<CostBody[]>('/finops/breakdown?group_by=environment')).body;
  const audited = ({ id }: CostBody): Promise<CostBody[]> =>
    server.sql(
      `select event_type, resource_type from audit_logs where resource_id = $1 and status = 'success'`,
      [id],
    );

  it('is put into the right one, counts there alone, and is audited', async () => {
    await ingest(admin, [record({ environment: 'unallocated' }), record({ service: 'RDS', cost: 2 })]);
    const cost = (await listed()).find(({ service }) => service === 'EC2')!;
    const answer = await admin.patch(pathOf(cost), { environment: 'staging' });
    expect([answer.status, answer.body]).toEqual([200, { ...cost, environment: 'staging' }]);
    expect(await byEnvironment()).toMatchObject([
      { key: 'staging', cost: 10, record_count: 1 },
      { key: 'production', cost: 2, record_count: 1 },
    ]);
    expect((await admin.patch(pathOf(cost), { environment: 'staging' })).status).toBe(200);
    expect(await audited(cost)).toMatchObject([{ event_type: 'UPDATE', resource_type: 'cost' }]);
    const { headers } = answer;
    const stale = await admin.patch(pathOf(cost), { environment: 'production' }, { 'if-match': '"1"' });
    expectError(stale, 412, 'PRECONDITION_FAILED');
    const fresh = { 'if-match': headers.get('etag')! };
    expect((await admin.patch(pathOf(cost), { environment: 'production' }, fresh)).status).toBe(200);
  });

  it('is removed, from every list and sum, and can be sent again', async () => {
    await ingest(admin, [record(), record({ service: 'RDS', cost: 2 })]);
    const cost = (await listed()).find(({ service }) => service === 'EC2')!;
    expect((await admin.delete(pathOf(cost))).status).toBe(204);
    expect(await listed()).toMatchObject([{ service: 'RDS' }]);
    expect(await byEnvironment()).toMatchObject([{ cost: 2, record_count: 1 }]);
    expect(await audited(cost)).toMatchObject([{ event_type: 'DELETE', resource_type: 'cost' }]);
    expectError(await admin.delete(pathOf(cost)), 404, 'COST_NOT_FOUND');
    expectError(await admin.patch(pathOf(cost), { environment: 'staging' }), 404, 'COST_NOT_FOUND');
    await ingest(admin, [record()]);
    expect(await byEnvironment()).toMatchObject([{ cost: 12, record_count: 2 }]);
  });

  it('is never counted twice: where there is one already, it stays where it is', async () => {
    const bill = (name: string): string => JSON.stringify([['aws', name, '2024-01-01'], null, 'USD']);
    const put = (environment: string, source: string | null): Promise<unknown> =>
      server.sql(
        `insert into costs (date, environment, service, cost, currency, source)
         values ('2024-01-15', $1, 'EC2', 1, 'USD', $2)`,
        [environment, source],
      );
    const pairs: [string | null, string | null, number][] = [
      ...([
        [null, null, 409],
        [bill('1'), null, 409],
        [null, bill('1'), 409],
      ] as [null, null, number][]),
      ...([
        [bill('1'), bill('1'), 409],
        [bill('1'), bill('2'), 200],
      ] as [string, string, number][]),
    ];
    for (const [there, moved, status] of pairs) {
      await server.sql('truncate costs');
      await put('staging', there);
      await put('unallocated', moved);
      const cost = (await listed()).find(({ environment }) => environment === 'unallocated')!;
      const answer = await admin.patch(pathOf(cost), { environment: 'staging' });
      expect([there, moved, answer.status]).toEqual([there, moved, status]);
      if (status === 409) expectError(answer, 409, 'CONFLICT');
    }
  });

  it('is corrected by those alone who may write costs, and by nothing but its environment', async () => {
    await ingest(admin, [record()]);
    const [cost] = await listed();
    expectError(await engineer.patch(pathOf(cost), { environment: 'staging' }), 403, 'FORBIDDEN');
    expectError(await engineer.delete(pathOf(cost)), 403, 'FORBIDDEN');
    for (const [body, field] of [
      [{ environment: 'moon' }, 'environment'],
      [{ environment: null }, 'environment'],
      [{}, 'environment'],
      [{ environment: 'staging', cost: 3 }, 'cost'],
    ] as const)
      expectInvalid(await admin.patch(pathOf(cost), body), [field]);
    for (const id of [randomUUID(), 'nothing']) {
      expectError(
        await admin.patch(`/finops/costs/${id}`, { environment: 'staging' }),
        404,
        'COST_NOT_FOUND',
      );
      expectError(await admin.delete(`/finops/costs/${id}`), 404, 'COST_NOT_FOUND');
    }
    expect(await listed()).toEqual([cost]);
  });

  it('waits for whoever has its day, as batches do, and not for ever', async () => {
    await ingest(admin, [record()]);
    const [cost] = await listed();
    expect(TAKE_COST_DAYS.text).toContain(`'5s'`);
    const holder = server.app.get(DataSource).createQueryRunner();
    try {
      await holder.startTransaction();
      await holder.query(`select lock_cost_days('{2024-01-15}')`);
      const answers = await Promise.all([
        admin.patch(pathOf(cost), { environment: 'staging' }),
        admin.delete(pathOf(cost)),
        admin.post('/finops/costs', [record({ cost: 3 })]),
      ]);
      for (const answer of answers) {
        expectError(answer, 503, 'SERVICE_UNAVAILABLE');
        expect(answer.headers.get('retry-after')).toBe('2');
      }
      expect((await admin.post('/finops/costs', [record({ date: '2024-01-16' })])).status).toBe(202);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    expect((await admin.delete(pathOf(cost))).status).toBe(204);
  });

  it('leaves the connections to all others, however many batches wait for a day', async () => {
    const holder = server.app.get(DataSource).createQueryRunner();
    try {
      await holder.startTransaction();
      await holder.query(`select lock_cost_days('{2024-01-15}')`);
      const batches = Array.from({ length: 30 }, (_, cost) =>
        admin.post('/finops/costs', [record({ cost })]),
      );
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
      while ((await server.sql(waits)).length === 0) await admin.get('/finops/summary');
      for (let round = 0; round < 20; round += 1)
        expect((await admin.get('/finops/summary')).status).toBe(200);
      await holder.rollbackTransaction();
      for (const { status } of await Promise.all(batches)) expect(status).toBe(202);
    } finally {
      await holder.release();
    }
    expect(await byEnvironment()).toMatchObject([{ record_count: 1 }]);
  });
});
