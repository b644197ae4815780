import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import type { Page } from '../../src/core/http/answers';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { Asset, AssetsService } from '../../src/secops/assets';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';

/** What credentials that are bound to one environment may see and touch. */
describe('assets, to a caller who is bound to staging', () => {
  let server: TestServer;
  let assets: AssetsService;
  const ids: Record<string, string> = {};

  const bound = <T>(work: () => Promise<T>): Promise<T> =>
    asCaller(tokenOf('engineer', ['read:assets', 'write:assets'], 'staging'), work);
  const draft = (hostname: string, environment: 'production' | 'staging') => ({
    ...{ hostname, environment, ip_address: '10.0.0.1', asset_type: 'server' as const },
  });

  beforeAll(async () => {
    server = await startServer();
    assets = server.app.get(AssetsService, { strict: false });
    ids.production = (await assets.register(draft('web', 'production'))).id;
    ids.staging = (await assets.register(draft('web', 'staging'))).id;
  });
  afterAll(() => server.close());

  it('only those of staging are listed and read', async () => {
    const query = parseListQuery(specOf<unknown>(Asset), '/x', 'search=web', undefined);
    const page = (await bound(() => assets.list(query))) as Page;
    expect([page.paging.total, page.json]).toEqual([1, expect.stringContaining(ids.staging)]);
    await expect(bound(() => assets.read(ids.production))).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    expect((await bound(() => assets.read(ids.staging))).id).toBe(ids.staging);
  });

  it('those of others are not changed, removed or made, nor theirs moved away', async () => {
    const refused = { status: 403, code: 'FORBIDDEN' };
    const missing = { status: 404, code: 'ASSET_NOT_FOUND' };
    await expect(bound(() => assets.register(draft('new', 'production')))).rejects.toMatchObject(refused);
    await expect(
      bound(() => assets.update(ids.staging, { environment: 'production' })),
    ).rejects.toMatchObject(refused);
    await expect(bound(() => assets.update(ids.production, { owner: 'Me' }))).rejects.toMatchObject(missing);
    await expect(bound(() => assets.remove(ids.production))).rejects.toMatchObject(missing);
    expect((await bound(() => assets.update(ids.staging, { owner: 'Me' }))).version).toBe(2);
  });
});
