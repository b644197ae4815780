import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { specOf } from '../../../src/core/database/resource';
import { Forbidden, NotFound } from '../../../src/core/errors/domain-error';
import type { Page } from '../../../src/core/http/answers';
import { parseListQuery } from '../../../src/core/lists/parse-list-query';
import { VulnerabilitiesService, Vulnerability } from '../../../src/secops/vulnerabilities';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { asCaller, tokenOf } from '../../support/caller';
import { PERSONAS } from '../../support/personas';
import { eventsOf, faultyFields, refusalOf } from '../infra/fixtures';
import {
  type AssetBody,
  change,
  changed,
  countOf,
  LOG4SHELL,
  PATH,
  registerAsset,
  report,
  type VulnerabilityBody,
} from './vulnerability-scene';

describe('vulnerabilities and their asset', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const assetPath = (id: string): string => `/secops/assets/${id}`;
  const listed = async (query: string): Promise<[string[], string | null]> => {
    const answer = await engineer.get<VulnerabilityBody[]>(`${PATH}?${query}`);
    return [answer.body.map(({ id }) => id), answer.headers.get('x-total-count')];
  };

  it('it counts those that are open or in progress', async () => {
    const { id: asset, vulnerability_count } = await registerAsset(engineer);
    expect(vulnerability_count).toBe(0);
    const { id } = await report(engineer, asset);
    await report(engineer, asset, { status: 'mitigated' });
    for (const [status, count] of [
      ...([
        ['in_progress', 1],
        ['mitigated', 0],
        ['open', 1],
        ['false_positive', 0],
        ['in_progress', 1],
      ] as const),
    ]) {
      await changed(engineer, id, { status });
      expect([status, await countOf(engineer, asset)]).toEqual([status, count]);
    }
    await changed(engineer, id, { status: 'accepted', accepted_reason: 'Isolated' });
    expect(await countOf(engineer, asset)).toBe(0);
  });

  it('who listens to assets hears of each new count with the asset as it is read, and of nothing else', async () => {
    const asset = await registerAsset(engineer, { environment: 'staging' });
    const elsewhere = await registerAsset(engineer);
    const [all, staging] = [await server.live('viewer'), await server.live('viewer')];
    await all.subscribe(['assets']);
    await staging.subscribe(['staging']);
    const { id } = await report(engineer, asset.id);
    const { body: one } = await engineer.get<AssetBody>(assetPath(asset.id));
    await report(engineer, asset.id, { status: 'false_positive' });
    await changed(engineer, id, { status: 'in_progress', severity: 'critical', assignee: 'A' });
    await report(engineer, elsewhere.id);
    await changed(engineer, id, { status: 'mitigated' });
    const isLast = ({ data }: { data?: Record<string, unknown> }): boolean =>
      data?.id === asset.id && data.vulnerability_count === 0;
    await all.next(isLast, 'the last event');
    await staging.next(isLast, 'the last event');
    const heard = (live: typeof all): unknown[] =>
      live.events.map(({ type, action, data, user_id }) => [
        type,
        action,
        data?.id,
        data?.vulnerability_count,
        user_id,
      ]);
    const told = (id: string, count: number): unknown[] => [
      'asset',
      'updated',
      id,
      count,
      PERSONAS.engineer.id,
    ];
    expect(heard(all)).toEqual([told(asset.id, 1), told(elsewhere.id, 1), told(asset.id, 0)]);
    expect(heard(staging)).toEqual([told(asset.id, 1), told(asset.id, 0)]);
    expect(all.events[0].data).toEqual(one);
    all.end();
    staging.end();
  });

  it('a refused creation counts and tells nothing', async () => {
    const { id: asset } = await registerAsset(engineer);
    const events = await eventsOf(server, asset);
    const refused = await engineer.post(PATH, { ...LOG4SHELL, asset_id: asset });
    expect(refusalOf(refused)).toEqual([400, 'INVALID_REQUEST']);
    expect([await countOf(engineer, asset), await eventsOf(server, asset)]).toEqual([0, events]);
  });

  it('a new count is a new version of the asset, so that nobody keeps an old one or edits it unseen', async () => {
    const asset = await registerAsset(engineer);
    const path = assetPath(asset.id);
    const read = await engineer.get(path);
    const etag = read.headers.get('etag')!;
    const { id } = await report(engineer, asset.id);
    const again = await engineer.get<AssetBody>(path, { 'if-none-match': etag });
    expect([again.status, again.body.vulnerability_count]).toEqual([200, 1]);
    expect(again.headers.get('etag')).not.toBe(etag);
    expect(Date.parse(again.body.updated_at)).toBeGreaterThan(Date.parse(asset.updated_at));
    const stale = await engineer.patch(path, { os: 'Debian' }, { 'if-match': etag });
    expect(refusalOf(stale)).toEqual([412, 'PRECONDITION_FAILED']);
    const current = again.headers.get('etag')!;
    await changed(engineer, id, { assignee: 'A' });
    expect((await engineer.get(path, { 'if-none-match': current })).status).toBe(304);
  });

  it('they move to its environment with it, also in lists and totals', async () => {
    const asset = await registerAsset(engineer, { environment: 'development' });
    const { id } = await report(engineer, asset.id);
    const query = (environment: string): string => `environment=${environment}&asset_id=${asset.id}`;
    expect(await listed(query('development'))).toEqual([[id], '1']);
    expect(await listed(query('staging'))).toEqual([[], '0']);
    const etag = (await engineer.get(`${PATH}/${id}`)).headers.get('etag')!;
    expect((await engineer.patch(assetPath(asset.id), { environment: 'staging' })).status).toBe(200);
    expect(await listed(query('development'))).toEqual([[], '0']);
    expect(await listed(query('staging'))).toEqual([[id], '1']);
    const moved = await engineer.get(`${PATH}/${id}`, { 'if-none-match': etag });
    expect([moved.status, moved.body.environment]).toEqual([200, 'staging']);
    expect(await countOf(engineer, asset.id)).toBe(1);
  });

  it('they vanish with it from every read, and cannot be changed or recorded any more', async () => {
    const { id: asset } = await registerAsset(engineer);
    const [open, resolved] = [
      await report(engineer, asset),
      await report(engineer, asset, { status: 'mitigated' }),
    ];
    expect((await listed(`asset_id=${asset}`))[1]).toBe('2');
    expect((await engineer.delete(assetPath(asset))).status).toBe(204);
    expect(await listed(`asset_id=${asset}`)).toEqual([[], '0']);
    for (const { id } of [open, resolved]) {
      expect(refusalOf(await engineer.get(`${PATH}/${id}`))).toEqual([404, 'VULNERABILITY_NOT_FOUND']);
      const closing = await change(engineer, id, { status: 'false_positive' });
      expect(refusalOf(closing)).toEqual([404, 'VULNERABILITY_NOT_FOUND']);
    }
    const late = await engineer.post(PATH, { ...LOG4SHELL, asset_id: asset, severity: 'low' });
    expect([...refusalOf(late), ...faultyFields(late)]).toEqual([400, 'INVALID_REQUEST', 'asset_id']);
  });

  it('one that is recorded while its asset is being removed is refused, and leaves nothing behind', async () => {
    const { id: asset } = await registerAsset(engineer);
    const { id } = await report(engineer, asset);
    const remover = new Client({ connectionString: server.databaseUrl });
    await remover.connect();
    try {
      await remover.query('begin');
      await remover.query('update assets set deleted_at = now() where id = $1', [asset]);
      const late = engineer.post(PATH, { ...LOG4SHELL, asset_id: asset, severity: 'low' });
      const closing = change(engineer, id, { status: 'mitigated' });
      await untilWaiting(server, 2);
      await remover.query('commit');
      expect([...refusalOf(await late), ...faultyFields(await late)]).toEqual([
        400,
        'INVALID_REQUEST',
        'asset_id',
      ]);
      expect(refusalOf(await closing)).toEqual([404, 'VULNERABILITY_NOT_FOUND']);
    } finally {
      await remover.end();
    }
    const left = await server.sql(
      'select 1 from vulnerabilities where asset_id = $1 and deleted_at is null',
      [asset],
    );
    expect(left).toEqual([]);
  });

  describe('for a caller who is bound to staging', () => {
    let vulnerabilities: VulnerabilitiesService;
    const ids: Record<string, string> = {};
    const assets: Record<string, string> = {};
    beforeAll(async () => {
      vulnerabilities = server.app.get(VulnerabilitiesService, { strict: false });
      for (const environment of ['production', 'staging']) {
        assets[environment] = (await registerAsset(engineer, { environment })).id;
        ids[environment] = (await report(engineer, assets[environment], { title: 'Bound to be seen' })).id;
      }
    });

    const bound = <T>(work: () => Promise<T>): Promise<T> =>
      asCaller(tokenOf('engineer', [], 'staging'), work);
    const draft = (environment: string) =>
      ({ ...LOG4SHELL, asset_id: assets[environment], severity: 'low' }) as never;

    it('those of production do not exist, and those of staging do', async () => {
      expect((await bound(() => vulnerabilities.read(ids.staging))).id).toBe(ids.staging);
      await expect(bound(() => vulnerabilities.read(ids.production))).rejects.toThrow(NotFound);
      const asked = parseListQuery(specOf<unknown>(Vulnerability), '/', 'search=bound', undefined);
      const page = (await bound(() => vulnerabilities.list(asked))) as Page;
      expect([page.paging.total, (JSON.parse(page.json) as { id: string }[]).map(({ id }) => id)]).toEqual([
        ...[1, [ids.staging]],
      ]);
    });

    it('changes and records those of staging alone', async () => {
      await bound(() => vulnerabilities.update(ids.staging, { status: 'in_progress' }));
      await bound(() => vulnerabilities.update(ids.staging, { status: 'mitigated' }));
      expect(await countOf(engineer, assets.staging)).toBe(0);
      await bound(() => vulnerabilities.report(draft('staging')));
      expect(await countOf(engineer, assets.staging)).toBe(1);
      for (const request of [{ assignee: 'A' }, { status: 'mitigated' as const }])
        await expect(bound(() => vulnerabilities.update(ids.production, request))).rejects.toThrow(NotFound);
      const foreign = bound(() => vulnerabilities.report(draft('production')));
      await expect(foreign).rejects.toMatchObject({ status: 400, details: [{ field: 'asset_id' }] });
      await expect(foreign).rejects.not.toThrow(Forbidden);
      expect(await countOf(engineer, assets.production)).toBe(1);
    });
  });
});

/** Until so many statements wait for locks that others hold. */
async function untilWaiting(server: TestServer, statements: number): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    const waiting = await server.sql(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (waiting.length >= statements) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nobody waits');
}
