import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { faultyFields, refusalOf } from './fixtures';

interface Metric {
  readonly id: string;
  readonly week_start: string;
  readonly week_end: string;
  readonly total_requested_hours: number;
  readonly total_delivered_hours: number;
  readonly sla_percentage: number;
  readonly squad: string | null;
  readonly environment: string | null;
  readonly created_at: string;
}

/** Created, status, estimated and actual hours, and what else matters. */
type TaskLine = readonly [
  created: string,
  status: string,
  estimated: number | null,
  actual: number | null,
  more?: { squad?: string; environment?: string; deleted?: boolean },
];

describe('SLA metrics', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
  });
  beforeEach(() => server.sql('delete from tasks'));
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => server.close());

  const given = async (...lines: TaskLine[]): Promise<void> => {
    for (const [created, status, estimated, actual, more = {}] of lines) {
      const { squad = 'Data', environment = null, deleted = false } = more;
      await server.sql(
        `insert into tasks (title, description, priority, created_at, status, estimated_hours, actual_hours, squad, environment, deleted_at)
         values ('Some task', 'Some work', 'low', $1, $2, $3, $4, $5, $6, $7)`,
        [created, status, estimated, actual, squad, environment, deleted ? created : null],
      );
    }
  };
  const ask = (now: string, query = ''): Promise<Answer<Metric[]>> => {
    setClock(now, server);
    return viewer.get<Metric[]>(`/infra/sla-metrics?${query}`);
  };
  /** `week_start week_end requested delivered percentage` of each week. */
  const weeksAt = async (now: string, query: string): Promise<string[]> => {
    const { status, body } = await ask(now, query);
    expect(status).toBe(200);
    return body.map((week) =>
      [
        ...[week.week_start, week.week_end],
        ...[week.total_requested_hours, week.total_delivered_hours, week.sla_percentage],
      ].join(' '),
    );
  };

  it('have exactly the fields of the product types, the squad and environment null unless asked for', async () => {
    await given(['2024-01-16T10:00:00Z', 'done', 10, 7.5]);
    const { status, body } = await ask('2024-01-17T12:00:00.250Z', 'weeks=1');
    expect([status, Object.entries(body[0])]).toEqual([
      200,
      [
        ['id', 'sla-2024-01-15'],
        ['week_start', '2024-01-15'],
        ['week_end', '2024-01-21'],
        ['total_requested_hours', 10],
        ['total_delivered_hours', 7.5],
        ['sla_percentage', 75],
        ['squad', null],
        ['environment', null],
        ['created_at', '2024-01-17T12:00:00.250Z'],
      ],
    ]);
  });

  it('of the turn of a year belong to the week that spans it', async () => {
    await given(
      ['2024-12-29T23:59:59.999Z', 'done', 10, 4],
      ['2024-12-30T00:00:00.000Z', 'done', 8, 8],
      ['2024-12-31T23:59:59.999Z', 'in_progress', 3, 2],
      ['2025-01-01T00:00:00.000Z', 'done', 5, 4],
      ['2025-01-05T23:59:59.999Z', 'done', 2, 1],
      ['2025-01-06T00:00:00.000Z', 'todo', 7, null],
    );
    expect(await weeksAt('2025-01-08T09:00:00Z', 'weeks=3')).toEqual([
      // 7 asked for, nothing done.
      '2025-01-06 2025-01-12 7 0 0',
      // 8 + 3 + 5 + 2 = 18; 8 + 4 + 1 = 13, as the second is not done; 13 / 18 = 0.72222…
      '2024-12-30 2025-01-05 18 13 72.22',
      // 4 / 10
      '2024-12-23 2024-12-29 10 4 40',
    ]);
  });

  it('of the week of a leap day hold the leap day', async () => {
    await given(
      ['2024-02-25T23:59:59.999Z', 'done', 100, 100],
      ['2024-02-29T00:00:00.000Z', 'done', 6, 5],
      ['2024-02-29T23:59:59.999Z', 'done', 3, 3],
      ['2024-03-01T00:00:00.000Z', 'done', 4, 1.5],
      ['2024-03-03T23:59:59.999Z', 'todo', 1, null],
      ['2024-03-04T00:00:00.000Z', 'done', 9, 9],
    );
    expect((await weeksAt('2024-03-06T00:00:00Z', 'weeks=2'))[1]).toBe(
      // 6 + 3 + 4 + 1 = 14; 5 + 3 + 1.5 = 9.5; 9.5 / 14 = 0.678571…
      '2024-02-26 2024-03-03 14 9.5 67.86',
    );
  });

  it('count the 53rd week of a long year like any other', async () => {
    await given(
      ['2026-12-27T23:59:59.999Z', 'done', 50, 50],
      ['2026-12-31T12:00:00.000Z', 'done', 20, 5],
      ['2027-01-01T00:00:00.000Z', 'done', 4, 4],
      ['2027-01-03T23:59:59.999Z', 'done', 1, 0.5],
    );
    expect(await weeksAt('2027-01-05T00:00:00Z', 'weeks=3')).toEqual([
      '2027-01-04 2027-01-10 0 0 100',
      // 20 + 4 + 1 = 25; 5 + 4 + 0.5 = 9.5; 9.5 / 25 = 0.38
      '2026-12-28 2027-01-03 25 9.5 38',
      '2026-12-21 2026-12-27 50 50 100',
    ]);
  });

  it('of 52 weeks are 52 Mondays one after the other, back to 357 days before the current one', async () => {
    const { body } = await ask('2027-01-05T00:00:00Z', 'weeks=52');
    const days = body.map(({ week_start }) => Date.parse(week_start) / 86_400_000);
    expect([body[0].week_start, body[51].week_start, body.length]).toEqual(['2027-01-04', '2026-01-12', 52]);
    expect(days.slice(1).map((day, at) => days[at] - day)).toEqual(Array(51).fill(7));
    expect(new Set(body.map(({ week_start }) => new Date(week_start).getUTCDay()))).toEqual(new Set([1]));
  });

  it.each([
    ['2026-03-01T23:59:59.999Z', '2026-02-23'],
    ['2026-03-02T00:00:00.000Z', '2026-03-02'],
  ])('asked for at %s begin with the week of %s', async (now, monday) => {
    expect((await ask(now, 'weeks=1')).body[0].week_start).toBe(monday);
  });

  it('put the last millisecond of a Sunday into its week and the next into the following', async () => {
    await given(['2026-03-01T23:59:59.999Z', 'done', 1, 1], ['2026-03-02T00:00:00.000Z', 'done', 2, 1]);
    expect(await weeksAt('2026-03-04T00:00:00Z', 'weeks=2')).toEqual([
      '2026-03-02 2026-03-08 2 1 50',
      '2026-02-23 2026-03-01 1 1 100',
    ]);
  });

  it('are twelve weeks unless another number is asked for, and weeks without tasks are fulfilled', async () => {
    await given(['2026-01-14T12:00:00Z', 'review', 4, 3]);
    const weeks = await weeksAt('2026-03-04T00:00:00Z', '');
    expect(weeks).toHaveLength(12);
    // Seven weeks before that of 2 March; review is not done.
    expect(weeks[7]).toBe('2026-01-12 2026-01-18 4 0 0');
    expect(weeks[0]).toBe('2026-03-02 2026-03-08 0 0 100');
    expect(weeks.filter((week) => week.endsWith(' 0 0 100'))).toHaveLength(11);
  });

  it('know the squad and the environment that are asked for, and both', async () => {
    const monday = '2026-03-02T10:00:00Z';
    await given(
      [monday, 'done', 10, 5, { squad: 'Data', environment: 'production' }],
      [monday, 'done', 20, 4, { squad: 'Data', environment: 'staging' }],
      [monday, 'todo', 10, null, { squad: 'Data' }],
      [monday, 'done', 40, 30, { squad: 'Mobile', environment: 'production' }],
    );
    const one = async (query: string): Promise<unknown[]> => {
      const [week] = (await ask('2026-03-04T00:00:00Z', `weeks=1&${query}`)).body;
      const { id, squad, environment, total_requested_hours, total_delivered_hours, sla_percentage } = week;
      return [id, squad, environment, total_requested_hours, total_delivered_hours, sla_percentage];
    };
    // 10 + 20 + 10 + 40 = 80; 5 + 4 + 30 = 39; 39 / 80 = 0.4875
    expect(await one('')).toEqual(['sla-2026-03-02', null, null, 80, 39, 48.75]);
    // 10 + 20 + 10 = 40; 5 + 4 = 9; 9 / 40 = 0.225
    expect(await one('squad=Data')).toEqual(['sla-2026-03-02-Data', 'Data', null, 40, 9, 22.5]);
    // 10 + 40 = 50; 5 + 30 = 35; 35 / 50 = 0.7
    expect(await one('environment=production')).toEqual([
      ...['sla-2026-03-02-production', null, 'production', 50, 35, 70],
    ]);
    // 20; 4; 4 / 20 = 0.2
    expect(await one('squad=Data&environment=staging')).toEqual([
      ...['sla-2026-03-02-Data-staging', 'Data', 'staging', 20, 4, 20],
    ]);
    expect(await one('squad=data')).toEqual(['sla-2026-03-02-data', 'data', null, 0, 0, 100]);
    expect(await one(`squad=${encodeURIComponent("O'Hara & Söhne")}&environment=development`)).toEqual([
      ...["sla-2026-03-02-O'Hara & Söhne-development", "O'Hara & Söhne", 'development', 0, 0, 100],
    ]);
  });

  it.each<[string, TaskLine[], string]>([
    ['more delivered than requested is 100', [['2026-03-02T10:00:00Z', 'done', 4, 9]], '4 9 100'],
    ['done without hours delivers none', [['2026-03-02T10:00:00Z', 'done', 4, null]], '4 0 0'],
    ['done without an estimate is nothing requested', [['2026-03-02T10:00:00Z', 'done', null, 3]], '0 3 100'],
    ['an estimate of 0 is nothing requested', [['2026-03-02T10:00:00Z', 'todo', 0, null]], '0 0 100'],
    [
      'one task makes up for another', // 2 + 6 = 8; 7 + 0 = 7; 7 / 8 = 0.875
      [
        ['2026-03-02T10:00:00Z', 'done', 2, 7],
        ['2026-03-02T11:00:00Z', 'todo', 6, null],
      ],
      '8 7 87.5',
    ],
    ['a third is rounded down', [['2026-03-02T10:00:00Z', 'done', 3, 1]], '3 1 33.33'],
    ['two thirds are rounded up', [['2026-03-02T10:00:00Z', 'done', 3, 2]], '3 2 66.67'],
    // 24.69 / 200 = 0.12345
    [
      'exactly half a hundredth is rounded up',
      [['2026-03-02T10:00:00Z', 'done', 200, 24.69]],
      '200 24.69 12.35',
    ],
    // 249.98 / 250 = 0.99992
    ['almost all is not all', [['2026-03-02T10:00:00Z', 'done', 250, 249.98]], '250 249.98 99.99'],
    [
      'hours are added exactly', // 0.1 + 0.2 = 0.3, and not 0.30000000000000004
      [
        ['2026-03-02T10:00:00Z', 'done', 0.1, 0.1],
        ['2026-03-02T11:00:00Z', 'done', 0.2, 0.2],
      ],
      '0.3 0.3 100',
    ],
    [
      'removed tasks do not count',
      [
        ['2026-03-02T10:00:00Z', 'done', 5, 1],
        ['2026-03-02T11:00:00Z', 'done', 50, 50, { deleted: true }],
      ],
      '5 1 20',
    ],
  ])('%s', async (_, lines, expected) => {
    await given(...lines);
    expect(await weeksAt('2026-03-04T00:00:00Z', 'weeks=1')).toEqual([`2026-03-02 2026-03-08 ${expected}`]);
  });

  it('follow the tasks: done, reopened, removed', async () => {
    const engineer = await server.as('engineer');
    const draft = { title: 'Rotate the keys', description: 'All', priority: 'low', squad: 'Data' };
    const { body } = await engineer.post('/infra/tasks', { ...draft, estimated_hours: 8 });
    const path = `/infra/tasks/${String(body.id)}`;
    const figures = async (): Promise<number[]> => {
      const [week] = (await ask(String(body.created_at), 'weeks=1')).body;
      return [week.total_requested_hours, week.total_delivered_hours, week.sla_percentage];
    };
    expect(await figures()).toEqual([8, 0, 0]);
    await engineer.patch(path, { status: 'done', actual_hours: 6 });
    expect(await figures()).toEqual([8, 6, 75]);
    await engineer.patch(path, { status: 'review' });
    expect(await figures()).toEqual([8, 0, 0]);
    await engineer.delete(path);
    expect(await figures()).toEqual([0, 0, 100]);
  });

  it.each([
    ['weeks=0', 'weeks'],
    ['weeks=53', 'weeks'],
    ['weeks=1.5', 'weeks'],
    ['weeks=abc', 'weeks'],
    ['weeks=2&weeks=3', 'weeks'],
    ['environment=prod', 'environment'],
    ['squad=', 'squad'],
    ['squad=%00', 'squad'],
    ['team=Data', 'team'],
    ['squad=%E0%A4%A', ''],
  ])('asked for with %s are refused', async (query, field) => {
    const answer = await viewer.get(`/infra/sla-metrics?${query}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it('are for those who may read tasks', async () => {
    expect(refusalOf(await server.anonymous.get('/infra/sla-metrics'))).toEqual([401, 'UNAUTHORIZED']);
    expect((await viewer.get('/infra/sla-metrics')).status).toBe(200);
  });

  it('come in the success envelope to those who want it', async () => {
    const { body } = await viewer.get('/infra/sla-metrics?weeks=2', { 'x-response-envelope': 'success' });
    expect(body).toEqual({
      success: true,
      data: [expect.objectContaining({ sla_percentage: 100 }), expect.anything()],
      timestamp: expect.any(String),
    });
  });
});
