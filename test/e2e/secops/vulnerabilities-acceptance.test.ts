import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Housekeeping } from '../../../src/core/jobs/housekeeping';
import { VulnerabilitiesService } from '../../../src/secops/vulnerabilities';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { PERSONAS } from '../../support/personas';
import { auditOf, eventsOf, faultyFields, refusalOf } from '../infra/fixtures';
import { change, changed, countOf, LOG4SHELL, PATH, registerAsset, report } from './vulnerability-scene';

const NOON = '2026-03-02T12:00:00.000Z';
const UNTIL = '2026-03-09T00:00:00.000Z';
const JUST_BEFORE = '2026-03-08T23:59:59.999Z';
const ACCEPTED = { status: 'accepted', accepted_reason: 'Not reachable from outside.' };

describe('an accepted risk', () => {
  let server: TestServer;
  let other: TestServer;
  let engineer: Actor;
  let asset: string;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    engineer = await server.as('engineer');
    asset = (await registerAsset(engineer)).id;
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
  afterEach(() => void jest.restoreAllMocks());

  const itIs = (now: string): void => setClock(now, server, other);
  const sweep = (on: TestServer = server): Promise<void> =>
    on.app.get(VulnerabilitiesService, { strict: false }).reopenExpired();
  const read = async (id: string) => (await engineer.get(`${PATH}/${id}`)).body;
  const accept = async (more: Record<string, unknown> = {}): Promise<string> => {
    itIs(NOON);
    const { id } = await report(engineer, asset, { discovered_at: '2026-01-01' });
    await changed(engineer, id, { ...ACCEPTED, ...more });
    return id;
  };

  it('has its reason, who accepted it, since when and until when, also in the audit log', async () => {
    const id = await accept({ accepted_until: UNTIL });
    expect(await read(id)).toMatchObject({
      ...ACCEPTED,
      ...{ resolved_at: NOON, accepted_by: PERSONAS.engineer.name, accepted_until: UNTIL },
    });
    const [, audit] = await auditOf(server, id);
    expect(audit).toMatchObject({ user_name: PERSONAS.engineer.name, status: 'success' });
    expect(audit.changes).toEqual([
      { field: 'status', old_value: 'open', new_value: 'accepted' },
      { field: 'resolved_at', old_value: null, new_value: NOON },
      { field: 'accepted_reason', old_value: null, new_value: ACCEPTED.accepted_reason },
      { field: 'accepted_by', old_value: null, new_value: PERSONAS.engineer.name },
      { field: 'accepted_until', old_value: null, new_value: UNTIL },
    ]);
  });

  it('can be recorded as such from the start', async () => {
    itIs(NOON);
    const body = await report(engineer, asset, { ...ACCEPTED, discovered_at: '2026-01-01' });
    expect(body).toMatchObject({ ...ACCEPTED, accepted_by: PERSONAS.engineer.name, accepted_until: null });
  });

  it.each([
    ['without a reason', { status: 'accepted' }, ['accepted_reason']],
    ['with an empty reason', { ...ACCEPTED, accepted_reason: '' }, ['accepted_reason']],
    ['with a blank reason', { ...ACCEPTED, accepted_reason: ' \n' }, ['accepted_reason']],
    ['with no reason', { ...ACCEPTED, accepted_reason: null }, ['accepted_reason']],
    ['until now', { ...ACCEPTED, accepted_until: NOON }, ['accepted_until']],
    ['until yesterday', { ...ACCEPTED, accepted_until: '2026-03-01' }, ['accepted_until']],
    ['with an end that is no time', { ...ACCEPTED, accepted_until: 'soon' }, ['accepted_until']],
    ['with an approver of its own', { ...ACCEPTED, accepted_by: 'The board' }, ['accepted_by']],
    ['in another status', { status: 'mitigated', accepted_reason: 'x' }, ['accepted_reason']],
    ['in no status', { accepted_reason: 'x', accepted_until: UNTIL }, ['accepted_reason', 'accepted_until']],
  ])('%s is refused, on creation and on change', async (_, body, fields) => {
    itIs(NOON);
    const { id } = await report(engineer, asset, { discovered_at: '2026-01-01' });
    const draft = { ...LOG4SHELL, asset_id: asset, severity: 'low', discovered_at: '2026-01-01' };
    for (const answer of [
      await change(engineer, id, body),
      await engineer.post(PATH, { ...draft, ...body }),
    ]) {
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer).sort()).toEqual(fields);
    }
    expect(await read(id)).toMatchObject({ status: 'open', accepted_reason: null });
  });

  it('has as approver whoever extended it, and keeps the rest', async () => {
    const id = await accept({ accepted_until: UNTIL });
    const colleague = await server.as('colleague');
    const later = '2026-04-01T00:00:00.000Z';
    expect(await changed(colleague, id, { accepted_until: later })).toMatchObject({
      ...ACCEPTED,
      ...{ accepted_by: PERSONAS.colleague.name, accepted_until: later, resolved_at: NOON },
    });
    expect(await changed(engineer, id, { assignee: 'A' })).toMatchObject({
      accepted_by: PERSONAS.colleague.name,
    });
    expect(await changed(engineer, id, { accepted_until: null })).toMatchObject({ accepted_until: null });
    expect(faultyFields(await change(engineer, id, { accepted_reason: null }))).toEqual(['accepted_reason']);
  });

  it('loses reason, approver and end when it is opened or mitigated; the audit log keeps them', async () => {
    const id = await accept({ accepted_until: UNTIL });
    const nothing = { accepted_reason: null, accepted_by: null, accepted_until: null };
    expect(await changed(engineer, id, { status: 'mitigated' })).toMatchObject({
      ...nothing,
      resolved_at: NOON,
    });
    const [, , audit] = await auditOf(server, id);
    expect(audit.changes).toContainEqual({ field: 'accepted_until', old_value: UNTIL, new_value: null });
  });

  it('stays so until its end, and then opens again by itself: written down, told, and counted', async () => {
    const { id: own } = await registerAsset(engineer);
    const id = await accept({ accepted_until: UNTIL });
    await server.sql('update vulnerabilities set asset_id = $2 where id = $1', [id, own]);
    itIs(JUST_BEFORE);
    await sweep();
    expect([(await read(id)).status, await countOf(engineer, own)]).toEqual(['accepted', 0]);
    const live = await server.live('viewer');
    await live.subscribe(['assets']);
    itIs(UNTIL);
    await sweep();
    expect(await read(id)).toMatchObject({
      ...{
        status: 'open',
        resolved_at: null,
        accepted_reason: null,
        accepted_by: null,
        accepted_until: null,
      },
    });
    expect(await countOf(engineer, own)).toBe(1);
    const event = await live.next(({ data }) => data?.id === own, 'the event of the asset');
    live.end();
    expect(event).toMatchObject({ type: 'asset', action: 'updated', data: { vulnerability_count: 1 } });
    const reopened = (await auditOf(server, id)).at(-1)!;
    expect(reopened).toMatchObject({
      event_type: 'UPDATE',
      user_id: 'system',
      user_name: 'System',
      status: 'success',
    });
    expect(reopened.changes).toContainEqual({ field: 'status', old_value: 'accepted', new_value: 'open' });
    expect(reopened.changes).toContainEqual({
      ...{ field: 'accepted_reason', old_value: ACCEPTED.accepted_reason, new_value: null },
    });
  });

  it('without an end stays so, and so does one that was extended', async () => {
    const [forever, extended] = [await accept(), await accept({ accepted_until: UNTIL })];
    await changed(engineer, extended, { accepted_until: '2026-03-09T00:00:00.001Z' });
    itIs(UNTIL);
    await sweep();
    expect([(await read(forever)).status, (await read(extended)).status]).toEqual(['accepted', 'accepted']);
  });

  it('that has ended and is not open again yet is not extended by a new reason alone, but by a new end', async () => {
    const id = await accept({ accepted_until: UNTIL });
    itIs(UNTIL);
    for (const said of [
      { accepted_reason: 'Renewed' },
      { status: 'accepted', accepted_reason: 'Renewed' },
      ACCEPTED,
    ]) {
      const answer = await change(engineer, id, said);
      expect([...refusalOf(answer), ...faultyFields(answer)]).toEqual([
        400,
        'INVALID_REQUEST',
        'accepted_until',
      ]);
    }
    expect(await changed(engineer, id, { assignee: 'A' })).toMatchObject({
      ...ACCEPTED,
      accepted_until: UNTIL,
    });
    const later = '2026-04-01T00:00:00.000Z';
    await changed(engineer, id, { status: 'accepted', accepted_reason: 'Renewed', accepted_until: later });
    await sweep();
    expect(await read(id)).toMatchObject({
      status: 'accepted',
      accepted_reason: 'Renewed',
      accepted_until: later,
    });
  });

  it('opens once, however many instances look at the same time', async () => {
    const { id: own } = await registerAsset(engineer);
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) ids.push(await accept({ accepted_until: UNTIL }));
    await server.sql('update vulnerabilities set asset_id = $2 where id = any($1)', [ids, own]);
    itIs('2026-03-10T00:00:00Z');
    await Promise.all([sweep(), sweep(other), sweep(), sweep(other)]);
    for (const id of ids) {
      expect((await auditOf(server, id)).map(({ user_id }) => user_id)).toEqual([
        ...[PERSONAS.engineer.id, PERSONAS.engineer.id, 'system'],
      ]);
    }
    expect(await countOf(engineer, own)).toBe(10);
    const counts = (await eventsOf(server, own)).map(({ data }) => data.vulnerability_count);
    expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is looked for at least every half minute, and opens when a server looks that started after its end', async () => {
    const id = await accept({ accepted_until: UNTIL });
    const every = jest.spyOn(Housekeeping.prototype, 'every');
    const late = await startServer({}, server.databaseUrl);
    try {
      setClock('2026-05-01T00:00:00Z', late);
      const [everyMs, , work] = every.mock.calls.find(([, name]) => name.includes('acceptance'))!;
      expect(everyMs).toBeLessThanOrEqual(30_000);
      await work();
      expect((await read(id)).status).toBe('open');
    } finally {
      await late.close();
    }
  });

  it('that cannot be opened keeps no other from it', async () => {
    const [stuck, free] = [await accept({ accepted_until: UNTIL }), await accept({ accepted_until: UNTIL })];
    await server.sql(`
      create function refuse_title() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
      update vulnerabilities set title = 'Stuck' where id = '${stuck}';
      create trigger refuse_stuck before update on vulnerabilities for each row when (old.title = 'Stuck')
        execute function refuse_title();
    `);
    itIs('2026-03-10T00:00:00Z');
    await sweep();
    expect([(await read(stuck)).status, (await read(free)).status]).toEqual(['accepted', 'open']);
    await server.sql('drop trigger refuse_stuck on vulnerabilities');
    await sweep(other);
    expect((await read(stuck)).status).toBe('open');
  });
});
