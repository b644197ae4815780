import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS, USER_FIELDS } from '../../support/personas';
import { faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import { idsOf, type ListedRow, query, readCsv, walk } from './data';

/** Every list shares one implementation; these are the ends that each resource ties to it. */
describe('the list of evidence', () => {
  let server: TestServer;
  let viewer: Actor;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    const { id } = await openIncident(await server.as('engineer'));
    path = `/infra/incidents/${id}/evidence`;
    await server.sql(
      `insert into evidence (incident_id, title, type, content, uploaded_by, uploaded_at, metadata)
       select $1, 'Piece ' || chr(65 + n % 5), (array['log', 'metric', 'screenshot'])[1 + n % 3],
         'content number ' || n || case when n % 20 = 0 then ' wombat' else '' end, 'Person ' || n % 4,
         timestamptz '2026-01-01T00:00:00Z' + (n / 3) * interval '1 hour', '{"host": "gw-1", "ok": true}'
       from generate_series(1, 60) n`,
      [id],
    );
  });
  afterAll(() => server.close());

  it.each(['uploaded_at', 'title', 'type', 'uploaded_by'])(
    'sorted by %s meets every row once',
    async (sort_by) => {
      for (const sort_order of ['asc', 'desc']) {
        const base = query({ sort_by, sort_order, limit: 7 });
        const byCursor = await walk(viewer, path, (previous) => {
          const cursor = previous?.headers.get('x-next-cursor');
          return previous && !cursor ? null : `${base}${cursor ? `&cursor=${cursor}` : ''}`;
        });
        const byOffset = await walk(viewer, path, (_, pages) =>
          pages < 9 ? `${base}&offset=${pages * 7}` : null,
        );
        expect(idsOf(byCursor)).toEqual(idsOf(byOffset));
        expect(new Set(idsOf(byCursor)).size).toBe(60);
        const keys = byCursor.map((row) => String(row[sort_by]));
        // The types are declared in the order log, metric, screenshot, which is that of the alphabet.
        expect(keys).toEqual(
          [...keys].sort((a, b) => (sort_order === 'asc' ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0)),
        );
      }
    },
  );

  it('the newest upload comes first unless asked otherwise', async () => {
    const plain = await viewer.get(path);
    expect(plain.text).toBe((await viewer.get(`${path}?sort_by=uploaded_at&sort_order=desc`)).text);
  });

  it.each([
    ['type=log', 20],
    ['type=log,metric', 40],
    ['uploaded_by=Person%201', 15],
    ['created_from=2026-01-01T05:00:00Z', 46],
    ['created_to=2026-01-01T05:00:00Z', 17],
    ['search=wombat', 3],
    ['search=wombat%20-40', 2],
  ])('%s counts %d', async (parameters, count) => {
    const answer = await viewer.get<ListedRow[]>(`${path}?limit=100&${parameters}`);
    expect([answer.status, answer.body.length]).toEqual([200, count]);
    expect(answer.headers.get('x-total-count')).toBe(String(count));
  });

  it('is available as CSV', async () => {
    const answer = await viewer.get<string>(`${path}?format=csv`);
    const { header, rows } = readCsv(answer.text);
    expect(header).toEqual([
      'id',
      'incident_id',
      'title',
      'type',
      'content',
      'metadata',
      'uploaded_by',
      'uploaded_at',
    ]);
    expect(rows).toHaveLength(60);
    expect(JSON.parse(rows[0].metadata)).toEqual({ host: 'gw-1', ok: true });
    expect(answer.headers.get('content-disposition')).toMatch(/filename="evidence-/);
  });

  it.each(['sort_by=file_key', 'file_key=x', 'sort_by=created_at', 'incident_id=x', 'sort_by=metadata'])(
    '%s is refused',
    async (parameters) => {
      const answer = await viewer.get(`${path}?${parameters}`);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([
        parameters.startsWith('sort_by') ? 'sort_by' : parameters.split('=')[0],
      ]);
    },
  );

  it('of an incident that does not exist is a 404, also as CSV', async () => {
    for (const format of ['json', 'csv']) {
      const answer = await viewer.get(`/infra/incidents/INC-999999/evidence?format=${format}`);
      expect(refusalOf(answer)).toEqual([404, 'INCIDENT_NOT_FOUND']);
    }
  });
});

describe('the list of users', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());

  it('shows accounts as the User type has them, and never a hash', async () => {
    const { body, text } = await admin.get<ListedRow[]>('/admin/users?sort_by=email&sort_order=asc');
    expect(body.map(({ email }) => email)).toEqual(
      Object.values(PERSONAS)
        .map(({ email }) => email)
        .sort(),
    );
    for (const user of body) expect(Object.keys(user)).toEqual(USER_FIELDS);
    const csv = (await admin.get<string>('/admin/users?format=csv')).text;
    expect(readCsv(csv).header).toEqual(USER_FIELDS);
    expect(readCsv(csv).rows).toHaveLength(4);
    for (const answer of [text, csv]) expect(answer).not.toMatch(/argon2|password/);
  });

  it('is filtered, searched and paged like any other', async () => {
    const names = async (parameters: string): Promise<unknown> =>
      (await admin.get<ListedRow[]>(`/admin/users?${parameters}`)).body.map(({ role }) => role).sort();
    expect(await names('role=engineer')).toEqual(['engineer', 'engineer']);
    expect(await names('role=viewer,admin')).toEqual(['admin', 'viewer']);
    expect(await names(query({ search: 'viewer@example.com' }))).toEqual(['viewer']);
    expect(await names(query({ filter: '[{"field":"role","operator":"ne","value":"engineer"}]' }))).toEqual([
      'admin',
      'viewer',
    ]);
    for (const sort_by of ['createdAt', 'lastLogin', 'name', 'role', 'team']) {
      const met = await walk(admin, '/admin/users', (previous) => {
        const cursor = previous?.headers.get('x-next-cursor');
        const base = `limit=1&sort_by=${sort_by}`;
        return previous && !cursor ? null : `${base}${cursor ? `&cursor=${cursor}` : ''}`;
      });
      expect([sort_by, new Set(idsOf(met)).size]).toEqual([sort_by, 4]);
    }
  });

  it.each([
    'sort_by=password_hash',
    'password_hash=x',
    'sort_by=disabled_at',
    'filter=[{"field":"password_hash","operator":"contains","value":"a"}]',
  ])('%s is refused', async (parameters) => {
    expect(refusalOf(await admin.get(`/admin/users?${parameters}`))).toEqual([400, 'INVALID_REQUEST']);
  });

  it('is for administrators only', async () => {
    const engineer = await server.as('engineer');
    expect(refusalOf(await engineer.get('/admin/users'))).toEqual([403, 'FORBIDDEN']);
    expect(refusalOf(await server.anonymous.get('/admin/users'))).toEqual([401, 'UNAUTHORIZED']);
  });
});
