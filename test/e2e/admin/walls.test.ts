import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../../../src/auth/roles';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { declaredRoutes } from '../../support/routes';
import type { LiveClient } from '../../support/live-client';
import { expectError } from '../http/expect-error';
import { readCsv } from '../lists/data';
import { writeTemplate } from '../reports/templates-scene';
import { listen, mint } from './token-scene';
import {
  COMMON,
  creations,
  furnish,
  type ListRoute,
  listRoutes,
  MARKS,
  METRIC,
  PathFiller,
  sharedSop,
} from './walls-scene';

type Row = Record<string, unknown> & { readonly id: string };

/** Without the moments at which it was asked. */
const timeless = (text: string): string => text.replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"then"');

/** Reads by which answers may differ from those of the user only in what is left of them. */
const AGGREGATES = [
  ...[
    '/infra/sla-metrics',
    '/finops/summary',
    '/finops/breakdown',
    '/finops/forecast',
    '/finops/costs/export?format=focus',
  ],
  ...['/finops/breakdown?group_by=service', '/finops/breakdown?group_by=environment'],
  ...['/secops/vulnerabilities/stats', `/infra/metrics/${METRIC}/timeseries`],
];
/** Resources that belong to no environment and are everybody's: docs/decisions.md says what a bound token sees of them. */
const EVERYBODYS = ['sop', 'sop_version', 'template', 'schedule_run', 'mitre_tactic', 'mitre_technique'];

/**
 * What credentials that are bound to staging are told of production: by every route that the application declares, so that
 * a new one is asked as well.
 */
