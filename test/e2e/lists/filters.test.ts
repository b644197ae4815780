import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { fillIncidents, type ListedRow, query } from './data';

const LIST = '/infra/incidents';

describe('the filters of a list', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    await fillIncidents(server);
  });
  afterAll(() => server.close());

  /** The list must hold exactly the rows that the SQL condition holds for, and count them so. */
  const expectRows = async (parameters: string, condition: string): Promise<void> => {
    const expected = await server.sql<{ id: string }>(`select id from incidents where ${condition}`);
    // A condition that holds for all or none would let a filter pass that does nothing.
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(250);
    const ids: string[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const answer = await viewer.get<{ data: ListedRow[] }>(`${LIST}?limit=100&page=${page}&${parameters}`);
      expect([parameters, answer.status]).toEqual([parameters, 200]);
      expect(answer.headers.get('x-total-count')).toBe(String(expected.length));
      ids.push(...answer.body.data.map(({ id }) => id));
    }
    expect(ids.sort()).toEqual(expected.map(({ id }) => id).sort());
  };

  it.each([
    ['severity=high', `severity = 'high'`],
    [
      'severity=high&status=investigating&environment=staging',
      `severity = 'high' and environment = 'staging'`,
    ],
    ['severity=high,low', `severity in ('high', 'low')`],
    ['severity=high&severity=low', `severity in ('high', 'low')`],
    ['severity=high%2Clow&severity=critical', `severity in ('high', 'low', 'critical')`],
    ['status=open, closed'.replace(' ', '%20'), `status in ('open', 'closed')`],
    ['squad=Payments', `squad = 'Payments'`],
    ['assignee=Person%203,Person+4', `assignee in ('Person 3', 'Person 4')`],
    ['jira_id=INC-1007,INC-1008', `jira_id in ('INC-1007', 'INC-1008')`],
    ['tag=even', `'even' = any(tags)`],
    ['tag=by-2,by-4', `tags && array['by-2', 'by-4']`],
    ['tag=by-2&tag=by-4', `tags && array['by-2', 'by-4']`],
    ['affected_service=service-3', `'service-3' = any(affected_services)`],
  ])('%s', (parameters, condition) => expectRows(parameters, condition));

  it.each([
    ['created_from=2026-01-03', `created_at >= '2026-01-03T00:00:00Z'`],
    ['created_to=2026-01-03', `created_at < '2026-01-04T00:00:00Z'`],
    ['created_from=2026-01-02&created_to=2026-01-02', `created_at::date = '2026-01-02'`],
    ['created_from=2026-01-02T05:00:00Z', `created_at >= '2026-01-02T05:00:00Z'`],
    ['created_to=2026-01-02T05:00:00Z', `created_at <= '2026-01-02T05:00:00Z'`],
    ['created_to=2026-01-02T07:00:00%2B02:00', `created_at <= '2026-01-02T05:00:00Z'`],
    ['resolved_from=2026-02-05', `resolved_at >= '2026-02-05'`],
    ['resolved_to=2026-02-01T00:00:00.123Z', `resolved_at <= '2026-02-01T00:00:00.123Z'`],
    ['resolved_to=2026-02-01T00:00:01Z&severity=low', `resolved_at < '2026-02-02' and severity = 'low'`],
  ])('%s, both ends included', (parameters, condition) => expectRows(parameters, condition));

  const filter = (...entries: unknown[]): string => query({ filter: JSON.stringify(entries) });
  const on = (field: string, operator: string, value: unknown): unknown => ({ field, operator, value });

  it.each<[string, string, unknown, string]>([
    ['title', 'eq', 'alpha', `title = 'alpha'`],
    ['title', 'ne', 'alpha', `title <> 'alpha'`],
    ['title', 'gt', 'beta', `title > 'beta'`],
    ['title', 'lte', 'beta', `title <= 'beta'`],
    ['title', 'contains', 'LPH', `title ilike '%lph%'`],
    ['title', 'contains', 'é', `title ilike '%é%'`],
    ['title', 'in', ['zeta', 'a b'], `title in ('zeta', 'a b')`],
    ['severity', 'eq', 'high', `severity = 'high'`],
    ['severity', 'gt', 'medium', `severity in ('high', 'critical')`],
    ['severity', 'gte', 'medium', `severity in ('medium', 'high', 'critical')`],
    ['severity', 'lt', 'medium', `severity = 'low'`],
    ['severity', 'ne', 'low', `severity <> 'low'`],
    ['severity', 'contains', 'ig', `severity = 'high'`],
    ['status', 'lte', 'investigating', `status in ('open', 'investigating')`],
    ['status', 'in', ['open'], `status = 'open'`],
    ['created_at', 'gte', '2026-01-03', `created_at >= '2026-01-03'`],
    ['created_at', 'lt', '2026-01-03T00:00:00Z', `created_at < '2026-01-03'`],
    ['created_at', 'eq', '2026-01-01T01:00:00Z', `created_at = '2026-01-01T01:00:00Z'`],
    [
      'created_at',
      'in',
      ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'],
      `created_at in ('2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z')`,
    ],
    ['resolved_at', 'eq', null, 'resolved_at is null'],
    ['resolved_at', 'ne', null, 'resolved_at is not null'],
    [
      'resolved_at',
      'ne',
      '2026-02-02T00:00:00.123Z',
      `resolved_at is distinct from '2026-02-02T00:00:00.123Z'`,
    ],
    ['assignee', 'eq', null, 'assignee is null'],
    ['assignee', 'ne', 'Person 3', `assignee is distinct from 'Person 3'`],
    ['assignee', 'contains', '%', 'false'],
    ['tags', 'contains', 'even', `'even' = any(tags)`],
    ['tags', 'in', ['by-2', 'by-4'], `tags && array['by-2', 'by-4']`],
    ['tags', 'eq', null, 'tags is null'],
  ])('filter: %s %s %j', async (field, operator, value, condition) => {
    if (condition !== 'false') return expectRows(filter(on(field, operator, value)), condition);
    // What would be a wildcard in LIKE is a character like any other.
    const { status, body } = await viewer.get(`${LIST}?${filter(on(field, operator, value))}`);
    expect([status, body]).toEqual([200, []]);
  });

  it('all conditions must hold, whichever way they were given', () =>
    expectRows(
      `squad=Data&${filter(on('severity', 'gte', 'high'), on('resolved_at', 'ne', null))}&created_from=2026-01-02`,
      `squad = 'Data' and severity in ('high', 'critical') and resolved_at is not null and created_at >= '2026-01-02'`,
    ));

  it('ten conditions are taken, an empty list of them is none, eleven are refused', async () => {
    const one = on('severity', 'ne', 'low');
    await expectRows(filter(...Array<unknown>(10).fill(one)), `severity <> 'low'`);
    const none = await viewer.get(`${LIST}?${filter()}`);
    expect([none.status, none.headers.get('x-total-count')]).toEqual([200, '250']);
    const answer = await viewer.get(`${LIST}?${filter(...Array<unknown>(11).fill(one))}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['filter']);
  });

  it.each<[string, string, string]>([
    ['no JSON', 'filter=severity:high', 'filter'],
    ['nothing', 'filter=', 'filter'],
    ['an object', query({ filter: '{"field":"severity"}' }), 'filter'],
    ['JSON null', 'filter=null', 'filter'],
    ['given twice', 'filter=[]&filter=[]', 'filter'],
    ['an entry that is no object', filter(7), 'filter.0.field,filter.0.operator'],
    ['an entry of null', filter(null), 'filter.0.field,filter.0.operator'],
    ['an unknown field', filter(on('colour', 'eq', 'red')), 'filter.0.field'],
    ['a hidden field', filter(on('deleted_at', 'eq', null)), 'filter.0.field'],
    ['a field of the prototype', filter(on('__proto__', 'eq', 1)), 'filter.0.field'],
    ['a field that is not for filters', filter(on('description', 'eq', 'x')), 'filter.0.field'],
    ['an unknown operator', filter(on('severity', 'like', 'high')), 'filter.0.operator'],
    ['an operator of the prototype', filter(on('severity', 'constructor', 'high')), 'filter.0.operator'],
    ['an unknown enum value', filter(on('severity', 'eq', 'HIGH')), 'filter.0.value'],
    ['null where there is none', filter(on('severity', 'eq', null)), 'filter.0.value'],
    ['null for an order', filter(on('resolved_at', 'gt', null)), 'filter.0.value'],
    ['an object as value', filter(on('title', 'eq', { a: 1 })), 'filter.0.value'],
    ['no value', filter({ field: 'title', operator: 'eq' }), 'filter.0.value'],
    ['a list for eq', filter(on('title', 'eq', ['a'])), 'filter.0.value'],
    ['one value for in', filter(on('title', 'in', 'a')), 'filter.0.value'],
    ['no values for in', filter(on('title', 'in', [])), 'filter.0.value'],
    ['too many values for in', filter(on('title', 'in', Array(101).fill('a'))), 'filter.0.value'],
    ['null among values', filter(on('assignee', 'in', [null])), 'filter.0.value'],
    ['contains on a time', filter(on('created_at', 'contains', '2026')), 'filter.0.value'],
    ['an order on a list', filter(on('tags', 'gt', 'a')), 'filter.0.value'],
    ['a time that is none', filter(on('created_at', 'gt', 'yesterday')), 'filter.0.value'],
    ['a day that does not exist', filter(on('created_at', 'gt', '2026-02-30')), 'filter.0.value'],
    ['a NUL character', filter(on('title', 'eq', 'a\0')), 'filter.0.value'],
    ['a very long value', filter(on('title', 'contains', 'a'.repeat(1001))), 'filter.0.value'],
    ['the second of two', filter(on('title', 'eq', 'a'), on('x', 'eq', 1)), 'filter.1.field'],
  ])('a filter is refused: %s', async (_, parameters, fields) => {
    const answer = await viewer.get(`${LIST}?${parameters}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer).join()).toBe(fields);
  });

  it.each([
    ['severity=High', 'severity'],
    ['severity=high,', 'severity'],
    ['severity=', 'severity'],
    ['status=open,unheard', 'status'],
    ['environment=prod', 'environment'],
    ['squad=', 'squad'],
    ['created_from=yesterday', 'created_from'],
    ['created_from=2026-13-01', 'created_from'],
    ['created_from=2026-02-30', 'created_from'],
    ['created_from=2026-01-01T00:00:00', 'created_from'],
    ['created_from=0000-01-01', 'created_from'],
    ['created_to=0000-01-01', 'created_to'],
    ['created_to=9999-12-31T23:59:59-01:00', 'created_to'],
    ['created_to=2026-01-01&created_to=2026-01-02', 'created_to'],
    ['created_at=2026-01-01', 'created_at'],
    ['description=x', 'description'],
    ['tags=even', 'tags'],
    ['deleted_at=', 'deleted_at'],
  ])('%s is refused by name', async (parameters, field) => {
    const answer = await viewer.get(`${LIST}?${parameters}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it('the last moment that can be written is taken', async () => {
    const { status } = await viewer.get(`${LIST}?created_to=9999-12-31&created_from=0001-01-01`);
    expect(status).toBe(200);
  });
});
