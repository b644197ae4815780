import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import type { Actor } from '../../support/actor';
import { draft, faultyFields, type IncidentBody, openIncident, refusalOf } from './fixtures';

const FIELDS = [
  'id',
  'jira_id',
  'title',
  'description',
  'severity',
  'status',
  'squad',
  'environment',
  'created_at',
  'updated_at',
  'resolved_at',
  'assignee',
  'tags',
  'affected_services',
  'root_cause',
  'resolution',
  'jira_url',
];
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOBODY = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

describe('incidents', () => {
  let server: TestServer;
  let engineer: Actor;
  let first: IncidentBody;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    first = (await engineer.post<IncidentBody>('/infra/incidents', draft())).body;
  });
  afterAll(() => server.close());

  it('the first incident is INC-1001 and the next ones count on', async () => {
    expect(first.jira_id).toBe('INC-1001');
    expect((await openIncident(engineer)).jira_id).toBe('INC-1002');
    expect((await openIncident(engineer)).jira_id).toBe('INC-1003');
  });

  it('a new incident has all seventeen fields in their order, and null where nothing is known', () => {
    expect(Object.keys(first)).toEqual(FIELDS);
    expect(first).toEqual({
      ...draft(),
      id: expect.stringMatching(UUID_V4),
      jira_id: 'INC-1001',
      status: 'open',
      created_at: expect.stringMatching(ISO),
      updated_at: expect.stringMatching(ISO),
      resolved_at: null,
      assignee: null,
      tags: null,
      affected_services: null,
      root_cause: null,
      resolution: null,
      jira_url: null,
    });
  });

  it('what is answered to the creation is what is read afterwards, by id and by jira_id', async () => {
    const created = await engineer.post('/infra/incidents', draft({ affected_services: ['api', 'web'] }));
    expect(created.status).toBe(201);
    for (const key of [created.body.id, created.body.jira_id]) {
      const read = await engineer.get(`/infra/incidents/${String(key)}`);
      expect([read.status, read.text]).toEqual([200, created.text]);
      expect(read.headers.get('etag')).toBe(created.headers.get('etag'));
    }
  });

  it('an id in capitals is the same id', async () => {
    const read = await engineer.get(`/infra/incidents/${first.id.toUpperCase()}`);
    expect([read.status, read.body.id]).toEqual([200, first.id]);
  });

  it('fifty incidents opened at the same time have fifty numbers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        engineer.post('/infra/incidents', draft({ title: `At once ${index}` })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(new Set(answers.map(({ body }) => body.jira_id)).size).toBe(50);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(50);
  });

  it.each([
    ['an unknown id', NOBODY],
    ['an unknown jira_id', 'INC-999999'],
    ['a malformed id', 'not-an-id'],
    ['a jira_id in small letters', 'inc-1001'],
    ['a number beyond any', 'INC-99999999999999999999'],
    ['a NUL character', '%00'],
    ['a path', '..%2F..%2Fetc%2Fpasswd'],
    ['an attempt at SQL', "INC-1001'%20or%20'1'='1"],
  ])('%s is no incident, whatever is asked of it', async (_, key) => {
    const path = `/infra/incidents/${key}`;
    expect(refusalOf(await engineer.get(path))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await engineer.patch(path, { title: 'Another' }))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(path))).toEqual([404, 'INCIDENT_NOT_FOUND']);
  });

  it('every field of a change is taken over, and only updated_at moves besides', async () => {
    const incident = await openIncident(engineer);
    const change = {
      title: 'Another title',
      description: 'Another description.',
      severity: 'critical',
      status: 'investigating',
      assignee: 'Test engineer 2',
      root_cause: 'Too small a pool',
      resolution: 'A larger pool',
      tags: ['gateway', 'urgent'],
      affected_services: ['checkout'],
      squad: 'Checkout',
      environment: 'staging',
    };
    const answer = await engineer.patch<IncidentBody>(`/infra/incidents/${incident.jira_id}`, change);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...incident, ...change, updated_at: expect.stringMatching(ISO) });
    expect(Date.parse(answer.body.updated_at)).toBeGreaterThan(Date.parse(incident.updated_at));
    expect((await engineer.get(`/infra/incidents/${incident.id}`)).body).toEqual(answer.body);
  });

  it('null empties the fields that may be empty', async () => {
    const filled = { assignee: 'A', root_cause: 'B', resolution: 'C', tags: ['d'], affected_services: ['e'] };
    const incident = await openIncident(engineer, {}, filled);
    const nothing = Object.fromEntries(Object.keys(filled).map((field) => [field, null]));
    const answer = await engineer.patch<IncidentBody>(`/infra/incidents/${incident.id}`, nothing);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(nothing);
  });

  it.each(['title', 'description', 'severity', 'status', 'squad', 'environment'])(
    'null is refused for %s, which is never empty',
    async (field) => {
      const before = await engineer.get(`/infra/incidents/${first.id}`);
      const answer = await engineer.patch(`/infra/incidents/${first.id}`, { [field]: null });
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
      expect((await engineer.get(`/infra/incidents/${first.id}`)).text).toBe(before.text);
    },
  );

  it('every violation of a creation is told at once', async () => {
    const answer = await engineer.post('/infra/incidents', {
      title: 'ab',
      description: 'short',
      severity: 'High',
      environment: 'prod',
      affected_services: ['', 7],
      jira_id: 'INC-1',
      status: 'open',
    });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer).sort()).toEqual([
      'affected_services',
      'description',
      'environment',
      'jira_id',
      'severity',
      'squad',
      'status',
      'title',
    ]);
  });

  it.each(['id', 'jira_id', 'created_at', 'updated_at', 'resolved_at', 'version', 'deleted_at'])(
    '%s is not for clients to set',
    async (field) => {
      const answer = await engineer.patch(`/infra/incidents/${first.id}`, { [field]: first.created_at });
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
    },
  );

  it('a title of the greatest length is kept to the last character, one more is refused', async () => {
    const title = '界'.repeat(200);
    expect((await openIncident(engineer, { title })).title).toBe(title);
    const answer = await engineer.post('/infra/incidents', draft({ title: `${title}界` }));
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
  });

  it('a removed incident vanishes from every read, and from list, search, CSV and counts', async () => {
    const incident = await openIncident(engineer, { title: 'Vanishing xylophone' });
    const path = `/infra/incidents/${incident.id}`;
    const total = async (query: string): Promise<number> =>
      Number((await engineer.get(`/infra/incidents?${query}`)).headers.get('x-total-count'));
    expect(await total('search=xylophone')).toBe(1);
    const all = await total('limit=1');

    const removal = await engineer.delete(path);
    expect([removal.status, removal.text]).toEqual([204, '']);

    expect(refusalOf(await engineer.get(path))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await engineer.get(`/infra/incidents/${incident.jira_id}`))).toEqual([
      404,
      'INCIDENT_NOT_FOUND',
    ]);
    expect(refusalOf(await engineer.patch(path, { title: 'Back again' }))).toEqual([
      404,
      'INCIDENT_NOT_FOUND',
    ]);
    expect(refusalOf(await engineer.delete(path))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(await total('search=xylophone')).toBe(0);
    expect(await total(`jira_id=${incident.jira_id}`)).toBe(0);
    expect(await total('limit=1')).toBe(all - 1);
    const csv = await engineer.get<string>('/infra/incidents?format=csv');
    expect(csv.status).toBe(200);
    expect(csv.text).toContain(first.id);
    expect(csv.text).not.toContain(incident.id);
    const list = await engineer.get<IncidentBody[]>('/infra/incidents?limit=100');
    expect(list.body.map(({ id }) => id)).not.toContain(incident.id);
  });

  it('the success envelope is given to whom it was promised', async () => {
    const answer = await engineer.get<{ data: unknown }>(`/infra/incidents/${first.id}`, {
      'x-response-envelope': 'success',
    });
    expect(answer.body).toEqual({ success: true, data: first, timestamp: expect.stringMatching(ISO) });
  });
});
