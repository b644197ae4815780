import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { fillIncidents, idsOf, linksOf, type ListedRow, query, readCsv, ROWS, walk } from './data';

const LIST = '/infra/incidents';
const bySeverity = `array_position(array['low', 'medium', 'high', 'critical'], severity)`;
const byStatus = `array_position(array['open', 'investigating', 'resolved', 'closed'], status)`;
const byEnvironment = `array_position(array['production', 'staging', 'development'], environment)`;

describe('the pages of a list', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    await fillIncidents(server);
  });
  afterAll(() => server.close());

  describe.each([
    ['created_at', 'created_at'],
    ['updated_at', 'updated_at'],
    ['resolved_at', 'resolved_at'],
    ['severity', bySeverity],
    ['status', byStatus],
    ['environment', byEnvironment],
    ['title', 'title'],
    ['jira_id', 'jira_id'],
    ['assignee', 'assignee'],
  ])('sorted by %s', (sort_by, expression) => {
    it.each(['asc', 'desc'])(
      '%s: every way through them meets every row once, in the same order',
      async (sort_order) => {
        const expected = await server.sql<{ id: string }>(
          `select id from incidents order by ${expression} ${sort_order} nulls last, id ${sort_order}`,
        );
        const base = query({ sort_by, sort_order, limit: 37 });
        const ways: Record<string, Parameters<typeof walk>[2]> = {
          offset: (_, pages) => (pages * 37 < ROWS ? `${base}&offset=${pages * 37}` : null),
          page: (_, pages) => (pages * 37 < ROWS ? `${base}&page=${pages + 1}` : null),
          cursor: (previous) => {
            const cursor = previous?.headers.get('x-next-cursor');
            return previous && !cursor ? null : cursor ? `${base}&cursor=${cursor}` : base;
          },
        };
        for (const [name, step] of Object.entries(ways)) {
          expect([name, idsOf(await walk(viewer, LIST, step))]).toEqual([name, idsOf(expected)]);
        }
        const csv = await viewer.get<string>(`${LIST}?${base}&format=csv`);
        expect(idsOf(readCsv(csv.text).rows as never)).toEqual(idsOf(expected));
      },
    );
  });

  it('the newest come first, twenty of them, unless asked otherwise', async () => {
    const plain = await viewer.get<ListedRow[]>(LIST);
    expect(plain.body).toHaveLength(20);
    const spelled = await viewer.get(`${LIST}?limit=20&offset=0&sort_by=created_at&sort_order=desc`);
    expect(spelled.text).toBe(plain.text);
  });

  it('headers tell the exact total, the pages and where the next begins', async () => {
    const { headers } = await viewer.get(`${LIST}?limit=100`);
    expect([headers.get('x-total-count'), headers.get('x-page-count')]).toEqual(['250', '3']);
    expect(headers.get('x-next-cursor')).toMatch(/^[\w-]+$/);
    const last = await viewer.get(`${LIST}?limit=100&offset=200`);
    expect(last.headers.get('x-next-cursor')).toBeNull();
    const beyond = await viewer.get<ListedRow[]>(`${LIST}?limit=100&offset=1000`);
    expect([beyond.status, beyond.body, beyond.headers.get('x-total-count')]).toEqual([200, [], '250']);
  });

  it('a last page that is exactly full has no next', async () => {
    for (const way of ['offset=200', 'page=5']) {
      const { headers, status } = await viewer.get(`${LIST}?limit=50&${way}`);
      expect([status, headers.get('x-next-cursor')]).toEqual([200, null]);
      expect(headers.get('link')).not.toContain('rel="next"');
    }
  });

  it('with page the body is a PaginatedResponse, without it the bare array', async () => {
    const pagination = async (page: number): Promise<unknown> => {
      const { body } = await viewer.get<{ data: unknown[] }>(`${LIST}?page=${page}&limit=100`);
      expect(Object.keys(body)).toEqual(['data', 'pagination']);
      return [body.data.length, (body as unknown as { pagination: unknown }).pagination];
    };
    const info = (current_page: number, has_previous: boolean, has_next: boolean): unknown => ({
      current_page,
      total_pages: 3,
      total_items: 250,
      items_per_page: 100,
      has_next,
      has_previous,
    });
    expect(await pagination(1)).toEqual([100, info(1, false, true)]);
    expect(await pagination(2)).toEqual([100, info(2, true, true)]);
    expect(await pagination(3)).toEqual([50, info(3, true, false)]);
    expect(await pagination(4)).toEqual([0, info(4, true, false)]);
    expect(Array.isArray((await viewer.get(LIST)).body)).toBe(true);
  });

  it('in the success envelope pagination stands beside data', async () => {
    const headers = { 'x-response-envelope': 'success' };
    const paged = await viewer.get(`${LIST}?page=2&limit=100`, headers);
    expect(Object.keys(paged.body)).toEqual(['success', 'data', 'pagination', 'timestamp']);
    const bare = await viewer.get<{ data: unknown[] }>(`${LIST}?limit=3`, headers);
    expect(Object.keys(bare.body)).toEqual(['success', 'data', 'timestamp']);
    expect(bare.body.data).toHaveLength(3);
  });

  describe('the Link header', () => {
    const follow = async (target: string): Promise<string[]> => {
      expect(target).toMatch(/^\/api\/v1\//);
      const answer = await viewer.get<ListedRow[]>(`/${target}`);
      expect(answer.status).toBe(200);
      const body = answer.body as ListedRow[] | { data: ListedRow[] };
      return idsOf(Array.isArray(body) ? body : body.data);
    };

    it.each(['offset=120', 'page=3'])('at %s leads to first, prev, next and last', async (at) => {
      // A filter of many kinds of characters has to survive the way through the header.
      const filter = query({ squad: 'Payments', search: '"row number" -"<nowhere>" -ü', limit: 20 });
      const all = idsOf(
        await walk(viewer, LIST, (previous) => {
          const cursor = previous?.headers.get('x-next-cursor');
          return previous && !cursor ? null : `${filter}${cursor ? `&cursor=${cursor}` : ''}`;
        }),
      );
      expect(all).toHaveLength(83);
      const shift = at === 'offset=120' ? 'offset=40' : at;
      const links = linksOf(await viewer.get(`${LIST}?${filter}&${shift}`));
      expect(Object.keys(links)).toEqual(['first', 'prev', 'next', 'last']);
      expect(await follow(links.first)).toEqual(all.slice(0, 20));
      expect(await follow(links.prev)).toEqual(all.slice(20, 40));
      expect(await follow(links.next)).toEqual(all.slice(60, 80));
      expect(await follow(links.last)).toEqual(all.slice(80));
    });

    it('on the first page has no prev, on the last no next', async () => {
      expect(Object.keys(linksOf(await viewer.get(`${LIST}?limit=100`)))).toEqual(['first', 'next', 'last']);
      expect(Object.keys(linksOf(await viewer.get(`${LIST}?limit=100&offset=200`)))).toEqual([
        'first',
        'prev',
        'last',
      ]);
      const none = await viewer.get(`${LIST}?squad=Nobody`);
      expect(Object.keys(linksOf(none))).toEqual(['first', 'last']);
      expect([none.body, none.headers.get('x-total-count'), none.headers.get('x-page-count')]).toEqual([
        [],
        '0',
        '0',
      ]);
    });

    it('on a page by cursor leads on by cursor', async () => {
      const first = await viewer.get<ListedRow[]>(`${LIST}?limit=100`);
      const second = await viewer.get<ListedRow[]>(
        `${LIST}?limit=100&cursor=${first.headers.get('x-next-cursor')!}`,
      );
      const rest = await follow(linksOf(second).next);
      const seen = new Set([...idsOf(first.body), ...idsOf(second.body), ...rest]);
      expect([rest.length, seen.size]).toEqual([50, 250]);
    });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=99999999999999999999', 'offset'],
    ['page=0', 'page'],
    ['page=-1', 'page'],
    ['page=x', 'page'],
    ['page=99999999999999', 'page'],
    ['page=1&page=2', 'page'],
    ['page=1&offset=0', 'offset'],
    ['sort_by=colour', 'sort_by'],
    ['sort_by=description', 'sort_by'],
    ['sort_by=version', 'sort_by'],
    ['sort_by=', 'sort_by'],
    ['sort_by=id;drop%20table%20incidents', 'sort_by'],
    ['sort_order=DESC', 'sort_order'],
    ['sort_order=down', 'sort_order'],
    ['format=xml', 'format'],
    ['colour=red', 'colour'],
    ['Limit=5', 'Limit'],
    ['__proto__=1', '__proto__'],
  ])('%s is refused by name', async (parameters, field) => {
    const answer = await viewer.get(`${LIST}?${parameters}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it('every violation is told at once', async () => {
    const answer = await viewer.get(`${LIST}?limit=0&offset=x&sort_by=y&severity=HIGH&colour=red`);
    expect(faultyFields(answer).sort()).toEqual(['colour', 'limit', 'offset', 'severity', 'sort_by']);
  });

  it('a cursor that was tampered with, or belongs to another order, is refused', async () => {
    const { headers } = await viewer.get(`${LIST}?limit=5`);
    const cursor = headers.get('x-next-cursor')!;
    const [sort, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
    const forged = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const bad = [
      'x',
      cursor.slice(0, -4),
      forged('title', key, id),
      forged(sort, 'yesterday', id),
      forged(sort, 7, id),
      forged(sort, '0000-01-01T00:00:00Z', id),
      forged(sort, '9999-12-31T23:59:59-23:59', id),
      forged(sort, key, `${id}' or '1'='1`),
      forged(sort, key),
      forged(sort, `${key}\0`, id),
      Buffer.from('null').toString('base64url'),
    ];
    for (const value of [...bad, '']) {
      const answer = await viewer.get(`${LIST}?limit=5&cursor=${value}`);
      expect([value, refusalOf(answer)]).toEqual([value, [400, 'INVALID_REQUEST']]);
      expect(faultyFields(answer)).toEqual(['cursor']);
    }
    for (const more of ['offset=5', 'page=2', 'sort_by=title']) {
      const answer = await viewer.get(`${LIST}?limit=5&cursor=${cursor}&${more}`);
      expect([more, refusalOf(answer)]).toEqual([more, [400, 'INVALID_REQUEST']]);
    }
    expect((await viewer.get(`${LIST}?limit=5&cursor=${cursor}`)).status).toBe(200);
  });
});
