import { expect, it } from '@jest/globals';
import { PERSONAS } from '../../support/personas';
import {
  faultsOf,
  like,
  object,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  texts,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import { pageOf } from './page';
import { draft } from '../../e2e/infra/fixtures';
import type { WireScene } from './scene';

export const INCIDENT: Shape = {
  id: uuid,
  jira_id: like(/^INC-[1-9]\d*$/),
  title: text,
  description: text,
  severity: oneOf('critical', 'high', 'medium', 'low'),
  status: oneOf('open', 'investigating', 'resolved', 'closed'),
  squad: text,
  environment: oneOf('production', 'staging', 'development'),
  created_at: timestamp,
  updated_at: timestamp,
  resolved_at: orNull(timestamp),
  assignee: orNull(text),
  tags: orNull(texts),
  affected_services: orNull(texts),
  root_cause: orNull(text),
  resolution: orNull(text),
  jira_url: orNull(text),
};
const EVIDENCE: Shape = {
  id: uuid,
  incident_id: uuid,
  title: text,
  type: oneOf('log', 'metric', 'screenshot', 'document', 'command'),
  content: text,
  metadata: orNull(record),
  uploaded_by: text,
  uploaded_at: timestamp,
};
const EVENT: Shape = {
  type: oneOf('incident', 'task', 'asset', 'alert', 'notification', 'metric'),
  action: oneOf('created', 'updated', 'deleted'),
  data: object(INCIDENT),
  timestamp,
  user_id: orNull(uuid),
  id: whole,
};
export const REPORT = draft();
export const EVERYTHING = {
  status: 'resolved',
  assignee: 'Test engineer 2',
  tags: ['gateway'],
  affected_services: ['checkout'],
  root_cause: 'A pool was too small.',
  resolution: 'It is larger now.',
};
const evidencePath = ({ id }: Record<string, unknown>): string => `/infra/incidents/${String(id)}/evidence`;

/** Incidents and evidence, pages, CSV and events. */
export function incidentsOnTheWire(scene: WireScene): void {
  it('an incident with nothing but what must be said has null for the rest', () => {
    expect(faultsOf(scene.bare, INCIDENT)).toEqual([]);
    expect(scene.bare).toMatchObject({ ...REPORT, status: 'open' });
    const empty = Object.keys(scene.bare).filter((name) => scene.bare[name] === null);
    expect(empty.toSorted()).toEqual([
      'affected_services',
      'assignee',
      'jira_url',
      'resolution',
      'resolved_at',
      'root_cause',
      'tags',
    ]);
  });

  it('an incident with everything', () => {
    expect(faultsOf(scene.full, INCIDENT)).toEqual([]);
    expect(scene.full).toMatchObject(EVERYTHING);
    // Only Jira says where it is there.
    const { jira_url, ...said } = scene.full;
    expect([jira_url, Object.values(said)]).toEqual([null, expect.not.arrayContaining([null])]);
  });

  it('incidents read one by one and in a list are the same', async () => {
    const { body: list } = await scene.engineer.get<unknown[]>(
      '/infra/incidents?sort_by=jira_id&sort_order=asc',
    );
    expect(list).toEqual([scene.bare, scene.full]);
    expect((await scene.engineer.get(`/infra/incidents/${String(scene.full.id)}`)).body).toEqual(scene.full);
  });

  it('a page is a PaginatedResponse', async () => {
    const { body } = await scene.engineer.get('/infra/incidents?page=2&limit=1');
    expect(faultsOf(body, pageOf(INCIDENT))).toEqual([]);
    expect(body.pagination).toEqual({
      current_page: 2,
      total_pages: 2,
      total_items: 2,
      items_per_page: 1,
      has_next: false,
      has_previous: true,
    });
  });

  it('a CSV export has the same fields as columns', async () => {
    const { text: csv } = await scene.engineer.get('/infra/incidents?format=csv');
    expect(csv.split('\r\n', 1)[0].split(',')).toEqual(Object.keys(INCIDENT));
  });

  it('an event carries the incident as its reader would get it', async () => {
    const live = await scene.server.live('viewer');
    await live.subscribe(['incidents']);
    const { body } = await scene.engineer.patch(`/infra/incidents/${String(scene.bare.id)}`, {
      squad: 'Platform',
    });
    const event = await live.next(({ type }) => type === 'incident', 'the event');
    live.end();
    expect(faultsOf(event, EVENT)).toEqual([]);
    expect(event).toMatchObject({ action: 'updated', data: body, user_id: PERSONAS.engineer.id });
  });

  it('evidence given as text, and given as a file', async () => {
    const note = { title: 'Gateway log', type: 'log', content: '502 Bad Gateway' };
    const written = await scene.engineer.post(evidencePath(scene.bare), note);
    expect(faultsOf(written.body, EVIDENCE)).toEqual([]);
    expect(written.body).toMatchObject({ ...note, metadata: null, incident_id: scene.bare.id });
    const form = new FormData();
    for (const [name, value] of Object.entries({ title: 'Log', type: 'log', metadata: '{"host":"gw-3"}' }))
      form.append(name, value);
    form.append('file', new Blob(['502']), 'gateway.log');
    const sent = await scene.engineer.post(evidencePath(scene.bare), form);
    expect(
      faultsOf(sent.body, { ...EVIDENCE, metadata: record, content: like(/^http:\/\/.+\/file$/) }),
    ).toEqual([]);
    const list = await scene.engineer.get<unknown[]>(`${evidencePath(scene.bare)}?sort_order=asc`);
    expect(list.body).toEqual([written.body, sent.body]);
  });

  it('a field that is missing, one too many, and one of the wrong type are all noticed', () => {
    const { squad, ...rest } = scene.bare;
    const altered = { ...rest, Squad: squad, created_at: '2026-01-15', tags: undefined };
    expect(faultsOf(altered, INCIDENT)).toEqual([
      'squad is missing',
      'Squad is too much',
      'created_at is "2026-01-15", not an ISO 8601 timestamp in UTC with milliseconds',
      'tags is undefined, not a list of strings',
    ]);
  });
}
