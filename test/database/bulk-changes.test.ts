import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type RequestContext, requestContext } from '../../src/core/context/request-context';
import type { AuditedRepository } from '../../src/core/database/audited.repository';
import { Database } from '../../src/core/database/database';
import type { Row } from '../../src/core/database/resource';
import { Forbidden } from '../../src/core/errors/domain-error';
import { CommitSignal } from '../../src/core/events/commit-signal';
import { Evidence } from '../../src/infra/evidence/evidence.entity';
import { EvidenceRepository } from '../../src/infra/evidence/evidence.repository';
import { Incident } from '../../src/infra/incidents';
import { IncidentRepository } from '../../src/infra/incidents/incident.repository';
import { Task } from '../../src/infra/tasks';
import { TaskRepository } from '../../src/infra/tasks/task.repository';
import { Threshold } from '../../src/infra/thresholds';
import { ThresholdRepository } from '../../src/infra/thresholds/threshold.repository';
import { auditOf, eventsOf, tallies } from '../e2e/infra/fixtures';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';

const TEXT = 'Quotes " \' \\ {a,b} é 🚀 null\n$1 ';
const ENGINEER = tokenOf('engineer', ['write:incidents'], null);
const AT = new Date('2026-03-04T05:06:07.089Z');

const incident = (more: Partial<Incident> = {}): Incident =>
  Object.assign(new Incident(), {
    ...{ id: randomUUID(), title: 'Many', description: 'One of many', severity: 'low', status: 'open' },
    ...{ squad: 'Data', environment: 'staging', ...more },
  });
const full = (): Partial<Incident> => ({
  ...{ title: TEXT, description: TEXT, status: 'resolved', resolved_at: AT, assignee: null },
  ...{ tags: [TEXT, 'null', '', 'a,b'], affected_services: [], root_cause: 'NULL' },
});

