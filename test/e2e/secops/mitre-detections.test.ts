import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Forbidden, InvalidRequest, NotFound } from '../../../src/core/errors/domain-error';
import { DAY_MS } from '../../../src/core/time/durations';
import { MitreDetectionsService } from '../../../src/secops/mitre/detections.service';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, faultyFields, refusalOf } from '../infra/fixtures';
import { boundTo, type DetectionBody, host, report, seen, sighting } from './mitre-scene';

const PATH = '/secops/mitre/detections';
const NOBODY = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

describe('detections', () => {
  let server: TestServer;
  let engineer: Actor;
  let viewer: Actor;
  let production: string;
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer] = [await server.as('engineer'), await server.as('viewer')];
    production = await host(server, 'production');
  });
  afterAll(() => server.close());

  it('are reported with little and become active now', async () => {
    const before = Date.now();
    const { status, body, headers } = await engineer.post<DetectionBody>(PATH, sighting());
    expect([status, headers.get('etag')]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      ...sighting(),
      ...{ asset_id: null, environment: null, status: 'active', resolved_at: null },
    });
    expect(Date.parse(body.detected_at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(body.detected_at)).toBeLessThanOrEqual(Date.now());
    expect((await viewer.get(`${PATH}/${body.id}`)).body).toEqual(body);
    const [audit] = await auditOf(server, body.id);
    expect(audit).toMatchObject({
      event_type: 'CREATE',
      resource_type: 'mitre_detection',
      resource_name: 'T1059.001',
    });
  });

  it('are reported with everything, and have the environment of their asset', async () => {
    const said = sighting({
      ...{
        asset_id: production,
        status: 'resolved',
        detected_at: '2026-01-15T10:30:00.000Z',
        severity: 'critical',
      },
    });
    const { status, body } = await engineer.post<DetectionBody>(PATH, said);
    expect([status, body]).toMatchObject([201, { ...said, environment: 'production' }]);
    expect(body.resolved_at).not.toBeNull();
  });

  it('are changed, and resolved_at follows the status', async () => {
    const { id } = await report(engineer);
    const path = `${PATH}/${id}`;
    const resolved = await engineer.patch<DetectionBody>(path, { status: 'resolved' });
    expect([resolved.status, resolved.body.status]).toEqual([200, 'resolved']);
    expect(resolved.body.resolved_at).toMatch(/Z$/);
    const again = await engineer.patch<DetectionBody>(path, { status: 'investigating' });
    expect(again.body).toMatchObject({ status: 'investigating', resolved_at: null });
    const moved = {
      technique_id: 'T1078',
      asset_id: production,
      severity: 'low',
      description: 'Was an account.',
    };
    const changed = await engineer.patch<DetectionBody>(path, moved);
    expect(changed.body).toMatchObject({ ...moved, environment: 'production' });
    const freed = await engineer.patch<DetectionBody>(path, { asset_id: null });
    expect(freed.body).toMatchObject({ asset_id: null, environment: null });
    const rows = await auditOf(server, id);
    expect(rows.map(({ event_type }) => event_type)).toEqual([
      'CREATE',
      'UPDATE',
      'UPDATE',
      'UPDATE',
      'UPDATE',
    ]);
    expect(rows[1].changes?.map(({ field }) => field)).toEqual(['status', 'resolved_at']);
    expect(await server.sql('select 1 from events')).toEqual([]);
  });

  it('changed by nothing stay as they are', async () => {
    const { id } = await report(engineer, { detected_at: '2026-01-15T10:30:00.000Z' });
    const answer = await engineer.patch(`${PATH}/${id}`, {
      status: 'active',
      detected_at: '2026-01-15T10:30:00Z',
    });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"']);
    expect(await auditOf(server, id)).toHaveLength(1);
  });

  it('are changed and removed only as they were read', async () => {
    const { id } = await report(engineer);
    const path = `${PATH}/${id}`;
    await engineer.patch(path, { severity: 'low' });
    const stale = { 'if-match': '"1"' };
    expect(refusalOf(await engineer.patch(path, { asset_id: production }, stale))).toEqual([
      412,
      'PRECONDITION_FAILED',
    ]);
    expect(refusalOf(await engineer.delete(path, stale))).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await engineer.patch(path, { asset_id: production }, { 'if-match': '"2"' })).status).toBe(200);
    expect((await viewer.get(path, { 'if-none-match': '"3"' })).status).toBe(304);
    expect((await engineer.delete(path)).status).toBe(204);
    expect(refusalOf(await viewer.get(path))).toEqual([404, 'MITRE_DETECTION_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(path))).toEqual([404, 'MITRE_DETECTION_NOT_FOUND']);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown technique', { technique_id: 'T9999' }, ['technique_id']],
    ['a tactic', { technique_id: 'TA0001' }, ['technique_id']],
    ['a technique in small letters', { technique_id: 't1078' }, ['technique_id']],
    ['a technique that is a number', { technique_id: 1078 }, ['technique_id']],
    ['no technique', { technique_id: undefined }, ['technique_id']],
    ['an unknown asset', { asset_id: NOBODY }, ['asset_id']],
    ['an asset that is no id', { asset_id: 'host-1' }, ['asset_id']],
    ['a time ahead', { detected_at: new Date(Date.now() + DAY_MS).toISOString() }, ['detected_at']],
    ['a time without zone', { detected_at: '2026-01-15T10:30:00' }, ['detected_at']],
    ['no time', { detected_at: null }, ['detected_at']],
    ['an unknown severity', { severity: 'info' }, ['severity']],
    ['an unknown status', { status: 'open' }, ['status']],
    ['a blank description', { description: ' ' }, ['description']],
    ['a long description', { description: 'x'.repeat(5_001) }, ['description']],
    ['an unknown field', { confidence: 5 }, ['confidence']],
    [
      'what is decided elsewhere',
      { environment: 'staging', resolved_at: null },
      ['environment', 'resolved_at'],
    ],
  ])('with %s are refused', async (_, more, fields) => {
    const created = await engineer.post(PATH, sighting(more));
    expect([...refusalOf(created), faultyFields(created)]).toEqual([400, 'INVALID_REQUEST', fields]);
    const patch = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    if (Object.keys(patch).length === 0) return;
    const { id } = await report(engineer);
    const changed = await engineer.patch(`${PATH}/${id}`, patch);
    expect([...refusalOf(changed), faultyFields(changed)]).toEqual([400, 'INVALID_REQUEST', fields]);
  });

  it('of a removed asset are kept, but none can be added', async () => {
    const asset = await host(server, 'production');
    const { id } = await report(engineer, { asset_id: asset });
    await server.sql('update assets set deleted_at = now() where id = $1', [asset]);
    expect((await viewer.get(`${PATH}/${id}`)).body).toMatchObject({
      asset_id: asset,
      environment: 'production',
    });
    const answer = await engineer.post(PATH, sighting({ asset_id: asset }));
    expect([...refusalOf(answer), faultyFields(answer)]).toEqual([400, 'INVALID_REQUEST', ['asset_id']]);
  });

  it('are made once with one Idempotency-Key', async () => {
    const send = () => engineer.post<DetectionBody>(PATH, sighting(), { 'idempotency-key': 'detection-1' });
    const [first, second] = [await send(), await send()];
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
  });

  it('are listed, the last detected first, by all that they say', async () => {
    await server.sql('delete from mitre_detections');
    const staging = await host(server, 'staging');
    const one = await report(engineer, {
      detected_at: '2026-01-01T00:00:00Z',
      asset_id: staging,
      severity: 'low',
    });
    const two = await report(engineer, {
      detected_at: '2026-02-01T00:00:00Z',
      technique_id: 'T1078',
      status: 'resolved',
    });
    const three = await report(engineer, {
      detected_at: '2026-01-15T00:00:00Z',
      description: 'A wombat was seen.',
    });
    const ids = async (parameters: string): Promise<string[]> => {
      const { body } = await viewer.get<DetectionBody[]>(`${PATH}?${parameters}`);
      return body.map(({ id }) => id);
    };
    expect(await ids('')).toEqual([two.id, three.id, one.id]);
    expect(await ids('sort_by=severity&sort_order=asc')).toEqual([one.id, ...[two.id, three.id].toSorted()]);
    for (const [parameters, found] of [
      ['technique_id=T1078', [two]],
      ['status=resolved', [two]],
      ['severity=low', [one]],
      [`asset_id=${staging}`, [one]],
      ['environment=staging', [one]],
      ['detected_from=2026-01-10&detected_to=2026-01-15', [three]],
      ['search=wombat', [three]],
      ['search=T1078', [two]],
    ] as const)
      expect([parameters, await ids(parameters)]).toEqual([parameters, found.map(({ id }) => id)]);
    const csv = await viewer.get<string>(`${PATH}?format=csv`);
    expect(csv.text.split('\r\n')[0]).toBe(
      'id,technique_id,asset_id,description,severity,status,detected_at,resolved_at,environment',
    );
    const refused = await viewer.get(`${PATH}?severity=info`);
    expect([...refusalOf(refused), faultyFields(refused)]).toEqual([400, 'INVALID_REQUEST', ['severity']]);
  });

  it('are for engineers to write, and for all to read', async () => {
    const { id } = await report(engineer);
    for (const answer of [
      await viewer.post(PATH, sighting()),
      await viewer.patch(`${PATH}/${id}`, { severity: 'low' }),
      await viewer.delete(`${PATH}/${id}`),
    ])
      expect(refusalOf(answer)).toEqual([403, 'FORBIDDEN']);
  });

  describe('to callers who are bound to staging', () => {
    let service: MitreDetectionsService;
    let staging: string;
    let elsewhere: DetectionBody[];
    beforeAll(async () => {
      service = server.app.get(MitreDetectionsService, { strict: false });
      staging = await host(server, 'staging');
      elsewhere = [await report(engineer, { asset_id: production }), await report(engineer)];
    });

    it('are those of its assets alone', async () => {
      const { id } = await report(engineer, { asset_id: staging });
      expect((await boundTo('staging', () => service.read(id))).id).toBe(id);
      for (const other of elsewhere) {
        await expect(boundTo('staging', () => service.read(other.id))).rejects.toThrow(NotFound);
        await expect(boundTo('staging', () => service.update(other.id, { severity: 'low' }))).rejects.toThrow(
          NotFound,
        );
        await expect(boundTo('staging', () => service.remove(other.id))).rejects.toThrow(NotFound);
      }
    });

    it('can be reported there and nowhere else', async () => {
      const said = (asset_id: string | null): never => sighting({ asset_id }) as never;
      const { id } = await boundTo('staging', () => service.report(said(staging)));
      await expect(boundTo('staging', () => service.report(said(production)))).rejects.toThrow(
        InvalidRequest,
      );
      await expect(boundTo('staging', () => service.report(said(null)))).rejects.toThrow(Forbidden);
      await expect(boundTo('staging', () => service.update(id, { asset_id: null }))).rejects.toThrow(
        Forbidden,
      );
      await expect(boundTo('staging', () => service.update(id, { asset_id: production }))).rejects.toThrow(
        InvalidRequest,
      );
    });
  });

  it('follow their asset into another environment', async () => {
    const asset = await host(server, 'staging');
    const { id } = await report(engineer, { asset_id: asset, technique_id: 'T1105' });
    const moved = await engineer.patch(`/secops/assets/${asset}`, { environment: 'development' });
    expect(moved.status).toBe(200);
    expect((await viewer.get(`${PATH}/${id}`)).body).toMatchObject({ environment: 'development' });
    expect(await seen(viewer, 'T1105')).toMatchObject({ detection_count: 1 });
  });
});
