import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import type { LiveClient } from '../../support/live-client';
import { type AssetBody, draft } from './asset-scene';

const PATH = '/secops/assets';

describe('events of assets', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const listen = (channel: string): Promise<LiveClient> => server.live('viewer', channel);
  const register = async (hostname: string, environment: string): Promise<AssetBody> =>
    (await engineer.post<AssetBody>(PATH, draft({ hostname, environment }))).body;

  it('a viewer hears of the creation, the change and the removal, each with the asset as it is read', async () => {
    const live = await listen('assets');
    const created = await register('told-of', 'staging');
    const { body: changed } = await engineer.patch(`${PATH}/${created.id}`, { ip_address: '2001:DB8::0017' });
    await engineer.delete(`${PATH}/${created.id}`);
    await live.next(({ action }) => action === 'deleted', 'the removal');
    live.end();
    expect(live.events.map(({ type, action }) => [type, action])).toEqual([
      ['asset', 'created'],
      ['asset', 'updated'],
      ['asset', 'deleted'],
    ]);
    expect(live.events[0].data).toEqual(created);
    expect(live.events[1].data).toEqual(changed);
    expect(live.events[2].data).toMatchObject({ id: created.id, hostname: 'told-of' });
  });

  it('the channel of an environment has its assets and no others', async () => {
    const live = await listen('staging');
    await register('elsewhere', 'production');
    await register('here', 'staging');
    await register('elsewhere', 'development');
    await register('last', 'staging');
    await live.next(({ data }) => data?.hostname === 'last', 'the last asset');
    live.end();
    expect(live.events.map(({ data }) => data?.hostname)).toEqual(['here', 'last']);
  });

  it('a refused change is not told of', async () => {
    const live = await listen('assets');
    const one = await register('taken', 'production');
    await engineer.post(PATH, draft({ hostname: 'TAKEN' }));
    await engineer.patch(`${PATH}/${one.id}`, { ip_address: 'nowhere' });
    await register('after', 'production');
    await live.next(({ data }) => data?.hostname === 'after', 'the asset after');
    live.end();
    expect(live.events.map(({ data }) => data?.hostname)).toEqual(['taken', 'after']);
  });
});
