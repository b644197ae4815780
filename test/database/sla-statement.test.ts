import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/core/database/database';
import { SlaService } from '../../src/infra/sla';
import { type SlaScope, slaStatement } from '../../src/infra/sla/sla.queries';
import { startServer, type TestServer } from '../support/app';

const NOW = new Date('2026-03-04T12:00:00Z');
const TASKS = 20_000;

/** 20,000 tasks over two years, one an hour or so. */
const FILL = `
  insert into tasks (title, description, priority, squad, environment, status, estimated_hours, actual_hours, created_at)
  select 'Task', 'Work', 'low', (array['Data', 'Mobile'])[n % 2 + 1], (array['production', 'staging', null])[n % 3 + 1],
    (array['todo', 'done'])[n % 2 + 1], n % 9, n % 7, $1::timestamptz - n * interval '53 minutes'
  from generate_series(0, $2 - 1) n`;

describe('the statement of the SLA', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await server.sql(FILL, [NOW, TASKS]);
    await server.sql('vacuum analyze tasks');
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => server.close());

  const all: SlaScope = { now: NOW, weeks: 12, squad: null, environments: [] };

  it.each<[string, Partial<SlaScope>]>([
    ['twelve weeks', {}],
    ['a year', { weeks: 52 }],
    ['a squad', { squad: 'Data' }],
    ['a squad in an environment', { squad: 'Data', environments: ['production'] }],
  ])('reads nothing but the index, for %s', async (_, more) => {
    const { text, values } = slaStatement({ ...all, ...more });
    const rows = await server.sql<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Only Scan using tasks_sla_idx on tasks/);
    expect(plan.match(/ on tasks/g)).toHaveLength(1);
  });

  it.each([1, 12, 52])('is one, for %p weeks', async (weeks) => {
    const pool = server.app.get(Database).pool;
    const asked = jest.spyOn(pool, 'query');
    const service = server.app.get(SlaService, { strict: false });
    expect(await service.measure({ weeks, squad: null, environment: null })).toHaveLength(weeks);
    const texts = asked.mock.calls.map(([config]) => (config as unknown as { text: string }).text);
    expect(texts.filter((text) => /\btasks\b/.test(text))).toHaveLength(1);
  });

  it('gives the same in a session that lives in another time zone', async () => {
    const { text, values } = slaStatement({ ...all, weeks: 52 });
    const database = server.app.get(Database);
    const at = (zone: string): Promise<object[]> =>
      database.transaction(async () => {
        await database.query({ text: `set local timezone = '${zone}'` }, []);
        return database.query({ text }, values);
      });
    const utc = await at('UTC');
    expect(utc).toHaveLength(52);
    // A zone with summer time that is 23 or 25 hours long on two Sundays of the year, and one that is a day ahead.
    for (const zone of ['America/New_York', 'Pacific/Kiritimati']) expect(await at(zone)).toEqual(utc);
  });

  it('has a name of its own for each text, as connections keep what a name stood for', () => {
    const scopes: SlaScope[] = [null, 'Data'].flatMap((squad) =>
      [[], ['staging'], ['staging', 'production']].map((environments) => ({ ...all, squad, environments })),
    );
    const statements = scopes.map((scope) => slaStatement(scope));
    expect(new Set(statements.map(({ name }) => name)).size).toBe(6);
    expect(new Set(statements.map(({ text }) => text)).size).toBe(6);
    expect(statements.map(({ values }) => values.length)).toEqual([2, 3, 4, 3, 4, 5]);
  });
});
