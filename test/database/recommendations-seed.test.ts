import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { bulkInsert } from '../../src/seed/bulk-insert';
import { COSTS, createCosts } from '../../src/seed/costs';
import { addRecommendations } from '../../src/seed/recommendations';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';

type Row = Record<string, unknown>;

describe('the recommendations of the demo data', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await server.close();
  });

  // A working morning, a Sunday night, the turn of a year, after a leap day.
  it.each(['2026-11-02T09:30:00Z', '2026-11-08T23:59:59Z', '2027-01-01T00:00:00Z', '2028-03-01T12:00:00Z'])(
    'of %s are eight, of every type and status, and those that can be found are what a look finds',
    async (time) => {
      const now = new Date(time);
      setClock(now, server);
      await server.sql('truncate costs, recommendations');
      const client = await new Database(server.app.get(DataSource)).pool.connect();
      try {
        await bulkInsert(client, COSTS, createCosts(now));
        expect(await addRecommendations(client, now)).toBe(8);
      } finally {
        client.release();
      }
      const admin = await server.as('admin');
      const { body } = await admin.get<Row[]>('/finops/recommendations?sort_order=asc');
      expect(new Set(body.map(({ type }) => type)).size).toBe(5);
      expect(new Set(body.map(({ status }) => status)).size).toBe(4);
      expect(new Set(body.map(({ id }) => id)).size).toBe(8);
      const found = body.filter(({ description }) => !/90 days|quarter|60 days/.test(String(description)));
      expect(
        found.map(({ type, service, environment, status }) => [type, service, environment, status].join(' ')),
      ).toEqual(
        expect.arrayContaining([
          'idle_resource RDS production pending',
          'idle_resource EC2 staging in_progress',
          'rightsizing Lambda production pending',
          'storage_optimization S3 production pending',
          'storage_optimization S3 production dismissed',
        ]),
      );
      expect(found).toHaveLength(5);
      const look = await admin.post('/finops/recommendations/refresh');
      expect(look.body).toEqual({ found: 5, created: 0, updated: 0, completed: 0, kept_closed: 1 });
      expect((await admin.get<Row[]>('/finops/recommendations?sort_order=asc')).body).toEqual(body);
    },
  );
});
