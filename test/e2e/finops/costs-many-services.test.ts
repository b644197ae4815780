import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from '../http/expect-error';
import { type CostBody, ingest, record } from './cost-records';

const SUMMARY = '/finops/summary?date=2024-01-01';

interface Summary {
  readonly total_cost: number;
  readonly breakdown_by_service: readonly { service: string; cost: number; percentage: number }[];
}

describe('the summary of very many services, and of very much', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate costs'));

  it('names the thousand most expensive services, and the others together', async () => {
    await server.sql(`insert into costs (date, environment, service, cost, currency)
      select '2024-01-15', 'production', 's' || n, 5000 - n + 0.001, 'USD' from generate_series(1, 1502) n`);
    const { total_cost, breakdown_by_service: services } = (await viewer.get<Summary>(SUMMARY)).body;
    expect([services.length, services[0]]).toEqual([1001, expect.objectContaining({ service: 's1' })]);
    expect(services[1000]).toMatchObject({ service: '(other services)' });
    const add = (parts: readonly number[]): string => Decimal.sum(...parts).toFixed(2);
    expect(add(services.map(({ cost }) => cost))).toBe(total_cost.toFixed(2));
    expect(add(services.map(({ percentage }) => percentage))).toBe('100.00');
  });

  it('is made of all of them, which the breakdown lists in pages or as CSV', async () => {
    await server.sql(`insert into costs (date, environment, service, cost, currency)
      select '2024-01-15', 'production', 's' || n, 0.01, 'USD' from generate_series(1, 10001) n`);
    expect((await viewer.get<Summary>(SUMMARY)).body).toMatchObject({ total_cost: 100.01 });
    const path = '/finops/breakdown?group_by=service';
    const { details } = expectError(await viewer.get(path), 400, 'INVALID_REQUEST');
    expect(details).toMatchObject([{ field: 'limit' }]);
    const page = await viewer.get(`${path}&limit=2&offset=10000`);
    expect([page.status, page.headers.get('x-total-count'), page.body]).toMatchObject([
      200,
      '10001',
      [{ cost: 0.01 }],
    ]);
    const { text } = await viewer.get(`${path}&format=csv`);
    expect(text.trim().split('\r\n')).toHaveLength(10_002);
  });

  it('loses no cent of sums that floats cannot hold, here nor in the breakdown', async () => {
    const large = (resource_id: string): CostBody => record({ resource_id, cost: 999_999_999_999.99 });
    const many = Array.from({ length: 200 }, (_, index) => large(`r${index}`));
    await ingest(await server.as('admin'), [
      ...many,
      record({ resource_id: 'cent', cost: 0.01 }),
      record({ date: '2023-12-15' }),
    ]);
    const total = '199999999999998.01';
    const [{ text }, groups, { text: csv }] = await Promise.all([
      viewer.get(SUMMARY),
      viewer.get('/finops/breakdown?group_by=service'),
      viewer.get('/finops/breakdown?group_by=service&format=csv'),
    ]);
    expect(text).toContain(`"total_cost":${total},`);
    for (const name of ['environment":"production', 'service":"EC2'])
      expect(text).toContain(`{"${name}","cost":${total},"percentage":100}`);
    expect(text).toContain(`"change_amount":199999999999988.01`);
    expect(groups.text).toContain(`"cost":${'200000000000008.01'},`);
    expect(csv).toContain(',200000000000008.01,');
  });
});
