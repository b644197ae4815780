import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import {
  auditOf,
  eventsOf,
  type EvidenceBody,
  faultyFields,
  form,
  type IncidentBody,
  openIncident,
  PNG,
  refusalOf,
  storedFiles,
  tallies,
} from './fixtures';

const FIELDS = ['id', 'incident_id', 'title', 'type', 'content', 'metadata', 'uploaded_by', 'uploaded_at'];
const LOG = { title: 'Gateway log', type: 'log', content: '10:14:02 upstream timed out' };

describe('evidence', () => {
  let server: TestServer;
  let engineer: Actor;
  let incident: IncidentBody;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    incident = await openIncident(engineer);
    path = `/infra/incidents/${incident.id}/evidence`;
  });

  const add = (body: unknown): Promise<Answer<EvidenceBody>> => engineer.post<EvidenceBody>(path, body);

  it('JSON becomes evidence with exactly the fields of its type', async () => {
    const answer = await add({ ...LOG, incident_id: incident.id, metadata: { host: 'gw-3', lines: [1, 2] } });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).toEqual(FIELDS);
    expect(answer.body).toEqual({
      ...LOG,
      id: expect.any(String),
      incident_id: incident.id,
      metadata: { host: 'gw-3', lines: [1, 2] },
      uploaded_by: PERSONAS.engineer.name,
      uploaded_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z$/),
    });
    expect((await engineer.get(path)).body).toEqual([answer.body]);
  });

  it('metadata is null when there is none, and the jira_id leads to the same evidence', async () => {
    const answer = await engineer.post(`/infra/incidents/${incident.jira_id}/evidence`, LOG);
    expect([answer.status, answer.body.metadata, answer.body.incident_id]).toEqual([201, null, incident.id]);
    const list = await engineer.get(`/infra/incidents/${incident.jira_id}/evidence`);
    expect(list.body).toEqual([answer.body]);
  });

  it('an incident_id that contradicts the path is refused, the same one in capitals is not', async () => {
    const other = await openIncident(engineer);
    const answer = await add({ ...LOG, incident_id: other.id });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['incident_id']);
    expect((await add({ ...LOG, incident_id: incident.id.toUpperCase() })).status).toBe(201);
  });

  it('the type may be called type or evidence_type, but the two must agree', async () => {
    const { type: _, ...untyped } = LOG;
    expect((await add({ ...untyped, evidence_type: 'command' })).body.type).toBe('command');
    expect((await add({ ...LOG, evidence_type: 'log' })).status).toBe(201);
    expect(faultyFields(await add({ ...LOG, evidence_type: 'metric' }))).toEqual(['evidence_type']);
    expect(faultyFields(await add(untyped))).toEqual(['type']);
  });

  it.each([
    ['a missing title', { title: undefined }, 'title'],
    ['a title of null', { title: null }, 'title'],
    ['a type in capitals', { type: 'LOG' }, 'type'],
    ['a type of null', { type: null }, 'type'],
    ['missing content', { content: undefined }, 'content'],
    ['empty content', { content: '' }, 'content'],
    ['content with NUL', { content: 'a\u0000b' }, 'content'],
    ['metadata that is a list', { metadata: [1] }, 'metadata'],
    ['metadata that is a text', { metadata: 'no JSON' }, 'metadata'],
    ['metadata with NUL as JSON text', { metadata: '{"a":"\\u0000"}' }, 'metadata'],
    ['metadata with half a character as JSON text', { metadata: '{"a":"\\ud800"}' }, 'metadata'],
    ['metadata that reaches for a prototype as JSON text', { metadata: '{"__proto__":{"a":1}}' }, 'metadata'],
    ['an uploader of its own', { uploaded_by: 'Somebody else' }, 'uploaded_by'],
    ['a storage key', { file_key: 'evidence/x' }, 'file_key'],
  ])('%s is refused', async (_, fault, field) => {
    const before = await tallies(server);
    const answer = await add({ ...LOG, ...fault });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
    expect(await tallies(server)).toEqual(before);
  });

  it('a form without a file is the same as JSON', async () => {
    const answer = await add(form({ ...LOG, metadata: '{"host":"gw-3"}' }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...LOG, metadata: { host: 'gw-3' } });
  });

  it('a form with a file keeps the file, and content leads to it', async () => {
    const parts = { title: 'Graph', evidence_type: 'screenshot', metadata: '{"host":"gw-3"}' };
    const answer = await add(form(parts, { bytes: PNG, name: 'graph.png' }));
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).toEqual(FIELDS);
    expect(answer.body).toMatchObject({ title: 'Graph', type: 'screenshot', metadata: { host: 'gw-3' } });
    expect(answer.body.content).toBe(`${server.url}/api/v1${path}/${answer.body.id}/file`);
    expect((await engineer.get<EvidenceBody[]>(path)).body).toEqual([answer.body]);
  });

  it('base64 content up to a body of 16 MiB is kept whole, one byte more is too much', async () => {
    const body = (bytes: number): string => {
      const frame = JSON.stringify({ ...LOG, content: '' }).length;
      return JSON.stringify({ ...LOG, content: 'QUJD'.repeat(bytes / 4).slice(0, bytes - frame) });
    };
    const limit = 16 * 1024 * 1024;
    const fits = await add(body(limit));
    expect(fits.status).toBe(201);
    expect(fits.body.content).toBe((JSON.parse(body(limit)) as { content: string }).content);
    expect(refusalOf(await add(`${body(limit)} `))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    // The diff keeps the beginning only: the audit log is no second store of uploads.
    const [row] = await server.sql<{ size: number }>(
      `select max(length(changes::text)) as size from audit_logs where resource_id = $1`,
      [incident.id],
    );
    expect(row.size).toBeLessThan(10_000);
  });

  it('long content of pictograms is kept whole, and abridged in the audit log without being torn', async () => {
    const content = '🚀'.repeat(15_000);
    const answer = await add({ ...LOG, content });
    expect(answer.status).toBe(201);
    expect(answer.body.content).toBe(content);
    const [, row] = await auditOf(server, incident.id);
    const kept = row.changes!.find(({ field }) => field === 'content')!.new_value;
    expect(kept).toMatch(/^"(🚀)+… \(30002 characters\)$/u);
  });

  it('adding and removing evidence is written down with its incident, and told as a change of it', async () => {
    const { body } = await add(LOG);
    expect((await engineer.delete(`${path}/${body.id}`)).status).toBe(204);
    const rows = (await auditOf(server, incident.id)).slice(1);
    expect(rows.map(({ event_type }) => event_type)).toEqual(['CREATE', 'DELETE']);
    for (const row of rows) {
      expect(row).toMatchObject({ resource_type: 'incident', resource_name: LOG.title, status: 'success' });
    }
    const events = (await eventsOf(server, incident.id)).slice(1);
    expect(events.map(({ type, action }) => `${type} ${action}`)).toEqual([
      'incident updated',
      'incident updated',
    ]);
    expect(events[0].data).toEqual(incident);
    expect(await eventsOf(server, body.id)).toEqual([]);
  });

  it('removed evidence vanishes with its download, but its row and file are kept', async () => {
    const { body } = await add(
      form({ title: 'Graph', type: 'screenshot' }, { bytes: PNG, name: 'graph.png' }),
    );
    const files = await storedFiles(server);
    expect((await engineer.delete(`${path}/${body.id}`)).status).toBe(204);
    expect(refusalOf(await engineer.get(`${path}/${body.id}/file`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(`${path}/${body.id}`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    const list = await engineer.get(path);
    expect([list.body, list.headers.get('x-total-count')]).toEqual([[], '0']);
    expect(await storedFiles(server)).toEqual(files);
    expect(await server.sql('select id from evidence where id = $1', [body.id])).toHaveLength(1);
  });

  it('removal on a stale version is refused', async () => {
    const added = await add(LOG);
    const removal = await engineer.delete(`${path}/${added.body.id}`, { 'if-match': '"99"' });
    expect(refusalOf(removal)).toEqual([412, 'PRECONDITION_FAILED']);
    const fitting = { 'if-match': added.headers.get('etag')! };
    expect((await engineer.delete(`${path}/${added.body.id}`, fitting)).status).toBe(204);
  });

  it('evidence of another incident is not found under this one', async () => {
    const other = await openIncident(engineer);
    const { body } = await engineer.post<EvidenceBody>(
      `/infra/incidents/${other.id}/evidence`,
      form({ title: 'Graph', type: 'screenshot' }, { bytes: PNG, name: 'graph.png' }),
    );
    expect(refusalOf(await engineer.get(`${path}/${body.id}/file`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(`${path}/${body.id}`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(`${path}/no-id`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    expect((await engineer.get(path)).body).toEqual([]);
  });

  it('evidence goes with its incident', async () => {
    const { body } = await add(
      form({ title: 'Graph', type: 'screenshot' }, { bytes: PNG, name: 'graph.png' }),
    );
    await engineer.delete(`/infra/incidents/${incident.id}`);
    const file = `${path}/${body.id}/file`;
    expect(refusalOf(await engineer.get(path))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await engineer.get(file))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await add(LOG))).toEqual([404, 'INCIDENT_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(`${path}/${body.id}`))).toEqual([404, 'INCIDENT_NOT_FOUND']);
  });
});
