import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import {
  auditOf,
  draft,
  type ErrorAnswer,
  eventsOf,
  form,
  openIncident,
  PNG,
  refusalOf,
  storedFiles,
  tallies,
} from './fixtures';

describe('what is written down of a change', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  it('creation, change and removal have exactly one audit row each, with old and new values', async () => {
    const created = await openIncident(engineer, { affected_services: ['api'] });
    await engineer.patch(`/infra/incidents/${created.id}`, { severity: 'low', tags: ['a', 'b'] });
    await engineer.delete(`/infra/incidents/${created.jira_id}`);
    const rows = await auditOf(server, created.id);
    const { id, name, email } = PERSONAS.engineer;
    for (const row of rows) {
      expect(row).toMatchObject({
        resource_type: 'incident',
        resource_name: created.jira_id,
        user_id: id,
        user_name: name,
        user_email: email,
        status: 'success',
        error_message: null,
        ip_address: '127.0.0.1',
      });
    }
    expect(rows.map(({ event_type }) => event_type)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
    const [creation, change, removal] = rows;
    const set = new Map(creation.changes!.map((entry) => [entry.field, entry]));
    for (const [field, value] of Object.entries(draft({ affected_services: ['api'] }))) {
      expect(set.get(field)).toEqual({ field, old_value: null, new_value: value });
    }
    expect(change.changes).toEqual([
      { field: 'severity', old_value: 'high', new_value: 'low' },
      { field: 'tags', old_value: null, new_value: ['a', 'b'] },
    ]);
    expect(removal.changes).toEqual([
      { field: 'deleted_at', old_value: null, new_value: expect.any(String) },
    ]);
  });

  it('creation, change and removal raise exactly one event each, with the incident as it then was', async () => {
    const created = await openIncident(engineer);
    const changed = await engineer.patch(`/infra/incidents/${created.id}`, { squad: 'Mobile' });
    await engineer.delete(`/infra/incidents/${created.id}`);
    const events = await eventsOf(server, created.id);
    expect(events.map(({ type, action }) => `${type} ${action}`)).toEqual([
      'incident created',
      'incident updated',
      'incident deleted',
    ]);
    expect(events[0].data).toEqual(created);
    expect(events[1].data).toEqual(changed.body);
    expect(events[1].channels).toEqual(['incidents', 'production', 'squad:Mobile']);
    expect(events[2].data).toMatchObject({ id: created.id, squad: 'Mobile' });
  });

  it('a viewer is told which permission is missing, nothing changes, and the attempt is on record', async () => {
    const viewer = await server.as('viewer');
    const { id } = await openIncident(engineer);
    const path = `/infra/incidents/${id}`;
    const before = await tallies(server);
    for (const [method, target, body] of [
      ['POST', '/infra/incidents', draft()],
      ['PATCH', path, { title: 'Not mine' }],
      ['DELETE', path, undefined],
      ['POST', `${path}/evidence`, { title: 'Not mine', type: 'log', content: 'x' }],
    ] as const) {
      const answer = await viewer.send<ErrorAnswer>(method, target, body);
      expect(refusalOf(answer)).toEqual([403, 'FORBIDDEN']);
      expect(answer.body.error.details).toEqual({ missing_permission: 'write:incidents' });
    }
    expect(await tallies(server)).toEqual(before);
    const refused = await server.sql<{ event_type: string; resource_type: string; resource_id: string }>(
      `select event_type, resource_type, resource_id from audit_logs
       where status = 'failed' and user_id = $1 and error_message like 'FORBIDDEN%' order by position`,
      [PERSONAS.viewer.id],
    );
    expect(refused).toEqual([
      { event_type: 'CREATE', resource_type: 'incident', resource_id: null },
      { event_type: 'UPDATE', resource_type: 'incident', resource_id: id },
      { event_type: 'DELETE', resource_type: 'incident', resource_id: id },
      { event_type: 'CREATE', resource_type: 'incident', resource_id: id },
    ]);
  });

  it('a refused change is on record with its reason, a refused read is not', async () => {
    const { id } = await openIncident(engineer);
    await engineer.patch(`/infra/incidents/${id}`, { severity: 'enormous' });
    await engineer.get('/infra/incidents?limit=0');
    const failed = (await auditOf(server, id)).filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      event_type: 'UPDATE',
      error_message: expect.stringMatching(/^INVALID_REQUEST/),
    });
    const reads = await server.sql(`select 1 from audit_logs where action_description like 'Refused GET%'`);
    expect(reads).toHaveLength(0);
  });

  it.each([
    ['changed', `update audit_logs set user_name = 'Somebody else'`],
    ['removed', 'delete from audit_logs'],
    ['emptied', 'truncate audit_logs'],
    ['emptied along with others', 'truncate audit_logs, events cascade'],
  ])('the audit log cannot be %s, not even by SQL', async (_, statement) => {
    const [{ count }] = await server.sql<{ count: string }>('select count(*) from audit_logs');
    expect(Number(count)).toBeGreaterThan(0);
    await expect(server.sql(statement)).rejects.toThrow('never changed or removed');
    expect((await server.sql('select count(*) from audit_logs'))[0]).toEqual({ count });
  });

  describe('when the audit log cannot be written', () => {
    let id: string;
    const victim = (): Actor => engineer.unchecked('its audit log is broken');
    beforeAll(async () => {
      ({ id } = await openIncident(engineer));
      await server.sql(`alter table audit_logs add constraint closed check (false) not valid`);
    });
    afterEach(async () => {
      expect((await engineer.get(`/infra/incidents/${id}`)).body.title).toBe('Checkout fails');
    });

    it.each([
      ['POST', '/infra/incidents', draft()],
      ['PATCH', '', { title: 'Unseen' }],
      ['DELETE', '', undefined],
      ['POST', '/evidence', { title: 'Unseen', type: 'log', content: 'x' }],
    ])('%s %s does not happen', async (method, path, body) => {
      const before = await tallies(server);
      const target = path === '/infra/incidents' ? path : `/infra/incidents/${id}${path}`;
      const answer = await victim().send<ErrorAnswer>(method, target, body);
      expect(refusalOf(answer)).toEqual([500, 'INTERNAL_ERROR']);
      expect(answer.text).not.toMatch(/audit_logs|constraint|closed/);
      expect(answer.body.error.details).toBeNull();
      expect(await tallies(server)).toEqual(before);
    });

    it('an upload leaves no file behind', async () => {
      const before = await storedFiles(server);
      const upload = form({ title: 'Graph', type: 'screenshot' }, { bytes: PNG, name: 'graph.png' });
      const answer = await victim().post(`/infra/incidents/${id}/evidence`, upload);
      expect(refusalOf(answer)).toEqual([500, 'INTERNAL_ERROR']);
      expect(await storedFiles(server)).toEqual(before);
    });

    it('an Idempotency-Key of a change that did not happen is not spent', async () => {
      const post = (): Promise<unknown[]> =>
        victim()
          .post('/infra/incidents', draft(), { 'idempotency-key': 'not-spent' })
          .then((answer) => refusalOf(answer));
      expect(await post()).toEqual([500, 'INTERNAL_ERROR']);
      await server.sql('alter table audit_logs drop constraint closed');
      expect(await post()).toEqual([201, undefined]);
    });
  });
});
