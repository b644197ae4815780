import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { refusalOf } from '../infra/fixtures';
import { fillIncidents, query } from './data';

const LIST = '/infra/incidents';
const PAYLOADS = [
  `' or '1'='1`,
  `'; drop table incidents; --`,
  `" or 1=1 --`,
  `1; select pg_sleep(10)`,
  `$1`,
  `\\'; select 1; --`,
  `{a,b}`,
  `%' or true or title like '%`,
  `created_at, (select password_hash from users limit 1)`,
  `__proto__`,
  '\ud83d\ude80'.repeat(50),
];
/** Free text: any value is a value, and one that no row has. */
const FREE = ['squad', 'assignee', 'tag', 'affected_service', 'jira_id'];
const CLOSED = [
  'limit',
  'offset',
  'page',
  'cursor',
  'sort_by',
  'sort_order',
  'severity',
  'status',
  'environment',
  'created_from',
  'created_to',
  'resolved_from',
  'resolved_to',
  'filter',
  'format',
];

describe('SQL and worse in the parameters of a list', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    await fillIncidents(server);
  });
  afterAll(async () => {
    await server.close();
  });

  const untouched = async (): Promise<void> => {
    const [{ count }] = await server.sql<{ count: number }>('select count(*)::int as count from incidents');
    expect(count).toBe(250);
  };

  it.each(FREE)('%s takes it as text that no row has', async (name) => {
    for (const payload of PAYLOADS) {
      const { status, body } = await viewer.get(`${LIST}?${query({ [name]: payload })}`);
      expect([payload, status, body]).toEqual([payload, 200, []]);
    }
    await untouched();
  });

  it.each(CLOSED)('%s refuses it', async (name) => {
    for (const payload of PAYLOADS) {
      const answer = await viewer.get(`${LIST}?${query({ [name]: payload })}`);
      expect([payload, ...refusalOf(answer)]).toEqual([payload, 400, 'INVALID_REQUEST']);
    }
    await untouched();
  });

  it('search takes it as words', async () => {
    for (const payload of PAYLOADS) {
      const { status, body } = await viewer.get<unknown[]>(`${LIST}?${query({ search: payload })}`);
      expect([payload, status, Array.isArray(body)]).toEqual([payload, 200, true]);
    }
    await untouched();
  });

  it('a filter takes it as a value, and nowhere else', async () => {
    for (const payload of PAYLOADS) {
      const ask = (entry: unknown): string => `${LIST}?${query({ filter: JSON.stringify([entry]) })}`;
      for (const operator of ['eq', 'contains']) {
        const { status, body } = await viewer.get(ask({ field: 'title', operator, value: payload }));
        expect([payload, status, body]).toEqual([payload, 200, []]);
      }
      const some = await viewer.get(ask({ field: 'tags', operator: 'in', value: [payload, 'a,b'] }));
      expect([some.status, some.body]).toEqual([200, []]);
      for (const entry of [
        { field: payload, operator: 'eq', value: 'a' },
        { field: 'title', operator: payload, value: 'a' },
        { field: 'severity', operator: 'eq', value: payload },
      ]) {
        expect(refusalOf(await viewer.get(ask(entry)))).toEqual([400, 'INVALID_REQUEST']);
      }
    }
    await untouched();
  });

  it('as the name of a parameter it is unknown', async () => {
    for (const payload of PAYLOADS) {
      const answer = await viewer.get(`${LIST}?${encodeURIComponent(payload)}=1`);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    }
    await untouched();
  });

  it('in a Link header it is still one link', async () => {
    for (const payload of ['a>; rel="next", <http://evil.example/', 'a"b', 'a\r\nX-Evil: 1']) {
      const answer = await viewer.get(`${LIST}?${query({ squad: payload })}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-evil')).toBeNull();
      const link = answer.headers.get('link')!;
      expect(link.match(/rel="/g)).toHaveLength(2);
      expect(link).not.toContain('<http');
    }
  });

  it('a thousand parameters are refused as quickly as one', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `p${index}=1`).join('&');
    expect(refusalOf(await viewer.get(`${LIST}?${many}`))).toEqual([400, 'INVALID_REQUEST']);
    const values = Array.from({ length: 500 }, () => 'high').join(',');
    expect(refusalOf(await viewer.get(`${LIST}?severity=${values}`))).toEqual([400, 'INVALID_REQUEST']);
  });
});
