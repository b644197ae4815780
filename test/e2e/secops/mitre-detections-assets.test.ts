import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { InvalidRequest } from '../../../src/core/errors/domain-error';
import { MitreDetectionsService } from '../../../src/secops/mitre/detections.service';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { boundTo, type DetectionBody, host, report, sighting } from './mitre-scene';

const PATH = '/secops/mitre/detections';

describe('detections and their asset', () => {
  let server: TestServer;
  let engineer: Actor;
  let service: MitreDetectionsService;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    service = server.app.get(MitreDetectionsService, { strict: false });
  });
  afterAll(() => server.close());

  /** Begins the work while somebody else has changed the asset but not committed; commits once the work waits for it. */
  const during = async <T>(change: string, asset: string, work: () => Promise<T>): Promise<T> => {
    const other = new Client({ connectionString: server.databaseUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query(`update assets set ${change} where id = $1`, [asset]);
      let isDone = false;
      const working = work().finally(() => (isDone = true));
      working.catch(() => undefined);
      const isWaiting = async (): Promise<boolean> =>
        (await server.sql(`select 1 from pg_locks where not granted`)).length > 0;
      while (!isDone && !(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 10));
      await other.query('commit');
      return await working;
    } finally {
      await other.end();
    }
  };
  const of = (asset: string): Promise<unknown[]> =>
    server.sql('select id from mitre_detections where asset_id = $1', [asset]);

  it('are not written to one that is being removed', async () => {
    const asset = await host(server, 'production');
    const created = await during('deleted_at = now()', asset, () =>
      engineer.post(PATH, sighting({ asset_id: asset })),
    );
    expect([...refusalOf(created), faultyFields(created)]).toEqual([400, 'INVALID_REQUEST', ['asset_id']]);
    const [later, { id }] = [await host(server, 'production'), await report(engineer)];
    const moved = await during('deleted_at = now()', later, () =>
      engineer.patch(`${PATH}/${id}`, { asset_id: later }),
    );
    expect([...refusalOf(moved), faultyFields(moved)]).toEqual([400, 'INVALID_REQUEST', ['asset_id']]);
    expect([await of(asset), await of(later)]).toEqual([[], []]);
  });

  it('are not written to one that is leaving for an environment that the caller may not see', async () => {
    const said = (asset_id: string): never => sighting({ asset_id }) as never;
    const [asset, later] = [await host(server, 'staging'), await host(server, 'staging')];
    const leave = `environment = 'production'`;
    await expect(
      during(leave, asset, () => boundTo('staging', () => service.report(said(asset)))),
    ).rejects.toThrow(InvalidRequest);
    const home = await host(server, 'staging');
    const { id } = await report(engineer, { asset_id: home });
    await expect(
      during(leave, later, () => boundTo('staging', () => service.update(id, { asset_id: later }))),
    ).rejects.toThrow(InvalidRequest);
    expect([await of(asset), await of(later)]).toEqual([[], []]);
  });

  it('that are moved to it are changed only as they were read, whatever version it has itself', async () => {
    const asset = await host(server, 'production');
    await engineer.patch(`/secops/assets/${asset}`, { owner: 'Platform' });
    const { id } = await report(engineer);
    const stale = await engineer.patch(`${PATH}/${id}`, { asset_id: asset }, { 'if-match': '"2"' });
    expect(refusalOf(stale)).toEqual([412, 'PRECONDITION_FAILED']);
    const fresh = await engineer.patch(`${PATH}/${id}`, { asset_id: asset }, { 'if-match': '"1"' });
    expect([fresh.status, fresh.body]).toMatchObject([200, { asset_id: asset }]);
  });

  it('do not block each other or it, whoever changes what first', async () => {
    const [one, two] = [await host(server, 'staging'), await host(server, 'staging')];
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => (await report(engineer, { asset_id: n % 2 ? one : two })).id),
    );
    const answers = await Promise.all(
      Array.from({ length: 36 }, (_, n) => {
        const environment = ['staging', 'development', 'production'][n % 3];
        if (n % 3 === 0) return engineer.patch(`/secops/assets/${n % 2 ? one : two}`, { environment });
        if (n % 3 === 1) return engineer.patch(`${PATH}/${ids[n % 6]}`, { asset_id: n % 4 < 2 ? one : two });
        return engineer.post(PATH, sighting({ asset_id: n % 2 ? one : two }));
      }),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 201)).toEqual(
      [],
    );
    const strays = await server.sql(
      `select d.id from mitre_detections d join assets a on a.id = d.asset_id where d.environment <> a.environment`,
    );
    expect(strays).toEqual([]);
  });

  it('are in the totals of its new environment at once, and no longer in those of the old', async () => {
    await server.sql('delete from mitre_detections');
    const asset = await host(server, 'staging');
    await report(engineer, { asset_id: asset });
    const total = async (environment: string): Promise<[number, string | null]> => {
      const { body, headers } = await engineer.get<DetectionBody[]>(`${PATH}?environment=${environment}`);
      return [body.length, headers.get('x-total-count')];
    };
    expect([await total('staging'), await total('development')]).toEqual([
      [1, '1'],
      [0, '0'],
    ]);
    await engineer.patch(`/secops/assets/${asset}`, { environment: 'development' });
    expect([await total('staging'), await total('development')]).toEqual([
      [0, '0'],
      [1, '1'],
    ]);
  });
});