describe('an API token of staging', () => {
  let server: TestServer;
  let admin: Actor;
  let bound: Actor;
  let socket: LiveClient;
  let lists: Map<string, ListRoute>;
  let paths: PathFiller;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    const token = await mint(admin, {
      scopes: [...PERMISSIONS.admin],
      environment: 'staging',
      name: MARKS.staging,
    });
    bound = token.actor;
    const channels = [
      'incidents',
      'tasks',
      'assets',
      'alerts',
      'notifications',
      'metrics',
      'production',
      'staging',
    ];
    socket = await listen(server, token, [...channels, `squad:${MARKS.production}`]);
    const sop = await sharedSop(server);
    await writeTemplate(admin);
    await furnish(server, 'production', sop);
    await furnish(server, 'staging', sop);
    lists = listRoutes(server);
    paths = new PathFiller(server, lists);
  });
  afterAll(async () => {
    socket.end();
    await server.close();
  });

  const ofEnvironments = (): [string, ListRoute][] => [...lists].filter(([, { spec }]) => spec.environment);
  const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id).sort();

  it('sees in every list its own rows and no others, however it asks', async () => {
    const seen = new Set<string>();
    for (const [route, { spec }] of ofEnvironments()) {
      const { path } = await paths.fill(route, 'staging');
      const everything = await admin.get<Row[]>(`${path}?limit=100`);
      expect([path, everything.status]).toEqual([path, 200]);
      const staging = new Set(await paths.idsOf(spec, 'staging'));
      const own = idsOf(everything.body.filter(({ id }) => staging.has(id)));
      const foreign = everything.body.filter(({ id }) => !staging.has(id));
      // Else there would be nothing to see, or nothing to keep from it. Credits belong to none.
      if (spec.name !== 'credit') expect([path, own.length > 0]).toEqual([path, true]);
      if (!route.includes('{incident}') && !route.includes('/{id}/versions') && spec.name !== 'credit')
        expect([path, foreign.length > 0]).toEqual([path, true]);
      const expectOwn = (what: string, answer: Answer<Row[]>, wanted = own): void => {
        expect([path, what, answer.status]).toEqual([path, what, 200]);
        expect([path, what, idsOf(answer.body)]).toEqual([path, what, wanted]);
        expect([path, what, answer.headers.get('x-total-count')]).toEqual([
          path,
          what,
          String(wanted.length),
        ]);
        expect([path, what, answer.text]).not.toEqual([
          path,
          what,
          expect.stringContaining(MARKS.production),
        ]);
      };
      expectOwn('all', await bound.get<Row[]>(`${path}?limit=100`));
      const csv = await bound.get<string>(`${path}?format=csv`);
      expect([path, idsOf(readCsv(csv.text).rows as never)]).toEqual([path, own]);
      const paged = await bound.get<{ data: Row[]; pagination: { total_items: number } }>(
        `${path}?page=1&limit=100`,
      );
      expect([path, idsOf(paged.body.data), paged.body.pagination.total_items]).toEqual([
        path,
        own,
        own.length,
      ]);
      if (spec.fields.some(({ search, fragment }) => search ?? fragment)) {
        const sought = await admin.get<Row[]>(`${path}?limit=100&search=${COMMON}`);
        const fitting = idsOf(sought.body.filter(({ id }) => staging.has(id)));
        expect([path, sought.status]).toEqual([path, 200]);
        if (spec.name !== 'credit') expect([path, fitting.length > 0]).toEqual([path, true]);
        expectOwn('search', await bound.get<Row[]>(`${path}?limit=100&search=${COMMON}`), fitting);
        expectOwn('foreign words', await bound.get<Row[]>(`${path}?search=${MARKS.production}`), []);
      }
      if (spec.fields.some(({ name, filter }) => name === 'environment' && filter)) {
        expectOwn('environment', await bound.get<Row[]>(`${path}?environment=production`), []);
        for (const operator of ['eq', 'ne']) {
          const value = operator === 'eq' ? 'production' : 'staging';
          const filter = encodeURIComponent(JSON.stringify([{ field: 'environment', operator, value }]));
          expectOwn(`filter ${operator}`, await bound.get<Row[]>(`${path}?filter=${filter}`), []);
        }
      }
      // Page by page, and from where somebody else had got to among all rows.
      const walked: Row[] = [];
      let cursor: string | null = '';
      // Twice as many pages as there should be: a list without an end is none.
      for (let page = 0; cursor !== null && page <= own.length; page += 1) {
        const answer: Answer<Row[]> = await bound.get<Row[]>(
          `${path}?limit=2${cursor && `&cursor=${cursor}`}`,
        );
        walked.push(...answer.body);
        cursor = answer.headers.get('x-next-cursor');
      }
      expect([path, idsOf(walked)]).toEqual([path, own]);
      const elsewhere = (await admin.get<Row[]>(`${path}?limit=1`)).headers.get('x-next-cursor');
      if (elsewhere) {
        const rest = await bound.get<Row[]>(`${path}?limit=100&cursor=${elsewhere}`);
        expect([path, rest.body.filter(({ id }) => !staging.has(id))]).toEqual([path, []]);
      }
      seen.add(spec.name);
    }
    expect([...seen].sort()).toEqual(
      [
        ...[
          'incident',
          'evidence',
          'task',
          'metric',
          'alert',
          'threshold',
          'notification',
          'asset',
          'vulnerability',
        ],
        ...[
          'mitre_detection',
          'cost_import',
          'credit',
          'budget',
          'recommendation',
          'report',
          'report_version',
        ],
        ...['sop_execution', 'token'],
      ].sort(),
    );
  });

  it('finds nothing of production by its id, whatever it does with it', async () => {
    const before = await versions();
    const due = '2099-01-01';
    const bodies: Record<string, unknown> = {
      'PUT /api/v1/admin/thresholds/{id}': creations('staging')['/admin/thresholds'],
      'POST /api/v1/infra/incidents/{incident}/evidence': { title: 'mine', type: 'log', content: 'x' },
      'PATCH /api/v1/sops/executions/{id}/steps/{stepId}': { status: 'success' },
      'PATCH /api/v1/finops/costs/{id}': { environment: 'staging' },
      'PATCH /api/v1/infra/alerts/{id}': { status: 'acknowledged' },
      'PATCH /api/v1/finops/credits/{id}': { expiry_date: due },
    };
    const asked: string[] = [];
    for (const { method, path: route, rule } of declaredRoutes(server.app)) {
      const { path, isPlaced } = await paths.fill(route, 'production');
      if (!isPlaced || rule?.kind !== 'permission') continue;
      const name = `${method} ${route}`;
      asked.push(name);
      const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[name] ?? {});
      const answer = await bound.send(method, path, body, method === 'GET' ? { 'if-none-match': '*' } : {});
      expect([name, answer.status, answer.text.slice(0, 300)]).toEqual([
        ...[name, 404, expect.stringMatching(/"code":"[A-Z_]+_NOT_FOUND"/)],
      ]);
    }
    expect(asked.length).toBeGreaterThan(40);
    for (const table of ['incidents', 'tasks']) {
      const [{ jira_id }] = await server.sql<{ jira_id: string }>(
        `select jira_id from ${table} where environment = 'production'`,
      );
      expect((await bound.get(`/infra/${table}/${jira_id}`)).status).toBe(404);
      expect((await bound.patch(`/infra/${table}/${jira_id}`, { title: 'Mine now' })).status).toBe(404);
    }
    expect(await versions()).toEqual(before);
  });

  it('puts nothing into production, whether new or its own', async () => {
    const before = await versions();
    for (const [path, body] of Object.entries(creations('production'))) {
      const refused = expectError(await bound.post(path, body), 403, 'FORBIDDEN');
      expect([path, refused.details]).toEqual([path, { environment: 'staging' }]);
    }
    const [sop] = await server.sql<{ id: string }>('select id from sops');
    expectError(await bound.post(`/sops/${sop.id}/execute`, { environment: 'production' }), 403, 'FORBIDDEN');
    for (const path of [
      '/infra/incidents',
      '/infra/tasks',
      '/secops/assets',
      '/admin/thresholds',
      '/finops/budgets',
      '/finops/costs',
    ]) {
      const own = (await paths.fill(`/api/v1${path}/{id}`, 'staging')).path;
      expectError(await bound.patch(own, { environment: 'production' }), 403, 'FORBIDDEN');
    }
    const [asset] = await server.sql<{ id: string }>(
      `select id from assets where environment = 'production'`,
    );
    const finding = { asset_id: asset.id, title: 'Mine', description: 'Mine', severity: 'low' };
    expectError(await bound.post('/secops/vulnerabilities', finding), 400, 'INVALID_REQUEST');
    const sighting = { asset_id: asset.id, technique_id: 'T1059.001', description: 'Mine', severity: 'low' };
    expectError(await bound.post('/secops/mitre/detections', sighting), 400, 'INVALID_REQUEST');
    expectError(
      await bound.post('/secops/mitre/detections', { ...sighting, asset_id: null }),
      403,
      'FORBIDDEN',
    );
    expect(await versions()).toEqual(before);
  });

  it.each(AGGREGATES)('is told by %s what the environment alone comes to', async (path) => {
    const and = path.includes('?') ? '&' : '?';
    const [mine, staging, all] = [
      await bound.get(path),
      await admin.get(`${path}${and}environment=staging`),
      await admin.get(path),
    ];
    expect([mine.status, staging.status, all.status]).toEqual([200, 200, 200]);
    expect(timeless(mine.text)).toBe(timeless(staging.text));
    expect(mine.text).not.toContain(MARKS.production);
    // Else it would be the same for want of anything else.
    expect(timeless(all.text)).not.toBe(timeless(staging.text));
    const foreign = await bound.get(`${path}${and}environment=production`);
    expect([foreign.status, foreign.text]).not.toEqual([200, expect.stringContaining(MARKS.production)]);
    const theirs = await admin.get(`${path}${and}environment=production`);
    expect(timeless(foreign.text)).not.toBe(timeless(theirs.text));
  });

  it('counts what was detected in its environment', async () => {
    const count = async (actor: Actor): Promise<unknown> =>
      (await actor.get<Row[]>('/secops/mitre/techniques?id=T1059.001')).body[0].detection_count;
    expect([await count(bound), await count(admin)]).toEqual([1, 3]);
    const score = async (actor: Actor): Promise<unknown> => {
      const { techniques } = (await actor.get('/secops/mitre/layer')).body as { techniques: Row[] };
      return techniques.map(({ techniqueID, score: of }) => [techniqueID, of]);
    };
    expect(await score(bound)).not.toEqual(await score(admin));
  });

  it('gets reports of its environment alone, also those that it asks for', async () => {
    const asked = await bound.post('/reports/generate', {
      name: 'Mine',
      type: 'incident_summary',
      format: 'json',
    });
    expect([asked.status, asked.body.environment]).toEqual([202, 'staging']);
    const title = (
      await socket.next(
        ({ type, data }) =>
          type === 'notification' &&
          data?.title === 'Report ready' &&
          String(data.message).startsWith('Mine'),
      )
    ).type;
    expect(title).toBe('notification');
    const file = await bound.get(`/reports/${String(asked.body.id)}/download`);
    expect(file.status).toBe(200);
    expect(file.text).toContain(MARKS.staging);
    expect(file.text).not.toContain(MARKS.production);
  });

  it('hears nothing of production in any answer', async () => {
    const answers: string[] = [];
    for (const { method, path: route, rule } of declaredRoutes(server.app)) {
      if (method !== 'GET' || rule?.kind === 'public') continue;
      const { path } = await paths.fill(route, 'staging');
      const answer = await bound.get(path);
      expect([route, answer.status < 500]).toEqual([route, true]);
      expect([route, answer.text]).not.toEqual([route, expect.stringContaining(MARKS.production)]);
      if (answer.status === 200) answers.push(route);
    }
    expect(answers.length).toBeGreaterThan(45);
    const others = [...lists].filter(([route, { spec }]) => !spec.environment && answers.includes(route));
    expect([...new Set(others.map(([, { spec }]) => spec.name))].sort()).toEqual([...EVERYBODYS].sort());
  });

  it('hears of no event of production', async () => {
    await admin.post('/infra/incidents', {
      ...creations('staging')['/infra/incidents'],
      title: 'The last word',
    });
    await socket.next(({ data }) => data?.title === 'The last word');
    const types = new Set(socket.events.map(({ type }) => type));
    expect([...types].sort()).toEqual(['alert', 'asset', 'incident', 'metric', 'notification', 'task']);
    expect(JSON.stringify(socket.messages.filter(({ type }) => type !== 'subscribed'))).not.toContain(
      MARKS.production,
    );
  });

  /** Of every row of production, how often it has changed. */
  async function versions(): Promise<unknown[]> {
    const placed = ofEnvironments().map(([, { spec }]) => spec);
    const rows = await Promise.all(
      [...new Map(placed.map((spec) => [spec.table, spec])).values()].map(({ table, environment }) =>
        server.sql(
          `select '${table}' as table, r.id, r.deleted_at, to_jsonb(r) - 'percentage' as row from ${table} r
            where ${environment!('r')} is distinct from 'staging' order by r.id`,
        ),
      ),
    );
    return rows.flat();
  }
});