describe('many rows that change together', () => {
  let server: TestServer;
  let incidents: IncidentRepository;
  let evidence: EvidenceRepository;
  let tasks: TaskRepository;
  let thresholds: ThresholdRepository;
  let incidentId: string;
  const committed: string[] = [];
  beforeAll(async () => {
    server = await startServer();
    const find = <T>(type: new (...args: never[]) => T): T => server.app.get(type, { strict: false });
    [incidents, evidence] = [find(IncidentRepository), find(EvidenceRepository)];
    [tasks, thresholds] = [find(TaskRepository), find(ThresholdRepository)];
    incidentId = (await incidents.add(incident())).id;
    server.app.get(CommitSignal).onCommit((resource) => committed.push(resource));
  });
  afterAll(() => server.close());
  beforeEach(() => void committed.splice(0));
  afterEach(() => void jest.restoreAllMocks());

  /** As a request of somebody, whose credentials may be bound to an environment. */
  const asked = <T>(work: () => Promise<T>, more: Partial<RequestContext> = {}, environment?: 'staging') =>
    asCaller({ ...ENGINEER, environment: environment ?? null }, work, {
      ...{ userAgent: 'tests', baseUrl: 'https://ops.example.com' },
      ...more,
    });

  /** What the work leaves in the three tables, without what is of one row or moment alone. */
  const tracesOf = async (
    table: string,
    ids: string[],
    work: () => Promise<unknown>,
  ): Promise<object[][]> => {
    const last = `select coalesce((select max(position) from audit_logs), 0) as audited,
      coalesce((select max(position) from events), 0) as told`;
    const [{ audited, told }] = await server.sql(last);
    await work();
    const plain = async (sql: string, value: unknown): Promise<object[]> =>
      (await server.sql<{ row: object }>(sql, [value])).map(({ row }) => withoutOwn(row, ids));
    return [
      await plain(`select to_jsonb(t) as row from ${table} t where id = any($1::uuid[])`, ids),
      await plain(
        'select to_jsonb(a) as row from audit_logs a where position > $1 order by position',
        audited,
      ),
      await plain('select to_jsonb(e) as row from events e where position > $1 order by position', told),
    ];
  };

  interface Case<T extends Row> {
    readonly table: string;
    readonly rows: () => AuditedRepository<T>;
    readonly make: () => T;
    readonly mutate: (row: T) => void;
  }
  const declared = <T extends Row>(one: Case<T>): Case<Row> => one as never;
  const CASES: [string, Case<Row>][] = [
    [
      'incidents, which keep their JSON',
      declared<Incident>({
        table: 'incidents',
        rows: () => incidents,
        make: () => incident(full()),
        mutate: (row) => void Object.assign(row, { tags: null, resolved_at: null, assignee: TEXT }),
      }),
    ],
    [
      'evidence, which is audited under its incident and names the address of the server',
      declared<Evidence>({
        table: 'evidence',
        rows: () => evidence,
        make: () =>
          Object.assign(new Evidence(), {
            ...{ id: randomUUID(), incident_id: incidentId, title: TEXT, type: 'log', content: 'x.png' },
            ...{ metadata: { 'a "b"': [1.5, null, { deep: TEXT }] }, uploaded_by: 'Somebody' },
            ...{ file_key: 'k', file_name: 'x.png', file_type: 'image/png', file_size: 3, file_sha256: 's' },
          }),
        mutate: (row) => void Object.assign(row, { metadata: null, title: 'Other' }),
      }),
    ],
    [
      'tasks, with exact hours',
      declared<Task>({
        table: 'tasks',
        rows: () => tasks,
        make: () =>
          Object.assign(new Task(), {
            ...{ id: randomUUID(), title: TEXT, description: 'D', status: 'todo', priority: 'low' },
            ...{ squad: 'Data', estimated_hours: 0.07, due_date: AT, tags: ['x'] },
          }),
        mutate: (row) =>
          void Object.assign(row, { actual_hours: 99999.99, status: 'done', completed_at: AT }),
      }),
    ],
    [
      'thresholds, which tell of no event',
      declared<Threshold>({
        table: 'thresholds',
        rows: () => thresholds,
        make: () =>
          Object.assign(new Threshold(), {
            ...{ id: randomUUID(), metric_name: 'm', metric_type: 'cost', operator: '!=', severity: 'low' },
            ...{ threshold_value: 0.1 + 0.2, environment: 'all', enabled: false, cooldown_minutes: 0 },
            ...{ notification_channels: ['email', 'slack'], created_by: 'Somebody' },
          }),
        mutate: (row) => void Object.assign(row, { threshold_value: 5e-324, enabled: true }),
      }),
    ],
  ];

  it.each(CASES)('are stored, audited and told of like one that is added: %s', async (_, one) => {
    const [single, ...many] = [one.make(), one.make(), one.make()];
    const expected = await tracesOf(one.table, [single.id], () => asked(() => one.rows().add(single)));
    expect(expected).toMatchObject([[{ version: 1 }], [{ event_type: 'CREATE' }], {}]);
    const ids = many.map(({ id }) => id);
    const traces = await tracesOf(one.table, ids, () => asked(() => one.rows().addAll(many)));
    expect(traces).toEqual(expected.map((rows) => [...rows, ...rows]));
  });

  it.each(CASES)('are changed, audited and told of like one that is changed: %s', async (_, one) => {
    const [single, ...many] = [one.make(), one.make(), one.make()];
    for (const row of [single, ...many]) await asked(() => one.rows().add(row));
    const change = (): Promise<unknown> => one.rows().change(single.id, one.mutate);
    const expected = await tracesOf(one.table, [single.id], () => asked(change));
    expect(expected).toMatchObject([[{ version: 2 }], [{ event_type: 'UPDATE' }], {}]);
    const ids = many.map(({ id }) => id);
    let changed: Row[] = [];
    const traces = await tracesOf(one.table, ids, async () => {
      changed = await asked(() => one.rows().changeAll(ids, one.mutate));
    });
    expect(changed.map(({ id }) => id)).toEqual(ids.toSorted());
    expect(traces).toEqual(expected.map((rows) => [...rows, ...rows]));
  });

  it('are added in their order, with one statement for each 1,000', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => incident({ title: `Number ${index}` }));
    const titles = rows.map(({ title }) => title);
    const query = jest.spyOn(server.app.get(Database), 'query');
    await incidents.addAll(rows);
    expect(query.mock.calls.filter(([{ name }]) => name === 'insert_all_incidents')).toHaveLength(3);
    const ids = rows.map(({ id }) => id);
    const column = async (sql: string): Promise<unknown[]> =>
      (await server.sql<{ title: string }>(sql, [ids])).map(({ title }) => title);
    expect(await column('select title from incidents where id = any($1) order by jira_id')).toEqual(titles);
    const audited = `select c->>'new_value' as title from audit_logs, jsonb_array_elements(changes) c
      where c->>'field' = 'title' and resource_id = any($1::text[]) order by position`;
    expect(await column(audited)).toEqual(titles);
    const told = `select data->>'title' as title from events where resource_id = any($1) order by position`;
    expect(await column(told)).toEqual(titles);
    expect(committed).toEqual(['incident']);
  });

  it('are changed 1,000 at a time, each in its own fields', async () => {
    const rows = Array.from({ length: 1_500 }, () => incident());
    await incidents.addAll(rows);
    const ids = rows.map(({ id }) => id);
    const query = jest.spyOn(server.app.get(Database), 'query');
    const changed = await incidents.changeAll([...ids, ...ids, randomUUID()], (row) => {
      const place = ids.indexOf(row.id);
      if (place % 3 === 0) row.assignee = `Person ${place}`;
      if (place % 3 === 1) Object.assign(row, { squad: `Squad ${place}`, tags: [`${place}`] });
    });
    expect(query.mock.calls.filter(([{ text }]) => text.includes('update incidents'))).toHaveLength(4);
    expect(changed.map(({ id }) => id).toSorted()).toEqual(
      ids.filter((_, place) => place % 3 < 2).toSorted(),
    );
    const stored = await server.sql<Record<string, unknown>>(
      `select i.assignee, i.squad, i.tags, i.version, (select count(*)::int from events e where e.resource_id = i.id) as told,
        (select count(*)::int from audit_logs a
          where a.resource_type = 'incident' and a.resource_id = i.id::text) as audited
        from incidents i join unnest($1::uuid[]) with ordinality as g(id, place) using (id) order by g.place`,
      [ids],
    );
    expect(stored).toEqual(
      ids.map((_, place) => ({
        assignee: place % 3 === 0 ? `Person ${place}` : null,
        squad: place % 3 === 1 ? `Squad ${place}` : 'Data',
        tags: place % 3 === 1 ? [`${place}`] : null,
        ...(place % 3 < 2 ? { version: 2, told: 2, audited: 2 } : { version: 1, told: 1, audited: 1 }),
      })),
    );
    const [{ action_description }] = await server.sql(
      `select action_description from audit_logs where resource_id = $1 order by position desc limit 1`,
      [ids[1]],
    );
    expect(action_description).toMatch(/^Updated incident INC-\d+: squad, tags$/);
  });

  it('are added all or not at all', async () => {
    const rows = Array.from({ length: 1_200 }, () => incident());
    const before = await tallies(server);
    await expect(incidents.addAll([...rows, rows[0]])).rejects.toThrow('duplicate key');
    await expect(incidents.addAll([...rows, incident({ severity: 'none' as never })])).rejects.toThrow();
    expect([await tallies(server), committed]).toEqual([before, []]);
  });

  it('are changed all or not at all', async () => {
    const rows = Array.from({ length: 1_200 }, () => incident());
    await incidents.addAll(rows);
    const last = rows.map(({ id }) => id).toSorted()[1_199];
    const before = await tallies(server);
    committed.splice(0);
    const attempt = incidents.changeAll(
      rows.map(({ id }) => id),
      (row) => {
        if (row.id === last) throw new Error('halfway');
        row.assignee = 'Never';
      },
    );
    await expect(attempt).rejects.toThrow('halfway');
    expect([await tallies(server), committed]).toEqual([before, []]);
    expect(await server.sql(`select 1 from incidents where assignee = 'Never'`)).toEqual([]);
  });

  it('none of which differ are neither written nor told of, and no rows are no change', async () => {
    const rows = [incident(), incident()];
    await incidents.addAll(rows);
    const before = await tallies(server);
    committed.splice(0);
    const ids = rows.map(({ id }) => id);
    expect(await incidents.changeAll(ids, (row) => void (row.title = 'Many'))).toEqual([]);
    expect(await incidents.changeAll([], () => undefined)).toEqual([]);
    await incidents.addAll([]);
    expect([await tallies(server), committed]).toEqual([before, []]);
  });

  it('leave out those that have been removed', async () => {
    const [gone, left] = [incident(), incident()];
    await incidents.addAll([gone, left]);
    await incidents.remove(gone.id);
    const changed = await incidents.changeAll([gone.id, left.id], (row) => void (row.title = 'Changed'));
    expect(changed.map(({ id }) => id)).toEqual([left.id]);
    expect(await auditOf(server, gone.id)).toHaveLength(2);
    expect(await eventsOf(server, left.id)).toMatchObject([{}, { data: { title: 'Changed' } }]);
  });

  it('are those of their environment alone for a caller who is bound to one', async () => {
    const [own, foreign] = [incident(), incident({ environment: 'production' })];
    const bound = <T>(work: () => Promise<T>): Promise<T> => asked(work, {}, 'staging');
    const before = await tallies(server);
    await expect(bound(() => incidents.addAll([own, foreign]))).rejects.toThrow(Forbidden);
    expect(await tallies(server)).toEqual(before);
    await incidents.addAll([own, foreign]);
    const ids = [own.id, foreign.id];
    const changed = await bound(() => incidents.changeAll(ids, (row) => void (row.title = 'Mine')));
    expect(changed.map(({ id }) => id)).toEqual([own.id]);
    expect(await auditOf(server, foreign.id)).toHaveLength(1);
    const move = (row: Incident): void => void (row.environment = 'production');
    await expect(bound(() => incidents.changeAll(ids, move))).rejects.toThrow(Forbidden);
    expect((await incidents.find(own.id))?.environment).toBe('staging');
  });

  it('leave If-Match to the row that the path names', async () => {
    const [named, other] = [incident(), incident()];
    await incidents.addAll([named, other]);
    const precondition = ['"1"'];
    await asked(
      async () => {
        await incidents.changeAll([other.id], (row) => void (row.title = 'Along'));
        await incidents.changeAll([other.id], (row) => void (row.title = 'Along again'));
        await incidents.change(named.id, (row) => void (row.title = 'Meant'));
        expect(requestContext.current()?.precondition).toBeNull();
      },
      { precondition },
    );
    expect((await incidents.find(named.id))?.title).toBe('Meant');
  });

  it('by two at the same time, in any order, wait for each other and never in vain', async () => {
    const rows = Array.from({ length: 300 }, () => incident());
    await incidents.addAll(rows);
    const ids = rows.map(({ id }) => id);
    const count = (row: Incident): void => void (row.assignee = `${Number(row.assignee ?? 0) + 1}`);
    await Promise.all(
      Array.from({ length: 8 }, (_, round) => incidents.changeAll(round % 2 ? ids : ids.toReversed(), count)),
    );
    const stored = await server.sql(
      'select distinct assignee, version from incidents where id = any($1::uuid[])',
      [ids],
    );
    expect(stored).toEqual([{ assignee: '8', version: 9 }]);
  });
});

const OF_ITS_OWN = new Set([
  'id',
  'position',
  'xid',
  'search',
  'timestamp',
  'created_at',
  'updated_at',
  'uploaded_at',
]);

/** The same for rows that differ in their identity and moment alone. */
function withoutOwn(row: object, ids: readonly string[]): object {
  return JSON.parse(JSON.stringify(row), (key, value: unknown) => {
    if (OF_ITS_OWN.has(key)) return null;
    if (key === 'wire') return withoutOwn(JSON.parse(value as string) as object, ids);
    if (typeof value !== 'string') return value;
    const plain = ids.reduce((text, id) => text.replaceAll(id, 'ID'), value);
    return plain.replaceAll(/(INC|TASK)-\d+/g, '$1');
  }) as object;
}
