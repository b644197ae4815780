import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { readCsv, walk } from '../lists/data';
import { report, type TechniqueBody } from './mitre-scene';

const TACTICS = '/secops/mitre/tactics';
const TECHNIQUES = '/secops/mitre/techniques';

describe('the ATT&CK catalogue', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    const engineer = await server.as('engineer');
    for (const detected_at of ['2026-01-02T00:00:00Z', '2026-03-04T05:06:07Z', '2026-02-01T00:00:00Z'])
      await report(engineer, { technique_id: 'T1078', detected_at });
    await report(engineer, { technique_id: 'T1059.001', detected_at: '2026-04-01T00:00:00Z' });
  });
  afterAll(() => server.close());

  const total = async (parameters: string): Promise<number> => {
    const answer = await viewer.get<TechniqueBody[]>(`${TECHNIQUES}?limit=100&${parameters}`);
    expect(answer.status).toBe(200);
    expect(answer.body.length).toBe(Math.min(100, Number(answer.headers.get('x-total-count'))));
    return Number(answer.headers.get('x-total-count'));
  };

  it('is there after the first start: all tactics in the order of the matrix', async () => {
    const { status, body, headers } = await viewer.get<Record<string, unknown>[]>(TACTICS);
    expect([status, headers.get('x-total-count')]).toEqual([200, '14']);
    expect(body.map(({ id }) => id)).toEqual([
      ...['TA0043', 'TA0042', 'TA0001', 'TA0002', 'TA0003', 'TA0004', 'TA0005'],
      ...['TA0006', 'TA0007', 'TA0008', 'TA0009', 'TA0011', 'TA0010', 'TA0040'],
    ]);
    expect(body[2]).toEqual({
      id: 'TA0001',
      name: 'Initial Access',
      description: 'Winning a first foothold inside, for instance by phishing or through an exposed service.',
      url: 'https://attack.mitre.org/tactics/TA0001',
      short_name: 'initial-access',
      position: 3,
    });
  });

  it('has all techniques and sub-techniques', async () => {
    expect(await total('')).toBe(691);
    expect(await total('is_subtechnique=true')).toBe(475);
    expect(await total('parent_id=T1059')).toBe(13);
    expect(await total('retired=true')).toBe(0);
  });

  it('gives a technique by any of its tactics, of which tactic_id is the first', async () => {
    const { body } = await viewer.get<TechniqueBody[]>(`${TECHNIQUES}?id=T1078`);
    expect(body).toEqual([
      {
        id: 'T1078',
        name: 'Valid Accounts',
        description:
          'Valid Accounts, a technique for Initial Access, Persistence, Privilege Escalation and Defense Evasion.',
        tactic_id: 'TA0001',
        tactic_ids: ['TA0001', 'TA0003', 'TA0004', 'TA0005'],
        detection_count: 3,
        last_detected: '2026-03-04T05:06:07.000Z',
        url: 'https://attack.mitre.org/techniques/T1078',
        is_subtechnique: false,
        parent_id: null,
        retired: false,
      },
    ]);
    for (const tactic of body[0].tactic_ids) {
      const answer = await viewer.get<TechniqueBody[]>(`${TECHNIQUES}?tactic_id=${tactic}&id=T1078,T1595`);
      expect(answer.body.map(({ id }) => id)).toEqual(['T1078']);
    }
    expect(await total('tactic_id=TA0002&id=T1078')).toBe(0);
  });

  it('counts every pair of technique and tactic once: the filters of all tactics add up', async () => {
    const { body } = await viewer.get<{ id: string }[]>(TACTICS);
    const counts = await Promise.all(body.map(({ id }) => total(`tactic_id=${id}`)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(887);
    expect(await total(`tactic_id=${body.map(({ id }) => id).join(',')}`)).toBe(691);
    const both = (await total('tactic_id=TA0003')) + (await total('tactic_id=TA0004'));
    expect(await total('tactic_id=TA0003&tactic_id=TA0004')).toBeLessThan(both);
  });

  it.each([
    ['id', 'asc'],
    ['name', 'desc'],
    ['detection_count', 'desc'],
    ['last_detected', 'asc'],
  ])(
    'sorted by %s %s, pages by cursor and by offset meet every technique once',
    async (sort_by, sort_order) => {
      const base = `limit=100&sort_by=${sort_by}&sort_order=${sort_order}`;
      const byCursor = await walk(viewer, TECHNIQUES, (previous) => {
        const cursor = previous?.headers.get('x-next-cursor');
        return previous && !cursor ? null : `${base}${cursor ? `&cursor=${cursor}` : ''}`;
      });
      const byOffset = await walk(viewer, TECHNIQUES, (_, pages) =>
        pages < 7 ? `${base}&offset=${pages * 100}` : null,
      );
      const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
      expect(ids(byCursor)).toEqual(ids(byOffset));
      expect(new Set(ids(byCursor)).size).toBe(691);
      const first = { id: 'T1001', name: undefined, detection_count: 'T1078', last_detected: 'T1078' }[
        sort_by
      ];
      expect(byCursor[0].id).toBe(
        first ?? byCursor.toSorted((a, b) => (String(a.name) < String(b.name) ? 1 : -1))[0].id,
      );
    },
  );

  it('is sorted by id unless asked otherwise, 20 at a time', async () => {
    const { body, headers } = await viewer.get<TechniqueBody[]>(TECHNIQUES);
    expect([body.length, body[0].id, body[1].id]).toEqual([20, 'T1001', 'T1001.001']);
    expect(headers.get('link')).toContain('rel="next"');
    const paged = await viewer.get<{ pagination: unknown }>(`${TECHNIQUES}?page=7&limit=100`);
    expect(paged.body.pagination).toMatchObject({ total_items: 691, total_pages: 7, has_next: false });
  });

  it('filters by what was detected, and by words', async () => {
    const filter = (field: string, operator: string, value: unknown): string =>
      `filter=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`;
    expect(await total(filter('detection_count', 'gt', 0))).toBe(2);
    expect(await total(filter('detection_count', 'gte', 2))).toBe(1);
    expect(await total('last_detected_from=2026-03-05')).toBe(1);
    expect(await total('search=powershell')).toBe(2);
    expect(await total('search=T1205.002')).toBe(1);
    expect(await total('search=socket%20filters')).toBe(1);
    expect(await total('tactic_id=TA9999')).toBe(0);
    expect(Number((await viewer.get(`${TACTICS}?search=phishing`)).headers.get('x-total-count'))).toBe(1);
    expect(Number((await viewer.get(`${TACTICS}?short_name=impact`)).headers.get('x-total-count'))).toBe(1);
  });

  it('comes whole as CSV', async () => {
    const answer = await viewer.get<string>(`${TECHNIQUES}?format=csv&sort_by=id&sort_order=asc`);
    const { header, rows } = readCsv(answer.text);
    expect(header).toEqual([
      ...['id', 'name', 'description', 'tactic_id', 'tactic_ids', 'detection_count', 'last_detected', 'url'],
      ...['is_subtechnique', 'parent_id', 'retired'],
    ]);
    expect(rows).toHaveLength(691);
    expect(rows.find(({ id }) => id === 'T1078')).toMatchObject({
      tactic_ids: 'TA0001; TA0003; TA0004; TA0005',
      detection_count: '3',
    });
  });

  it.each([
    ['techniques?tactic=TA0001', 'tactic'],
    ['techniques?limit=101', 'limit'],
    ['techniques?sort_by=search', 'sort_by'],
    ['techniques?is_subtechnique=yes', 'is_subtechnique'],
    ['techniques?cursor=bm9uc2Vuc2U', 'cursor'],
    ['tactics?sort_by=description', 'sort_by'],
    ['tactics?created_from=2026-01-01', 'created_from'],
  ])('%s is refused', async (path, field) => {
    const answer = await viewer.get(`/secops/mitre/${path}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it('a cursor carries any id as a value, never as text of a statement', async () => {
    const cursor = Buffer.from(JSON.stringify(['id', "x'; drop", "x'; drop"])).toString('base64url');
    const answer = await viewer.get<TechniqueBody[]>(
      `${TECHNIQUES}?sort_by=id&sort_order=asc&cursor=${cursor}`,
    );
    expect([answer.status, answer.body]).toEqual([200, []]);
    const nul = Buffer.from(JSON.stringify(['id', 'T1', 'T\0'])).toString('base64url');
    expect(refusalOf(await viewer.get(`${TECHNIQUES}?cursor=${nul}`))).toEqual([400, 'INVALID_REQUEST']);
  });
});
