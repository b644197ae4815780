import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { openIncident } from '../infra/fixtures';
import { fillIncidents } from './data';

describe('the total of a list', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    await fillIncidents(server);
  });
  afterAll(() => server.close());

  const total = async (parameters: string, path = '/infra/incidents'): Promise<number> =>
    Number((await engineer.get(`${path}?${parameters}`)).headers.get('x-total-count'));

  it('is exact right after creation, change and removal, for each filter', async () => {
    const totals = (): Promise<number[]> =>
      Promise.all(
        ['limit=1', 'squad=Quick', 'severity=high&squad=Quick', 'search=okapi'].map((each) => total(each)),
      );
    expect(await totals()).toEqual([250, 0, 0, 0]);
    const { id } = await openIncident(engineer, { squad: 'Quick', title: 'An okapi' });
    expect(await totals()).toEqual([251, 1, 1, 1]);
    await engineer.patch(`/infra/incidents/${id}`, { severity: 'low' });
    expect(await totals()).toEqual([251, 1, 0, 1]);
    await engineer.patch(`/infra/incidents/${id}`, { squad: 'Slow', title: 'A giraffe' });
    expect(await totals()).toEqual([251, 0, 0, 0]);
    await engineer.delete(`/infra/incidents/${id}`);
    expect(await totals()).toEqual([250, 0, 0, 0]);
  });

  it('every writer finds its own row counted, also among many', async () => {
    const before = await total('limit=1');
    const seen = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        await openIncident(engineer, { squad: `Own ${index}` });
        return [await total(`squad=Own%20${index}`), (await total('limit=1')) > before];
      }),
    );
    expect(seen).toEqual(Array(30).fill([1, true]));
    expect(await total('limit=1')).toBe(before + 30);
  });

  it('of one resource is not that of another, nor of another parent', async () => {
    const [one, two] = [await openIncident(engineer), await openIncident(engineer)];
    const path = (id: string): string => `/infra/incidents/${id}/evidence`;
    await engineer.post(path(one.id), { title: 'Log', type: 'log', content: 'x' });
    expect([await total('', path(one.id)), await total('', path(two.id))]).toEqual([1, 0]);
  });

  it('soon sees what was changed behind the back of the server', async () => {
    const before = await total('squad=Data');
    await server.sql(`insert into incidents (title, description, severity, squad, environment)
      values ('By SQL', 'Not through the API', 'low', 'Data', 'staging')`);
    // It may be remembered for a second; after that only the test's own time limit would end this.
    while ((await total('squad=Data')) !== before + 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await total('squad=Data')).toBe(before + 1);
  });
});
