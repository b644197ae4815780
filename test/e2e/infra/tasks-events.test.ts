import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import type { LiveClient } from '../../support/live-client';

const draft = (title: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ title, description: 'All of it', priority: 'low', squad: 'Data' },
  ...more,
});

describe('events of tasks', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const listen = (channel: string): Promise<LiveClient> => server.live('viewer', channel);
  const heard = async (live: LiveClient, until: string): Promise<unknown[]> => {
    await live.next(({ data }) => data?.title === until, `the task "${until}"`);
    return live.events.map(({ data }) => data?.title);
  };

  it('a viewer hears of the creation, the change and the removal, each with the task as it is read', async () => {
    const live = await listen('tasks');
    const { body: created } = await engineer.post('/infra/tasks', draft('Told three times'));
    const path = `/infra/tasks/${String(created.id)}`;
    const { body: changed } = await engineer.patch(path, { estimated_hours: 2.5 });
    await engineer.delete(path);
    await live.next(({ action }) => action === 'deleted', 'the removal');
    live.end();
    expect(live.events.map(({ type, action }) => [type, action])).toEqual([
      ['task', 'created'],
      ['task', 'updated'],
      ['task', 'deleted'],
    ]);
    expect(live.events[0].data).toEqual(created);
    expect(live.events[1].data).toEqual(changed);
  });

  it('the channel of an environment has its tasks and none of no environment, that of a squad its own', async () => {
    const [staging, data] = [await listen('staging'), await listen('squad:Data')];
    await engineer.post('/infra/tasks', draft('Nowhere'));
    await engineer.post('/infra/tasks', draft('Production', { environment: 'production', squad: 'Mobile' }));
    await engineer.post('/infra/tasks', draft('Staging', { environment: 'staging', squad: 'Mobile' }));
    await engineer.post('/infra/tasks', draft('Last', { environment: 'staging' }));
    expect(await heard(staging, 'Last')).toEqual(['Staging', 'Last']);
    expect(await heard(data, 'Last')).toEqual(['Nowhere', 'Last']);
    staging.end();
    data.end();
  });
});
