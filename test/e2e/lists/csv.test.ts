import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, type IncomingMessage } from 'node:http';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { Database } from '../../../src/core/database/database';
import { Lists } from '../../../src/core/lists/lists';
import { type ErrorAnswer, faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import { fillIncidents, type ListedRow, readCsv } from './data';

const LIST = '/infra/incidents';

describe('a list as CSV', () => {
  let server: TestServer;
  let viewer: Actor;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    engineer = await server.as('engineer');
    await fillIncidents(server);
  });
  afterAll(() => server.close());

  it.each<[string, string, Record<string, string>]>([
    ['by format=csv', '?format=csv', {}],
    ['by Accept', '', { accept: 'text/csv' }],
    ['whatever page was asked for', '?format=csv&limit=5&offset=10', {}],
    ['whatever page number was asked for', '?format=csv&limit=5&page=2', {}],
  ])('%s holds all rows, not one page, under a header', async (_, parameters, headers) => {
    const answer = await viewer.get<string>(`${LIST}${parameters}`, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="incidents-\d{4}-\d{2}-\d{2}\.csv"$/,
    );
    const { header, rows } = readCsv(answer.text);
    const [one] = (await viewer.get<ListedRow[]>(`${LIST}?limit=1`)).body;
    expect(header).toEqual(Object.keys(one));
    expect(rows).toHaveLength(250);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(250);
  });

  it('JSON stays JSON for clients that take both, or anything', async () => {
    for (const accept of ['*/*', 'application/json', 'text/csv, application/json']) {
      const answer = await viewer.get(LIST, { accept });
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
    const asked = await viewer.get(`${LIST}?format=json`, { accept: 'text/csv' });
    expect(asked.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('says the same as JSON, with the same filters and in the same order', async () => {
    const parameters = 'severity=medium,critical&tag=even&search=quorum&sort_by=title&sort_order=asc';
    const json = await viewer.get<ListedRow[]>(`${LIST}?limit=100&${parameters}`);
    const { rows } = readCsv((await viewer.get<string>(`${LIST}?format=csv&${parameters}`)).text);
    expect(json.body.length).toBeGreaterThan(1);
    const cell = (value: unknown): string =>
      Array.isArray(value) ? value.join('; ') : ((value as string | null) ?? '');
    expect(rows).toEqual(
      json.body.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])),
      ),
    );
  });

  it('an empty list is a header alone', async () => {
    const { header, rows } = readCsv((await viewer.get<string>(`${LIST}?format=csv&squad=Nobody`)).text);
    expect([header.length, rows]).toEqual([17, []]);
  });

  it('quotes, commas and lines come through as they were', async () => {
    const text = 'She said "no, never", then:\r\nnothing;\n\ttabs, 世界 🚀 and \\ backslashes';
    const { id } = await openIncident(engineer, { title: `a "b", 'c'`, description: text });
    const csv = await viewer.get<string>(`${LIST}?format=csv&search=backslashes`);
    expect(readCsv(csv.text).rows).toEqual([
      expect.objectContaining({ id, title: `a "b", 'c'`, description: text }),
    ]);
  });

  it.each(['first\nsecond line', 'first\rsecond line', 'first\r\nsecond line'])(
    'a line break alone is kept in its cell: %j',
    async (text) => {
      const { id } = await openIncident(engineer, { title: 'Lines', description: text, squad: 'Lines' });
      const { rows } = readCsv((await viewer.get<string>(`${LIST}?format=csv&squad=Lines`)).text);
      expect(rows.find((row) => row.id === id)).toMatchObject({ description: text });
      await engineer.delete(`${LIST}/${id}`);
    },
  );

  it.each(['=1+1', '+SUM(A1:A9)', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', '=cmd|" /C calc"!A0', '＝1+1'])(
    'a cell that a spreadsheet would run is neutralised: %j',
    async (title) => {
      const { id } = await openIncident(
        engineer,
        { title, description: `${title} in the description` },
        { tags: [title, 'b'], assignee: title },
      );
      const csv = await viewer.get<string>(`${LIST}?format=csv&sort_by=created_at`);
      const row = readCsv(csv.text).rows.find((candidate) => candidate.id === id)!;
      expect(row).toMatchObject({
        title: `'${title}`,
        description: `'${title} in the description`,
        tags: `'${title}; b`,
        assignee: `'${title}`,
      });
      // JSON is for programs and keeps what was written.
      expect((await viewer.get(`${LIST}/${id}`)).body.title).toBe(title);
    },
  );

  it('a refusal is a clear error in JSON, not a broken file', async () => {
    for (const [actor, parameters, status, code] of [
      [viewer, 'format=csv&severity=HIGH', 400, 'INVALID_REQUEST'],
      [viewer, 'format=csv&limit=0', 400, 'INVALID_REQUEST'],
      [server.anonymous, 'format=csv', 401, 'UNAUTHORIZED'],
    ] as const) {
      const answer = await actor.get(`${LIST}?${parameters}`);
      expect(refusalOf(answer)).toEqual([status, code]);
      expect(answer.headers.get('content-disposition')).toBeNull();
    }
    const users = await viewer.get<ErrorAnswer>('/admin/users?format=csv');
    expect(refusalOf(users)).toEqual([403, 'FORBIDDEN']);
    expect(users.body.error.details).toEqual({ missing_permission: 'manage:users' });
    expect(faultyFields(await viewer.get(`${LIST}?format=csv&sort_by=x`))).toEqual(['sort_by']);
  });

  describe('of more rows than fit into any buffer', () => {
    const MANY = 8_000;
    // By the beginnings of lines: reading so much CSV cell by cell takes longer than the export.
    const idsIn = (text: string): Set<string> => new Set(text.match(/^[0-9a-f-]{36}(?=,)/gm));
    beforeAll(async () => {
      await server.sql(
        `insert into incidents (title, description, severity, squad, environment)
         select 'Mass ' || n, repeat('x', 2500), 'low', 'Mass', 'staging' from generate_series(1, ${MANY}) n`,
      );
    });

    const begin = (): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        const target = `${server.url}/api/v1${LIST}?format=csv&squad=Mass`;
        get(target, { headers: viewer.headers, agent: false }, resolve).on('error', reject);
      });
    const connectionsInUse = (): number => {
      const { pool } = server.app.get(Database);
      return pool.totalCount - pool.idleCount;
    };
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
    };

    it('comes whole', async () => {
      const { text } = await viewer.get<string>(`${LIST}?format=csv&squad=Mass`);
      expect(idsIn(text).size).toBe(MANY);
    });

    it('a download that is broken off gives its connection back, ten times over', async () => {
      for (let round = 0; round < 10; round += 1) {
        const download = await begin();
        expect(download.statusCode).toBe(200);
        await new Promise((resolve) => download.once('data', resolve));
        expect(connectionsInUse()).toBeGreaterThan(0);
        download.destroy();
        await until(() => connectionsInUse() === 0);
      }
      expect((await viewer.get(LIST)).status).toBe(200);
      expect(readCsv((await viewer.get<string>(`${LIST}?format=csv&squad=Data`)).text).rows).toHaveLength(83);
    });

    it('when the database breaks off, the download ends as broken and the server lives on', async () => {
      const download = await begin();
      await new Promise((resolve) => download.once('data', resolve));
      download.pause();
      const ended = new Promise<string>((resolve) => {
        download.once('end', () => resolve('as if whole'));
        download.once('error', () => resolve('broken'));
      });
      await server.sql(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state <> 'idle' and query like '%from incidents%' and pid <> pg_backend_pid()`);
      download.resume();
      expect(await ended).toBe('broken');
      await until(() => connectionsInUse() === 0);
      expect((await viewer.get(LIST)).status).toBe(200);
    });

    it('readers that do not read hold up neither lists nor the service: one too many is told to wait', async () => {
      const idle = await Promise.all([begin(), begin(), begin()]);
      expect(idle.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
      const answer = await viewer.get(`${LIST}?format=csv`);
      expect(refusalOf(answer)).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await viewer.get(LIST)).status).toBe(200);
      for (const download of idle) download.destroy();
      await until(() => connectionsInUse() === 0);
      expect((await viewer.get(`${LIST}?format=csv&squad=Data`)).status).toBe(200);
    });

    it('a download that never comes to its end is broken off, and holds nothing then', async () => {
      const lists = server.app.get(Lists);
      const { exportLimit } = lists;
      lists.exportLimit = 200;
      const download = await begin().finally(() => (lists.exportLimit = exportLimit));
      expect(download.statusCode).toBe(200);
      await until(() => connectionsInUse() === 0);
      const end = new Promise<string>((resolve) => {
        download.once('end', () => resolve('as if whole'));
        download.once('error', () => resolve('broken'));
      });
      download.resume();
      expect(await end).toBe('broken');
      expect((await viewer.get(`${LIST}?format=csv&squad=Data`)).status).toBe(200);
    });

    // Last, because the connections keep the limit that it gives them.
    it('a reader who takes longer than a statement may run still gets every row', async () => {
      server.app.get(Database).pool.on('acquire', (client) => {
        void client.query('set statement_timeout = 300');
      });
      const download = await begin();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const chunks: Buffer[] = [];
      for await (const chunk of download) chunks.push(chunk as Buffer);
      expect(idsIn(Buffer.concat(chunks).toString()).size).toBe(MANY);
    });
  });
});
