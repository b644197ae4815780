import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { miscounted, PATH, registerAsset } from '../e2e/secops/vulnerability-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

const FOUND = 12_000;

describe(`an asset with ${FOUND} vulnerabilities`, () => {
  let server: TestServer;
  let engineer: Actor;
  let asset: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    ({ id: asset } = await registerAsset(engineer));
    await server.sql(
      `insert into vulnerabilities (asset_id, title, description, severity)
       select $1, 'Found ' || n, repeat('It is told in detail. ', 10), 'low' from generate_series(1, $2::int) n`,
      [asset, FOUND],
    );
  });
  afterAll(() => server.close());

  const listed = async (query: string): Promise<string | null> =>
    (await engineer.get(`${PATH}?asset_id=${asset}&limit=1${query}`)).headers.get('x-total-count');

  it('moves with all of them', async () => {
    const moved = await engineer.patch(`/secops/assets/${asset}`, { environment: 'staging' });
    expect([moved.status, moved.body]).toMatchObject([
      200,
      { environment: 'staging', vulnerability_count: FOUND },
    ]);
    expect([await listed('&environment=staging'), await listed('')]).toEqual([`${FOUND}`, `${FOUND}`]);
  });

  it('is removed with all of them', async () => {
    expect((await engineer.delete(`/secops/assets/${asset}`)).status).toBe(204);
    expect(await listed('')).toBe('0');
    expect(await miscounted(server)).toEqual([]);
  });
});
