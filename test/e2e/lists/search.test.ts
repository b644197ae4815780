import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { User } from '../../../src/auth';
import { specOf } from '../../../src/core/database/resource';
import { countStatement } from '../../../src/core/lists/list-statements';
import { parseListQuery } from '../../../src/core/lists/parse-list-query';
import { Evidence } from '../../../src/infra/evidence/evidence.entity';
import { Incident } from '../../../src/infra/incidents';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import { fillIncidents, type ListedRow, query } from './data';

const LIST = '/infra/incidents';

describe('the search of a list', () => {
  let server: TestServer;
  let engineer: Actor;
  const known = new Map<string, string>();
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    await fillIncidents(server);
    const open = async (name: string, title: string, description: string, change?: object): Promise<void> => {
      const { id } = await openIncident(engineer, { title, description }, change as Record<string, unknown>);
      known.set(id, name);
    };
    await open('disk', 'Disk full on payment host', 'The volume filled up with core dumps.');
    await open('full', 'Full moon party on the disk farm', 'Nothing of importance at all.');
    await open('queue', 'Queue grows', 'Consumers of payments are stuck, the disk is idle.');
    await open('cause', 'Slow answers', 'Customers are waiting.', { root_cause: 'A misconfigured balancer' });
    await open('cure', 'Slow pages', 'Customers are waiting.', { resolution: 'Rolled back the balancer' });
  });
  afterAll(() => server.close());

  const found = async (search: string, more: Record<string, string> = {}): Promise<string[]> => {
    const answer = await engineer.get<ListedRow[]>(`${LIST}?${query({ search, limit: 100, ...more })}`);
    expect([search, answer.status]).toEqual([search, 200]);
    expect(answer.headers.get('x-total-count')).toBe(String(answer.body.length));
    return answer.body.map(({ id }) => known.get(id) ?? 'another').sort();
  };

  it.each([
    ['a word in title or description', 'disk', ['disk', 'full', 'queue']],
    ['a word in whatever case', 'DISK', ['disk', 'full', 'queue']],
    ['a word in another form', 'payment', ['disk', 'queue']],
    ['several words, of which all must be there', 'disk payment', ['disk', 'queue']],
    ['a phrase', '"disk full"', ['disk']],
    ['a word that must not be there', 'disk -payment', ['full']],
    ['a phrase that must not be there', 'disk -"disk full"', ['full', 'queue']],
    ['either of two words', 'moon or consumers', ['full', 'queue']],
    ['root cause and resolution', 'balancer', ['cause', 'cure']],
    ['words of several fields', 'slow misconfigured', ['cause']],
    ['nothing that is there', 'unicorn', []],
    ['a stop word alone', 'the', []],
  ])('finds by %s', async (_, search, names) => {
    expect(await found(search)).toEqual(names);
  });

  it('finds an incident by its jira_id, in whatever case, and no other', async () => {
    for (const search of ['INC-1042', 'inc-1042', '"INC-1042"']) {
      const answer = await engineer.get<ListedRow[]>(`${LIST}?${query({ search })}`);
      expect(answer.body.map(({ jira_id }) => jira_id)).toEqual(['INC-1042']);
    }
  });

  it('goes together with filters and pages', async () => {
    const { id } = await openIncident(engineer, { title: 'Disk of staging', environment: 'staging' });
    known.set(id, 'staging');
    expect(await found('disk', { environment: 'staging' })).toEqual(['staging']);
    const page = await engineer.get(`${LIST}?search=quorum&limit=2&page=2`);
    expect(page.body).toMatchObject({ pagination: { total_items: 5, total_pages: 3, has_next: true } });
  });

  it('sees a change at once', async () => {
    const { id } = await openIncident(engineer, { title: 'Before the zeppelin' });
    known.set(id, 'changed');
    expect(await found('zeppelin')).toEqual(['changed']);
    await engineer.patch(`${LIST}/${id}`, { title: 'After the aeroplane' });
    expect(await found('zeppelin')).toEqual([]);
    expect(await found('aeroplane')).toEqual(['changed']);
  });

  it.each([
    ['an open quote', '"disk full'],
    ['nothing but operators', '- or - or ""'],
    ['characters of the query language', `disk & | ! ( ) : * <-> \\ '`],
    ['an attempt at SQL', `'); drop table incidents; --`],
    ['other scripts', 'サーバー 🚀'],
    ['a thousand characters', 'disk '.repeat(200).trim()],
  ])('takes %s as text', async (_, search) => {
    await found(search);
    expect((await server.sql(`select 1 from incidents limit 1`)).length).toBe(1);
  });

  it('of blanks only is none; longer than a thousand characters, repeated or with NUL it is refused', async () => {
    const blank = await engineer.get(`${LIST}?search=%20%20`);
    const all = await engineer.get(LIST);
    expect(blank.headers.get('x-total-count')).toBe(all.headers.get('x-total-count'));
    for (const parameters of [`search=${'a'.repeat(1001)}`, 'search=a&search=b', 'search=a%00b']) {
      const answer = await engineer.get(`${LIST}?${parameters}`);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual(['search']);
    }
  });

  it('a question mark in the query is part of it, and what follows still counts', async () => {
    const answer = await engineer.get<ListedRow[]>(`${LIST}?search=disk?&limit=1`);
    expect([answer.status, answer.body.length, answer.headers.get('x-total-count')]).toEqual([200, 1, '4']);
  });

  it('percent-encoding that is no UTF-8 is refused', async () => {
    const answer = await engineer.get(`${LIST}?search=%ff`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
  });

  it.each([Incident, Evidence, User])('of $name is answered by its index', async (entity) => {
    const spec = specOf<unknown>(entity);
    const asked = parseListQuery(spec, '/', query({ search: 'disk -"full"' }), undefined);
    const statement = countStatement(spec, asked, { baseUrl: '' });
    const runner = server.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    try {
      // With so few rows anything else would win; what counts is that the index fits the condition as it is asked.
      await runner.query('set local enable_seqscan = off');
      const partial = (await runner.query(
        'select indexrelid::regclass::text as name from pg_index where indrelid = $1::regclass and indpred is not null',
        [spec.table],
      )) as { name: string }[];
      await runner.query(`drop index ${partial.map(({ name }) => name).join(', ')}`);
      const plan = (await runner.query(`explain ${statement.text}`, statement.values)) as {
        'QUERY PLAN': string;
      }[];
      const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(lines).toContain(`Bitmap Index Scan on ${spec.table}_search_idx`);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
